/** Fetches, reads and verifies request objects (RFC 9101 6). */
import { createHash } from "node:crypto";
import { OutboundError } from "../ports/outbound.ts";
import type { RegisteredClient } from "../ports/registry.ts";
import { macBytes } from "../protocol/client-authentication/assertion.ts";
import { CLIENT_SIGNING_ALGS } from "../protocol/jwk.ts";
import { algsOf } from "../protocol/profiles/index.ts";
import { formOfObject, judgedOf, type RequestObject, type SentEncryption } from "../protocol/request-object/object.ts";
import { isRegisteredReference } from "../protocol/request-object/reference.ts";
import { readSentJwt, readSentParts, type SentClaims, type SentJwt } from "../protocol/sent-jwt.ts";
import type { Deps } from "./deps.ts";
import { verifySentJwt } from "./jwt/verify.ts";

/** Bytes of an object that is fetched. */
const LONGEST = 65_536;

const EMPTY = { values: new Map<string, string>(), repeated: [] };

/** What is known of the request object of a client. `now` in milliseconds. `known`: the parameters that it may have. */
export async function readObject(
  deps: Deps,
  text: string,
  registered: RegisteredClient,
  now: number,
  known?: ReadonlySet<string>,
): Promise<RequestObject> {
  const { issuer } = deps;
  const { inner, encryption } = text.split(".").length === 5 ? await decrypted(deps, text) : { inner: text };
  const jwt = await verified(deps, inner, registered, now);
  const about = { unsigned: inner.endsWith("."), issuer, ...(encryption !== undefined && { encryption }) };
  if (jwt.is === "malformed") return { ...about, jwt, form: EMPTY };
  return { ...about, jwt: { ...jwt, claims: judgedOf(thumbed(jwt.claims)) }, ...formOfObject(jwt.claims, known) };
}

/** What is in a JWE that was encrypted to this server: the signed object (RFC 9101 6.1). */
async function decrypted({ keys }: Pick<Deps, "keys">, text: string) {
  const { alg, enc, kid } = headerOf(text);
  const found = await keys.decrypt(text);
  return "text" in found
    ? { inner: found.text, encryption: { alg, enc, kid } }
    : { inner: text, encryption: { alg, enc, kid, because: found.because } };
}

/** The header of a JWE, as far as it can be read. */
function headerOf(text: string): SentEncryption {
  const parts = readSentParts(`${text.split(".", 1)[0]}.e30.`);
  const of = (name: string) => ("looks" in parts ? undefined : parts.header[name]);
  const read = (name: string) => (typeof of(name) === "string" ? String(of(name)) : undefined);
  return { alg: read("alg"), enc: read("enc"), kid: read("kid") };
}

/** With the thumbprint of the jti, by which a request is known again. */
const thumbed = ({ jti, ...claims }: SentClaims): SentClaims =>
  jti === undefined ? claims : { ...claims, jti: createHash("sha256").update(JSON.stringify(jti)).digest("base64url") };

/** Verifies it with the client's keys, or with its secret if it is registered for a MAC. */
async function verified(
  { clientKeys }: Deps,
  text: string,
  { client, credentials }: RegisteredClient,
  now: number,
): Promise<SentJwt> {
  const alg = client.requestObjectSigningAlg;
  const read = alg === undefined || macBytes(alg) === undefined ? undefined : readSentJwt(text);
  if (alg === undefined || read === undefined || "looks" in read || read.header.alg !== alg)
    return verifySentJwt(text, { clientKeys, client, algs: algsOf(client, CLIENT_SIGNING_ALGS) }, now);
  const secret = await credentials.matchMac(text, alg);
  if (secret === "none") return { is: "unverified", because: "no-secret", ...read };
  const isValid = secret !== undefined && (secret.expiresAt === undefined || now < secret.expiresAt);
  return isValid ? { is: "verified", ...read } : { is: "unverified", because: "signature", ...read };
}

/** The same for an object at a URL that the client has registered. */
export async function fetchObject(
  deps: Deps,
  uri: string,
  registered: RegisteredClient,
  now: number,
): Promise<RequestObject> {
  const fetched = isRegisteredReference(uri, registered.client) ? await textAt(deps, uri) : { because: "unregistered" };
  if (typeof fetched === "string") return readObject(deps, fetched, registered, now);
  const jwt = { is: "malformed", looks: "nothing", length: 0 } as const;
  return { jwt, unsigned: false, form: EMPTY, issuer: deps.issuer, unfetched: fetched.because };
}

async function textAt({ outbound }: Deps, uri: string): Promise<string | { readonly because: string }> {
  const headers = { accept: "application/oauth-authz-req+jwt, application/jwt" };
  try {
    const { status, text } = await outbound.send({ url: new URL(uri), method: "GET", headers, longest: LONGEST });
    return status === 200 ? text.trim() : { because: `status ${status}` };
  } catch (error) {
    if (error instanceof OutboundError) return { because: error.because };
    throw error;
  }
}
