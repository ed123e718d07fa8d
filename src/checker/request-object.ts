/** Makes request objects (RFC 9101 4), good ones and bad ones, signed with the client's key or secret. */
import type { AuthorizationRequest } from "./authorized.ts";
import { jws, macOf, signerOf, signingKey } from "./sign.ts";
import type { Signer } from "./signer.ts";
import type { Target, TestClient } from "./target.ts";
import type { Changes } from "./token-requests.ts";

/** What of the lab is needed. */
export interface RequestLab {
  readonly target: Target;
  readonly now: () => number;
  fresh(bytes?: number): string;
  endpoint(name: string): string;
  authorizationRequest(client: TestClient): AuthorizationRequest;
}

export interface ObjectChanges {
  /** Claims that are other ones, or none. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** Who signs it, instead of the client. */
  readonly by?: TestClient;
  /** What signs it, instead of a key. */
  readonly signer?: Signer;
}

/** What a client signs with: its key, or else its secret. */
function signsWith({ client_secret = "", private_key }: TestClient) {
  if (private_key === undefined) return { alg: "HS256", signer: macOf(client_secret) };
  const key = signingKey(private_key);
  return { alg: key.alg, kid: key.kid, signer: signerOf(key) };
}

/** Whether two clients have one key, as one company's may. */
export function haveSameKey(one: TestClient, other: TestClient): boolean {
  if (one.private_key === undefined || other.private_key === undefined) return false;
  return signingKey(one.private_key).key.equals(signingKey(other.private_key).key);
}

/** Seconds for which an object is good. */
const LIFETIME = 120;

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A request object with the parameters of a request. */
export function requestObject(
  lab: RequestLab,
  { url, client }: AuthorizationRequest,
  changes: ObjectChanges = {},
): string {
  const now = Math.floor(lab.now() / 1000);
  const claims = {
    ...Object.fromEntries(new URL(url).searchParams),
    iss: client.client_id,
    aud: lab.target.issuer,
    iat: now,
    nbf: now,
    exp: now + LIFETIME,
    jti: lab.fresh(16),
    ...changes.claims,
  };
  const { signer, ...header } = signsWith(changes.by ?? client);
  return jws({ ...header, typ: "oauth-authz-req+jwt", ...changes.header }, claims, changes.signer ?? signer);
}

/** The same with other claims, and the signature of before. */
export function tampered(object: string, change: Readonly<Record<string, unknown>>): string {
  const [header, claims = "", signature] = object.split(".");
  const before = JSON.parse(Buffer.from(claims, "base64url").toString()) as object;
  return `${header}.${encoded({ ...before, ...change })}.${signature}`;
}

/**
 * An authorization request whose parameters are in an object (RFC 9101 5). Those that OpenID Connect Core 6.1 wants beside it
 * are there, too. `beside`: other ones.
 */
export function byObject(
  lab: RequestLab,
  request: AuthorizationRequest,
  object: string | undefined,
  beside: Changes = {},
): AuthorizationRequest {
  const all = new URL(request.url).searchParams;
  const url = new URL(lab.endpoint("authorization"));
  const usual: Changes = {
    client_id: request.client.client_id,
    response_type: all.get("response_type") ?? undefined,
    scope: all.get("scope") ?? undefined,
    request: object,
    ...beside,
  };
  for (const [name, value] of Object.entries(usual))
    if (typeof value === "string") url.searchParams.append(name, value);
  return { ...request, url: url.href };
}

/** The usual: a request of a client, in a signed object with changes. */
export function objectRequest(
  lab: RequestLab,
  client: TestClient,
  changes: ObjectChanges = {},
  beside: Changes = {},
): AuthorizationRequest {
  const request = lab.authorizationRequest(client);
  return byObject(lab, request, requestObject(lab, request, changes), beside);
}
