/** oidc-provider: `clients` of its configuration in JSON, and rows of its adapter. */
import { createHash } from "node:crypto";
import type { Asked, Found, Source } from "../found.ts";
import { note } from "../notes.ts";
import type { Piece } from "../pieces.ts";
import { asFlag, asNumber, asObject, asText, asTexts, type Json } from "../read-as.ts";
import { plainSecret } from "../secrets.ts";
import { registeredClient } from "./registered-client.ts";
import { scopeMaker } from "./scopes-of-clients.ts";

export const oidcProvider: Source = {
  name: "oidc-provider",
  title: "oidc-provider",
  files:
    'its configuration in JSON with clients and scopes, or rows of its adapter as JSON Lines: {"model": "Client", "id": …, "payload": {…}}',
  cut: "json",
  read,
};

async function* read(pieces: AsyncIterable<Piece>, asked: Asked): AsyncGenerator<Found> {
  const makeScopes = scopeMaker();
  const clients: { readonly at: string; readonly client: Json }[] = [];
  const scopes: string[] = [];
  let pkceRequired = true;
  let signed = false;
  for await (const { at, member, value } of pieces) {
    const row = asObject(value);
    const model = asText(row.model) ?? asText(row.kind);
    if (member === "clients" || model === "Client") {
      const payload = model === "Client" ? asObject(row.payload ?? row) : row;
      clients.push({ at, client: payload });
    } else if (member === "scopes") scopes.push(...asTexts([value]));
    else if (member === "pkce") pkceRequired = asFlag(row.required) !== false;
    else if (model === "RefreshToken") yield tokenOf(at, row);
    else if (member === "jwks" || member === "cookies") signed = true;
  }
  if (signed)
    yield {
      is: "note",
      note: note("import/setting", "jwks", {
        name: "jwks",
        where: "Signing keys are made anew: apps fetch them from jwks_uri.",
      }),
    };
  yield* makeScopes(scopes, "scopes");
  for (const { at, client } of clients) {
    const named = (asText(client.scope) ?? "").split(/\s+/).filter((one) => one !== "");
    yield* makeScopes(named, at);
    const secret = asText(client.client_secret);
    const expiry = asNumber(client.client_secret_expires_at) ?? 0;
    yield* registeredClient(
      at,
      client,
      {
        secrets: [
          secret === undefined
            ? { unusable: "it isn't in the file" }
            : plainSecret(secret, expiry > 0 ? expiry * 1000 : undefined),
        ],
        pkceRequired,
        scopes: ["openid", "offline_access", ...scopes],
      },
      asked,
    );
  }
}

/** Opaque tokens are kept under their own value. */
function tokenOf(at: string, row: Json): Found {
  const payload = asObject(row.payload ?? row);
  const id = asText(row.id) ?? asText(payload.jti);
  const [clientId, subject] = [asText(payload.clientId), asText(payload.accountId)];
  const expiry = asNumber(payload.exp);
  const bound = payload["x5t#S256"] !== undefined || payload.jkt !== undefined;
  const unusable = (why: string): Found => ({ is: "note", note: note("import/token-unusable", at, { why }) });
  if (payload.consumed !== undefined) return unusable("it was used already");
  if (bound) return unusable("it is bound to a key of the app");
  if (id === undefined || clientId === undefined || subject === undefined || expiry === undefined)
    return unusable("its row lacks jti, clientId, accountId or exp");
  return {
    is: "token",
    at,
    token: {
      sha256: createHash("sha256").update(id).digest("hex"),
      ...{ clientId, subject, expiresAt: expiry * 1000 },
      scopes: (asText(payload.scope) ?? "").split(" ").filter((one) => one !== ""),
    },
  };
}
