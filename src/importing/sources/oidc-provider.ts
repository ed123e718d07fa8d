/** oidc-provider: `clients` of its configuration in JSON, and rows of its adapter. */
import { createHash } from "node:crypto";
import type { Asked, Found, Source } from "../found.ts";
import { note, sessionsStay, unknown } from "../notes.ts";
import type { Piece } from "../pieces.ts";
import { asFlag, asNumber, asObject, asText, asTexts, asTime, isThere, type Json, parsedJson } from "../read-as.ts";
import { plainSecret } from "../secrets.ts";
import { registeredClient } from "./registered-client.ts";
import { scopeMaker } from "./scopes-of-clients.ts";

export const oidcProvider: Source = {
  name: "oidc-provider",
  title: "oidc-provider",
  files:
    'its configuration in JSON with clients and scopes, or rows of its adapter as JSON Lines: {"model": "Client", "id": …, "payload": {…}}',
  cut: "json",
  lists: ["clients", "scopes"],
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
    if (member === "clients") clients.push({ at, client: row });
    else if (member === "scopes") scopes.push(...asTexts([value]));
    else if (member === "pkce") pkceRequired = asFlag(row.required) !== false;
    else if (member === "jwks" || member === "cookies") signed = true;
    else if (member === "") {
      const { model, payload } = rowOf(row);
      if (model === "Client") clients.push({ at, client: payload });
      else if (model === "RefreshToken") yield tokenOf(at, row, payload);
      else yield model === undefined ? unknown(at, "") : sessionsStay(at);
    } else {
      const where = "Set it in this server's configuration: docs/reference/configuration.md.";
      yield { is: "note", note: note("import/setting", member, { name: member, where }) };
    }
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
        secrets: [plainSecret(secret, expiry > 0 ? expiry * 1000 : undefined)],
        pkceRequired,
        scopes: ["openid", "offline_access", ...scopes],
      },
      asked,
    );
  }
}

/** The models by the numbers that adapters for SQL give them, from 1. */
const MODELS =
  "Session AccessToken AuthorizationCode RefreshToken DeviceCode ClientCredentials Client InitialAccessToken RegistrationAccessToken Interaction ReplayDetection PushedAuthorizationRequest Grant BackchannelAuthenticationRequest".split(
    " ",
  );

/** A row of any adapter: what it holds may be a text, and what it is may be known only from that. */
function rowOf(row: Json): { readonly model: string | undefined; readonly payload: Json } {
  const payload = asObject(parsedJson(row.payload) ?? row);
  const named = asText(payload.kind) ?? asText(row.model) ?? asText(row.kind) ?? asText(row.name);
  const type = asText(row.type);
  const model = named ?? MODELS[Number(type) - 1] ?? type;
  const isClient = payload.redirect_uris !== undefined && payload.client_id !== undefined;
  return { model: MODELS.includes(model ?? "") ? model : isClient ? "Client" : undefined, payload };
}

/** Adapters keep that a token was used in what it holds, or in a column. */
const isUsed = (row: Json, payload: Json): boolean =>
  [payload.consumed, row.consumed, row.consumedAt, row.consumed_at].some(isThere);

/** Opaque tokens are kept under their own value. */
function tokenOf(at: string, row: Json, payload: Json): Found {
  const id = asText(payload.jti) ?? asText(row.id) ?? asText(row._id);
  const [clientId, subject] = [asText(payload.clientId), asText(payload.accountId)];
  const expiresAt = asTime(payload.exp) ?? asTime(row.expiresAt ?? row.expires_at);
  const unusable = (why: string): Found => ({ is: "note", note: note("import/token-unusable", at, { why }) });
  if (isUsed(row, payload)) return unusable("it was used already");
  if (isThere(payload["x5t#S256"]) || isThere(payload.jkt)) return unusable("it is bound to a key of the app");
  if ((asText(payload.format) ?? "opaque") !== "opaque") return unusable("it isn't opaque");
  if (id === undefined || clientId === undefined || subject === undefined || expiresAt === undefined)
    return unusable("its row lacks jti, clientId, accountId or exp");
  return {
    is: "token",
    at,
    token: {
      sha256: createHash("sha256").update(id).digest("hex"),
      ...{ clientId, subject, expiresAt },
      scopes: (asText(payload.scope) ?? "").split(" ").filter((one) => one !== ""),
    },
  };
}
