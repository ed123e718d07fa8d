/** Ory Hydra: its clients, as `hydra list clients --format json` or the admin API return them, or as rows of its table. */
import { DEVICE_CODE } from "../../protocol/device/grant-type.ts";
import type { Asked, Found, Source } from "../found.ts";
import type { MovedSecret } from "../moved-client.ts";
import { note } from "../notes.ts";
import type { Piece } from "../pieces.ts";
import { asFlag, asObject, asText, type Json } from "../read-as.ts";
import { registeredClient } from "./registered-client.ts";
import { scopeMaker } from "./scopes-of-clients.ts";

export const hydra: Source = {
  name: "hydra",
  title: "Ory Hydra",
  files: "clients in JSON: a list, or the response of hydra list clients --format json",
  cut: "json",
  read,
};

async function* read(pieces: AsyncIterable<Piece>, asked: Asked): AsyncGenerator<Found> {
  const makeScopes = scopeMaker();
  for await (const { at, member, value } of pieces) {
    if (member !== "" && member !== "items" && member !== "clients") continue;
    const client = tidied(asObject(value));
    if (asText(client.client_id) === undefined) continue;
    const scopes = (asText(client.scope) ?? "").split(/\s+/).filter((one) => one !== "");
    yield* makeScopes(
      scopes.filter((one) => !one.includes("*")),
      at,
    );
    for (const scope of scopes.filter((one) => one.includes("*")))
      yield {
        is: "note",
        note: note("import/scope-unknown", at, {
          scope,
          name: asText(client.client_name) ?? asText(client.client_id) ?? "",
        }),
      };
    yield* registeredClient(
      at,
      {
        ...client,
        scope: scopes
          .map(exact)
          .filter((one) => !one.includes("*"))
          .join(" "),
      },
      {
        secrets: [secretOf(client)],
        pkceRequired: false,
        scopes: [],
        more: { firstParty: asFlag(client.skip_consent) === true ? true : undefined } as { firstParty?: boolean },
      },
      asked,
    );
  }
}

/** Hydra's own name for offline_access. */
const exact = (scope: string): string => (scope === "offline" ? "offline_access" : scope);

/** Rows of the table have `id`, and lists as JSON or with `|`. */
function tidied(client: Json): Json {
  const listed = (value: unknown): unknown => {
    if (typeof value !== "string") return value;
    try {
      return JSON.parse(value);
    } catch {
      return value.split("|").filter((one) => one !== "");
    }
  };
  const lists = ["grant_types", "response_types", "redirect_uris", "post_logout_redirect_uris"];
  return {
    ...client,
    client_id: client.client_id ?? client.id,
    ...Object.fromEntries(lists.map((name) => [name, listed(client[name])])),
    scope: asText(client.scope)?.split(/\s+/).map(exact).join(" "),
    token_endpoint_auth_method: asText(client.token_endpoint_auth_method) ?? "client_secret_basic",
    ...(asText(client.scope) === undefined && { scope: undefined }),
    ...(listed(client.grant_types) === undefined && { grant_types: ["authorization_code", DEVICE_CODE].slice(0, 1) }),
  };
}

function secretOf(client: Json): MovedSecret {
  const text = asText(client.client_secret);
  if (text === undefined) return { unusable: "Hydra doesn't export secrets" };
  if (/^\$(?:2[aby]|pbkdf2)/.test(text))
    return { unusable: "its hash is slow to verify, and client secrets are verified with every request" };
  return text.length < 8 ? { unusable: "it is shorter than 8 characters" } : { value: text };
}
