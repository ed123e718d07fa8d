/** A client of Ory Hydra: as its API returns it, or as a row of `hydra_client`, where some members are JSON in a text, and lifetimes are nanoseconds. */
import type { ClientForm } from "../../declared/forms.ts";
import type { Asked, Found } from "../found.ts";
import { note } from "../notes.ts";
import { asFlag, asList, asNumber, asObject, asText, asTexts, defined, type Json } from "../read-as.ts";
import { anySecret, type MovedSecret } from "../secrets.ts";
import { registeredClient } from "./registered-client.ts";

/** Hydra's own name for offline_access. */
export const exact = (scope: string): string => (scope === "offline" ? "offline_access" : scope);

/** What is a list or an object, whichever way it is kept: older versions have lists with `|`. */
const JSON_MEMBERS = ["grant_types", "response_types", "redirect_uris", "post_logout_redirect_uris"] as const;
const MORE_JSON_MEMBERS = ["audience", "contacts", "request_uris", "allowed_cors_origins", "jwks", "metadata"] as const;

/** `scopes`: those that can be registered. */
export function* hydraClient(at: string, row: Json, scopes: readonly string[], asked: Asked): Generator<Found> {
  const client: Json = {
    ...row,
    client_id: row.client_id ?? row.id,
    ...Object.fromEntries([...JSON_MEMBERS, ...MORE_JSON_MEMBERS].map((name) => [name, parsed(row[name])])),
    token_endpoint_auth_method: asText(row.token_endpoint_auth_method) ?? "client_secret_basic",
  };
  yield* aboutParts(at, client);
  yield* registeredClient(
    at,
    { ...client, scope: scopes.join(" ") },
    { secrets: [secretOf(client)], pkceRequired: false, scopes: [], more: moreOf(client) },
    asked,
  );
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value.split("|").filter((one) => one !== "");
  }
}

function secretOf(client: Json): MovedSecret {
  const text = asText(client.client_secret);
  const expiry = asNumber(client.client_secret_expires_at) ?? 0;
  if (text === undefined) return { unusable: "Hydra's API doesn't return it, but rows of its table have its hash" };
  return anySecret(text, expiry > 0 ? expiry * 1000 : undefined);
}

const hasKeys = (client: Json): boolean =>
  asList(asObject(client.jwks).keys).length > 0 || asText(client.jwks_uri) !== undefined;

function moreOf(client: Json): Partial<ClientForm> {
  const signed = asText(client.userinfo_signed_response_alg);
  const contacts = asTexts(client.contacts);
  const link = (name: string): string | undefined =>
    asText(client[name])?.startsWith("https://") ? asText(client[name]) : undefined;
  return defined<Partial<ClientForm>>({
    ...(asFlag(client.skip_consent) === true && { firstParty: true }),
    ...(signed === "RS256" && { userinfoAlg: "RS256" as const }),
    ...(contacts.length > 0 && { contacts: contacts.slice(0, 10) }),
    ...{ clientUri: link("client_uri"), tosUri: link("tos_uri"), policyUri: link("policy_uri") },
    ...(hasKeys(client) && requestObjects(client)),
    authSigningAlg: asText(client.token_endpoint_auth_signing_alg),
    accessTokenLifetime: shortest(
      client,
      ["authorization_code", "client_credentials", "jwt_bearer", "refresh_token"],
      "access",
      86_400,
    ),
    idTokenLifetime: shortest(client, ["authorization_code", "refresh_token"], "id", 86_400),
    // Each of its refresh tokens lasts for as long.
    refreshIdleLifetime: shortest(client, ["authorization_code", "refresh_token"], "refresh", 10 * 366 * 86_400),
  });
}

function requestObjects(client: Json): Partial<ClientForm> {
  const uris = asTexts(client.request_uris).filter((uri) => uri.startsWith("https://"));
  const alg = asText(client.request_object_signing_alg);
  return {
    ...(uris.length > 0 && { requestUris: [...uris] }),
    ...(alg !== undefined && /^(?:[REP]S\d{3}|EdDSA)$/.test(alg) && { requestObjectSigningAlg: alg as "RS256" }),
  };
}

/** The shortest of the lifetimes of a kind of token, in seconds: here an app has one for all grant types. */
function shortest(client: Json, grants: readonly string[], token: string, most: number): number | undefined {
  const all = grants.flatMap((grant) => secondsIn(client[`${grant}_grant_${token}_token_lifespan`]) ?? []);
  return all.length === 0 ? undefined : Math.min(most, ...all);
}

/** Nanoseconds, or a duration of Go such as `1h30m0s`. Negative ones mean forever. */
function secondsIn(value: unknown): number | undefined {
  const nanoseconds = typeof value === "number" ? value : undefined;
  const [, h = 0, m = 0, s = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)(?:\.\d+)?s)?$/.exec(String(value ?? "")) ?? [];
  const seconds = nanoseconds === undefined ? Number(h) * 3600 + Number(m) * 60 + Number(s) : nanoseconds / 1e9;
  return seconds >= 1 ? Math.floor(seconds) : undefined;
}

/** What of a client doesn't exist here, or means something else. */
function* aboutParts(at: string, client: Json): Generator<Found> {
  const name = asText(client.client_name) ?? asText(client.client_id) ?? "";
  const left = (member: string, where: string): Found => ({
    is: "note",
    note: note("import/setting", `${at}.${member}`, { name: `${member} of ${name}`, where }),
  });
  const audience = asTexts(client.audience);
  if (audience.length > 0)
    yield { is: "note", note: note("import/client-audience", at, { name, audience: audience.join(", ") }) };
  if (asText(client.subject_type) === "pairwise") yield { is: "note", note: note("import/pairwise", at, { name }) };
  if (Object.keys(asObject(client.metadata)).length > 0)
    yield left("metadata", "Apps have no members of your own here. Keep them where they are needed.");
  if (asText(client.owner) !== undefined)
    yield left("owner", "Name a user with candor clients change <id>, who may then see why the app is refused.");
  if (asText(client.logo_uri) !== undefined)
    yield left(
      "logo_uri",
      "Logos are kept here, so that users' browsers load nothing from elsewhere: add the image itself.",
    );
  if (asTexts(client.request_uris).length > 0 && !hasKeys(client))
    yield left("request_uris", "Request objects must be signed. Register the app's keys, then its requestUris.");
}
