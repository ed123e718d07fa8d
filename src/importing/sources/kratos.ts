/** Ory Kratos: identities, as its admin API returns them with `include_credential=password`, or as they are imported there. */
import type { Found, Source } from "../found.ts";
import { tidyPhc } from "../hashes.ts";
import { identityLink, ofUser, userFrom } from "../moved-user.ts";
import { type Note, note, unknown } from "../notes.ts";
import type { Piece } from "../pieces.ts";
import { asFlag, asList, asObject, asText, asTexts, asTime, isThere, type Json } from "../read-as.ts";

export const kratos: Source = {
  name: "kratos",
  title: "Ory Kratos",
  files: "identities in JSON or JSON Lines, exported with include_credential=password",
  cut: "json",
  lists: ["identities"],
  read,
};

async function* read(pieces: AsyncIterable<Piece>): AsyncGenerator<Found> {
  for await (const { at, member, value } of pieces) {
    if (["next_page_token", "is_last_page"].includes(member)) continue;
    const one = asObject(value);
    // As many are imported there at once.
    const identity = one.create === undefined ? one : asObject(one.create);
    if (identity.traits !== undefined) yield* userOf(at, identity);
    else yield unknown(at, member);
  }
}

function* userOf(at: string, identity: Json): Generator<Found> {
  const traits = asObject(identity.traits);
  const credentials = asObject(identity.credentials);
  const { config, identifiers } = asObject(credentials.password);
  const hash = asText(asObject(config).hashed_password);
  // As identities are imported there.
  const plain = asText(asObject(config).password);
  const email = asText(traits.email) ?? asTexts(traits.emails)[0] ?? addressIn(identity, "email");
  const phone = asText(traits.phone) ?? asText(traits.phone_number) ?? addressIn(identity, "sms");
  const { email: _, emails: __, phone: ___, username: own, name, ...others } = traits;
  const free = ofUser(others, `${at}.traits`);
  const { metadata_admin } = identity;
  const isVerified = (value: string | undefined): boolean | undefined =>
    value === undefined
      ? undefined
      : asList(identity.verifiable_addresses).some(
          (one) => asObject(one).value === value && asFlag(asObject(one).verified) === true,
        );
  const username = asText(own) ?? asTexts(identifiers)[0] ?? email ?? phone ?? "";
  yield* userFrom({
    at,
    subject: asText(identity.id),
    username,
    disabled: asText(identity.state) === "inactive",
    createdAt: asTime(identity.created_at),
    claims: {
      ...free.claims,
      ...asObject(identity.metadata_public),
      ...(isThere(metadata_admin) && { metadata_admin }),
      ...nameClaims(name),
      email,
      email_verified: isVerified(email),
      phone_number: phone,
      phone_number_verified: isVerified(phone),
      preferred_username: username,
    },
    password:
      plain === undefined
        ? { text: hash === undefined ? undefined : tidyPhc(hash), at: `${at}.credentials.password` }
        : { plain, at: `${at}.credentials.password` },
    notes: [...free.notes, ...factors(credentials, at)],
  });
}

/** What a schema calls an address is its author's choice. Kratos knows which one it verifies. */
function addressIn(identity: Json, via: string): string | undefined {
  const addresses = asList(identity.verifiable_addresses).map(asObject);
  return asText(addresses.find((one) => one.via === via)?.value);
}

/** A name is a text, or its parts. */
function nameClaims(name: unknown): Json {
  const parts = asObject(name);
  const [first, last] = [asText(parts.first), asText(parts.last)];
  const full = asText(name) ?? [first, last].filter((part) => part !== undefined).join(" ");
  return { name: full === "" ? undefined : full, given_name: first, family_name: last };
}

function* factors(credentials: Json, at: string): Generator<Note> {
  for (const factor of ["totp", "lookup_secret", "webauthn", "passkey", "code"])
    if (credentials[factor] !== undefined && credentials[factor] !== null)
      yield note("import/second-factor", `${at}.credentials.${factor}`, { factor });
  for (const link of asList(asObject(asObject(credentials.oidc).config).providers))
    yield identityLink(`${at}.credentials.oidc`, asText(asObject(link).provider) ?? "another provider");
}
