/** JWTs wherever they are: decoded, never verified, and never kept whole. */
import type { Jwt } from "../material.ts";
import { decodeBase64 } from "./base64.ts";
import { isRecord, parsed } from "./json.ts";

const LONGEST = 32_000;

/** Three parts, or two if the signature was cut off, or the five of an encrypted one (RFC 7516), whose claims can't be read. */
export function decodeJwt(token: string, found: string): Jwt | undefined {
  if (!token.startsWith("ey") || token.length > LONGEST) return undefined;
  const parts = token.split(".");
  if (parts.length < 2 || parts.length > 5) return undefined;
  const header = partOf(parts[0]);
  const claims = parts.length === 5 ? {} : partOf(parts[1]);
  if (header === undefined || claims === undefined) return undefined;
  return { header, claims, found, parts: parts.length };
}

function partOf(part = "") {
  const json = decodeBase64(part);
  const value = json === undefined ? undefined : parsed(json);
  return isRecord(value) ? value : undefined;
}

// Searched at the start of words, and each run once. From every letter, it would take quadratic time.
const TOKEN = /(?<![A-Za-z0-9_-])ey[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*){0,3}={0,2}/g;
const NAMED = /([A-Za-z][\w-]{1,40})\\?["']?\s{0,3}(?:=>|%3D|[:=])?\s{0,3}\\?["']?$/i;

export interface TokenFound {
  readonly jwt: Jwt;
  readonly from: number;
  readonly to: number;
}

/** The JWTs of a text, with the name before each. */
export function jwtsWithin(text: string, otherwise = "input"): TokenFound[] {
  if (!text.includes("ey")) return [];
  const found: TokenFound[] = [];
  for (const match of text.matchAll(TOKEN)) {
    if (found.length >= 20) break;
    const [token] = match;
    const jwt = decodeJwt(token.replace(/[.=]+$/, ""), nameBefore(text, match.index) ?? otherwise);
    if (jwt !== undefined) found.push({ jwt, from: match.index, to: match.index + token.length });
  }
  return found;
}

const NAMES: Readonly<Record<string, string>> = {
  bearer: "bearer",
  dpop: "dpop",
  id_token: "id_token",
  idtoken: "id_token",
  access_token: "access_token",
  accesstoken: "access_token",
  refresh_token: "refresh_token",
  refreshtoken: "refresh_token",
  client_assertion: "client_assertion",
  assertion: "assertion",
  id_token_hint: "id_token_hint",
  logout_token: "logout_token",
  subject_token: "subject_token",
  actor_token: "actor_token",
  request: "request",
};

function nameBefore(text: string, at: number): string | undefined {
  const name = NAMED.exec(text.slice(Math.max(0, at - 60), at))?.[1];
  return name === undefined ? undefined : NAMES[name.toLowerCase().replaceAll("-", "_")];
}

const TIMES = ["exp", "iat", "nbf"];
const WHO = ["iss", "aud", "sub"];

/** Claims that somebody has already decoded. */
export function looksLikeClaims(value: Readonly<Record<string, unknown>>): boolean {
  return (
    TIMES.some((name) => typeof value[name] === "number") && WHO.some((name) => name in value) && !("active" in value)
  );
}

/** A header of a JWT that somebody has already decoded; a key has `kty` as well. */
export function looksLikeHeader(value: Readonly<Record<string, unknown>>): boolean {
  return typeof value.alg === "string" && !("kty" in value) && Object.keys(value).length <= 8;
}
