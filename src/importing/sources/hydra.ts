/** Ory Hydra: clients as its API returns them, and rows of its tables as JSON: clients, consents and refresh tokens. */
import { createHash } from "node:crypto";
import type { Asked, Found, Source } from "../found.ts";
import { note, sessionsStay, unknown } from "../notes.ts";
import type { Piece } from "../pieces.ts";
import { asFlag, asNumber, asObject, asText, asTexts, asTime, type Json, parsedJson } from "../read-as.ts";
import { exact, hydraClient } from "./hydra-client.ts";
import { scopeMaker } from "./scopes-of-clients.ts";

export const hydra: Source = {
  name: "hydra",
  title: "Ory Hydra",
  files:
    "clients in JSON, as hydra list clients --format json returns them, or rows of its tables as JSON Lines: hydra_client with hashes of secrets, hydra_oauth2_flow with consents, hydra_oauth2_refresh",
  cut: "json",
  lists: ["items", "clients"],
  read,
};

async function* read(pieces: AsyncIterable<Piece>, asked: Asked): AsyncGenerator<Found> {
  const makeScopes = scopeMaker();
  for await (const { at, member, value } of pieces) {
    if (["next_page_token", "is_last_page"].includes(member)) continue;
    const row = asObject(value);
    if (asText(row.signature) !== undefined && row.granted_scope !== undefined) yield tokenOf(at, row);
    else if (row.consent_challenge_id !== undefined) yield* consentOf(at, row);
    else if (asText(row.signature) !== undefined || row.login_challenge !== undefined) yield sessionsStay(at);
    else if (asText(row.client_id ?? row.id) !== undefined) yield* clientOf(at, row, makeScopes, asked);
    else yield unknown(at, member);
  }
}

function* clientOf(at: string, row: Json, makeScopes: ReturnType<typeof scopeMaker>, asked: Asked): Generator<Found> {
  const named = (asText(row.scope) ?? "").split(/\s+/).filter((one) => one !== "");
  const scopes = named.filter((one) => !one.includes("*")).map(exact);
  const name = asText(row.client_name) ?? asText(row.client_id ?? row.id) ?? "";
  yield* makeScopes(scopes, at);
  for (const scope of named.filter((one) => one.includes("*")))
    yield { is: "note", note: note("import/scope-unknown", at, { scope, name }) };
  yield* hydraClient(at, row, scopes, asked);
}

const scopesIn = (value: unknown): readonly string[] =>
  (typeof value === "string" ? value.split("|").filter((one) => one !== "") : asTexts(value)).map(exact);

/** What a user has allowed for good: asked, answered without an error, remembered, and not for a time only. */
function* consentOf(at: string, row: Json): Generator<Found> {
  const [subject, clientId, when] = [asText(row.subject), asText(row.client_id), asTime(row.consent_handled_at)];
  const isGranted = ["{}", ""].includes(asText(row.consent_error) ?? "");
  const isForGood = asFlag(row.consent_remember) === true && (asNumber(row.consent_remember_for) ?? 0) === 0;
  if (subject === undefined || clientId === undefined || when === undefined || !isGranted || !isForGood) return;
  const scopes = scopesIn(row.granted_scope);
  if (scopes.length > 0)
    yield { is: "consent", at, consent: { subject, clientId, scopes: scopes.map((scope) => ({ scope, at: when })) } };
}

/**
 * A refresh token, of which Hydra keeps the part after the dot: an HMAC of the part before it. Whoever reads the table knows that part,
 * so it is worth something only together with the app's own secret or key.
 */
function tokenOf(at: string, row: Json): Found {
  const unusable = (why: string): Found => ({ is: "note", note: note("import/token-unusable", at, { why }) });
  const [signature, clientId, subject] = [asText(row.signature), asText(row.client_id), asText(row.subject)];
  // Before version 2.3, the time is only in the session, which may be encrypted.
  const session = asObject(asObject(parsedJson(row.session_data)).expires_at);
  const expiresAt = asTime(row.expires_at ?? session.refresh_token);
  if (asFlag(row.active) === false) return unusable("it was used or revoked already");
  if (signature === undefined || clientId === undefined || subject === undefined || expiresAt === undefined)
    return unusable("its row lacks signature, client_id, subject or expires_at");
  const sha256 = createHash("sha256").update(signature).digest("hex");
  const scopes = scopesIn(row.granted_scope);
  return { is: "token", at, token: { sha256, clientId, subject, scopes, expiresAt, confidential: true } };
}
