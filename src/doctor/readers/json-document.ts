/** A JSON document that is the whole input, or a complete part of it. Its members show what it is. */
import { contextOfClientFile } from "./context.ts";
import type { Gathered, Json } from "./gathered.ts";
import { looksLikeHar, readHar } from "./har.ts";
import { isRecord } from "./json.ts";
import { looksLikeClaims, looksLikeHeader } from "./jwt.ts";
import { looksLikeCollection, readCollection } from "./postman.ts";
import { looksLikeToolInput, readToolInput } from "./tool-input.ts";

const ERROR_MEMBERS =
  /^(?:error|errors|error_?code|error_?description|error_?summary|error_?message|error_?type|fault|fault_?code|fault_?string|message|detail|title|reason|exception|msg|code|ok|type)$/i;
const LOG_MEMBERS = ["level", "severity", "lvl", "logger", "@timestamp", "loglevel", "log_level", "levelname"];
const TOKEN_MEMBERS = [
  "access_token",
  "id_token",
  "refresh_token",
  "token_type",
  "device_code",
  "request_uri",
  "active",
];
const REQUEST_MEMBERS = ["grant_type", "client_assertion", "code_verifier", "response_type", "code_challenge"];

/** `written` is the original text, for parts that are read as text. */
export function readJson(
  value: unknown,
  written: string,
  out: Gathered,
  readText: (text: string, out: Gathered) => void,
): void {
  if (Array.isArray(value) && value.length > 0 && value.every(isRecord)) readList(value, written, out, readText);
  else if (typeof value === "string") readText(value, out);
  else if (!isRecord(value)) out.text(written);
  else if (looksLikeHar(value)) readHar(value, out);
  else if (looksLikeCollection(value)) readCollection(value, out);
  else if (looksLikeToolInput(value)) readToolInput(value, out, readText);
  else readObject(value, written, out);
}

function readList(
  values: readonly Json[],
  written: string,
  out: Gathered,
  readText: (text: string, out: Gathered) => void,
): void {
  const known = values
    .slice(0, 200)
    .filter((one) => looksLikeToolInput(one) || looksLikeHar(one) || isDiscovery(one) || isJwks(one));
  if (known.length > 0) for (const one of known) readJson(one, JSON.stringify(one), out, readText);
  // Salesforce returns an array of errors.
  else if (values.some((one) => "errorCode" in one || "message" in one || "error" in one))
    out.response({ headers: {}, body: written });
  else out.text(written);
}

function readObject(value: Json, written: string, out: Gathered): void {
  const names = Object.keys(value);
  const client = contextOfClientFile(value);
  if (isDiscovery(value)) out.discovery.push(value);
  else if (isJwks(value)) out.keys(value);
  else if (client !== undefined) out.know(client);
  else if (LOG_MEMBERS.some((name) => name in value)) out.text(written);
  else if (REQUEST_MEMBERS.some((name) => name in value) && !("error" in value)) requestOf(written, out);
  else if (TOKEN_MEMBERS.some((name) => name in value)) out.response({ headers: {}, body: written });
  else if (looksLikeClaims(value)) out.jwt({ header: pendingHeader(out) ?? {}, claims: value, found: "input" });
  else if (looksLikeHeader(value)) out.jwt({ header: value, claims: {}, found: "input" });
  else if (names.some((name) => ERROR_MEMBERS.test(name))) out.response({ headers: {}, body: written });
  else if (Array.isArray(value.redirect_uris) && !("client_id_issued_at" in value)) requestOf(written, out);
  else out.text(written);
}

function requestOf(body: string, out: Gathered): void {
  out.request({ method: "POST", url: "", headers: { "content-type": "application/json" }, body, partial: true });
}

export function isDiscovery(value: Json): boolean {
  const endpoints = ["authorization_endpoint", "token_endpoint", "jwks_uri", "authorization_servers"];
  return (typeof value.issuer === "string" || "resource" in value) && endpoints.some((name) => name in value);
}

export function isJwks(value: Json): boolean {
  return Array.isArray(value.keys) && value.keys.some((key) => isRecord(key) && "kty" in key);
}

/** A JWT header that was pasted just before its claims belongs to them. */
function pendingHeader(out: Gathered): Json | undefined {
  const last = out.jwts.at(-1);
  if (last === undefined || Object.keys(last.claims).length > 0) return undefined;
  out.jwts.pop();
  return last.header;
}
