/** What the demo's apps do, written as a real app would: authorization requests, token requests, API calls. */
import { hash, randomBytes } from "node:crypto";
import { PATHS } from "../protocol/metadata.ts";
import { type Exchange, exchange, type Outgoing } from "./exchange.ts";

const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

/** One attempt to get a code: what ties the response to the browser that asked. The app keeps it, and never puts it in a URL. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The id and secret of a confidential client. */
export interface Login {
  readonly id: string;
  readonly secret: string;
}

export function newAttempt(): Attempt {
  const random = (): string => randomBytes(32).toString("base64url");
  return { state: random(), nonce: random(), verifier: random() };
}

/** Where the demo's web apps receive the response. */
export const callbackOf = (issuer: string): string => `${issuer}/demo/callback`;

/** Path and query of an authorization request (RFC 6749 4.1.1, RFC 7636 4.3). Without `scope`, it requests the client's default. */
export function authorizationPath(
  issuer: string,
  clientId: string,
  { state, nonce, verifier }: Attempt,
  more: Readonly<Record<string, string>>,
): string {
  const parameters = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: callbackOf(issuer),
    state,
    nonce,
    code_challenge: hash("sha256", verifier, "base64url"),
    code_challenge_method: "S256",
    ...more,
  });
  return `${PATHS.authorization}?${parameters}`;
}

/** HTTP Basic with both parts form-encoded first (RFC 6749 2.3.1). */
export function basic({ id, secret }: Login): string {
  const encode = (text: string): string => new URLSearchParams([["", text]]).toString().slice(1);
  return `Basic ${Buffer.from(`${encode(id)}:${encode(secret)}`).toString("base64")}`;
}

type Words = Pick<Outgoing, "heading" | "note">;

/** Posts a form to an endpoint, authenticated as the client. */
export function postForm(
  issuer: string,
  path: string,
  login: Login,
  parameters: Readonly<Record<string, string>>,
  words: Words,
): Promise<Exchange> {
  const headers = { Authorization: basic(login), ...FORM };
  return exchange(issuer, { ...words, method: "POST", path, headers, body: `${new URLSearchParams(parameters)}` });
}

/** Redeems a code (RFC 6749 4.1.3). */
export function redeem(
  issuer: string,
  login: Login,
  code: string,
  { verifier }: Attempt,
  words: Words,
  redirectUri = callbackOf(issuer),
): Promise<Exchange> {
  const parameters = { grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: verifier };
  return postForm(issuer, PATHS.token, login, parameters, words);
}

/** Refreshes (RFC 6749 6). */
export function refresh(issuer: string, login: Login, token: unknown, words: Words): Promise<Exchange> {
  return postForm(issuer, PATHS.token, login, { grant_type: "refresh_token", refresh_token: String(token) }, words);
}

/** Calls an API with an access token (RFC 6750 2.1). */
export function callApi(
  issuer: string,
  method: "GET" | "POST",
  path: string,
  token: unknown,
  words: Words,
): Promise<Exchange> {
  return exchange(issuer, { ...words, method, path, headers: { Authorization: `Bearer ${token}` } });
}
