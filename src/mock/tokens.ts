/** Tokens without a flow, for tests of an API: right ones, and each kind of wrong one. */
import { createHmac, createPrivateKey, createPublicKey } from "node:crypto";
import { signInput } from "../adapters/keys/jws.ts";
import { makePrivateKey, signingKeyOf } from "../adapters/keys/signing-key.ts";
import type { SigningAlg } from "../ports/keys.ts";
import { idTokenLifetime } from "../protocol/token-lifetimes.ts";
import { type Deps, type Shared, snapshot } from "../service/deps.ts";
import { didYouMean, MockError, nearestOf } from "./fault.ts";
import { userNamed } from "./sign-in.ts";

/** What can be wrong with a token, in words. */
export const TOKEN_FAULTS = {
  expired: "its exp has passed by an hour",
  "not-yet-valid": "its nbf is an hour from now",
  "wrong-issuer": "its iss is another issuer",
  "wrong-audience": "its aud is another API or app",
  "wrong-type": "an ID token's header on an access token, and the other way round",
  "bad-signature": "its signature doesn't match what it says",
  "unknown-key": "a key signed it that isn't in the JWKS",
  "alg-none": "its alg is none, and it has no signature",
  "alg-confusion": "it is signed with HS256, with the public key as the secret",
} as const;

/** What is wrong with a token. */
export type MockTokenFault = keyof typeof TOKEN_FAULTS;

/** What a token says. */
export interface MockToken {
  /** A user name. Default: `ada`, and for an access token without a user the client itself: `user: null`. */
  readonly user?: string | null | undefined;
  /** Default: `demo-web`. */
  readonly client?: string | undefined;
  /** Seconds. Default: what is configured. */
  readonly expiresIn?: number | undefined;
  /** Claims to add or replace. One that is `null` is left out. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** What is wrong with it. Default: nothing. */
  readonly fault?: MockTokenFault | undefined;
}

/** What an access token says. */
export interface MockAccessToken extends MockToken {
  /** Separated by spaces. Default: `openid read_profile`, and without a user `read_profile`. */
  readonly scope?: string | undefined;
  /** The API. Default: the one that the scopes belong to. */
  readonly audience?: string | undefined;
}

/** What an ID token says. */
export interface MockIdToken extends MockToken {
  /** Of the authorization request. Default: none. */
  readonly nonce?: string | undefined;
}

/** Issues tokens without a flow. They are signed with the mock's keys, and valid at its own endpoints unless something is wrong with them. */
export interface MockTokens {
  /** An access token as a JWT (RFC 9068). */
  access(token?: MockAccessToken): Promise<string>;
  /** An ID token (OpenID Connect Core 2). */
  id(token?: MockIdToken): Promise<string>;
}

const HOUR = 3_600;

interface Unsigned {
  readonly alg: SigningAlg;
  readonly typ: string | undefined;
  readonly claims: Readonly<Record<string, unknown>>;
}

export function mockTokens(shared: Shared): MockTokens {
  return {
    async access({ user = "ada", client = "demo-web", scope, audience, expiresIn, claims, fault } = {}) {
      const deps = snapshot(shared);
      const { catalogue, settings } = deps.registry;
      const subject = user === null ? client : (await userNamed(deps, user)).subject;
      await clientNamed(deps, client);
      const scopes = scope ?? (user === null ? "read_profile" : "openid read_profile");
      const known = scopes.split(" ").flatMap((name) => catalogue.scopes.get(name)?.api ?? []);
      const resource = audience ?? known[0] ?? settings.issuer;
      const api = catalogue.apis.get(resource);
      const now = Math.floor(deps.clock() / 1_000);
      const isForIssuer = scopes.split(" ").includes("openid") && resource !== settings.issuer;
      const said = {
        iss: settings.issuer,
        sub: subject,
        aud: isForIssuer ? [resource, settings.issuer] : resource,
        client_id: client,
        iat: now,
        exp: now + (expiresIn ?? api?.lifetime ?? settings.accessTokenLifetime),
        jti: deps.ids(deps.clock()).toString(36),
        scope: scopes,
      };
      return sign(deps, { alg: api?.alg ?? "ES256", typ: api?.typ ?? "at+jwt", claims: said }, claims, fault);
    },
    async id({ user = "ada", client = "demo-web", nonce, expiresIn, claims, fault } = {}) {
      const deps = snapshot(shared);
      const { settings } = deps.registry;
      const registered = await clientNamed(deps, client);
      if (user === null) throw new MockError("An ID token is about a user. Name one.");
      const now = Math.floor(deps.clock() / 1_000);
      const said = {
        iss: settings.issuer,
        sub: (await userNamed(deps, user)).subject,
        aud: client,
        iat: now,
        exp: now + (expiresIn ?? idTokenLifetime(registered, settings)),
        auth_time: now,
        ...(nonce !== undefined && { nonce }),
      };
      return sign(deps, { alg: registered.idTokenAlg, typ: undefined, claims: said }, claims, fault);
    },
  };
}

async function clientNamed({ registry }: Deps, id: string) {
  const found = await registry.client(id);
  if (found !== undefined) return found.client;
  throw new MockError(`There is no client ${JSON.stringify(id)}. Add one with the option clients.`);
}

/** Makes the claims wrong as ordered, then those of the test, and signs them. */
async function sign(
  deps: Deps,
  { alg, typ, claims }: Unsigned,
  own: MockToken["claims"] = {},
  fault: MockTokenFault | undefined,
): Promise<string> {
  if (fault !== undefined && !Object.hasOwn(TOKEN_FAULTS, fault)) {
    const near = nearestOf(fault, Object.keys(TOKEN_FAULTS));
    throw new MockError(`A token can't be wrong in the way ${JSON.stringify(fault)}.${didYouMean(near)}`, near);
  }
  const said = { ...claims, ...wrongClaims(claims, fault), ...own };
  const kept = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null && value !== undefined));
  const header = fault === "wrong-type" ? (typ === undefined ? "at+jwt" : undefined) : typ;
  const jwt = deps.keys.sign(alg, header, kept);
  return fault === undefined ? jwt : wronglySigned(deps, jwt, alg, fault);
}

function wrongClaims({ iat, exp }: Unsigned["claims"], fault: MockTokenFault | undefined): Unsigned["claims"] {
  const [issued, expires] = [Number(iat), Number(exp)];
  const lifetime = expires - issued;
  switch (fault) {
    case "expired":
      return { iat: issued - HOUR - lifetime, exp: issued - HOUR };
    case "not-yet-valid":
      return { nbf: issued + HOUR, exp: expires + HOUR };
    case "wrong-issuer":
      return { iss: "https://other-issuer.example" };
    case "wrong-audience":
      return { aud: "https://other-audience.example" };
    default:
      return {};
  }
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");

async function wronglySigned({ keys }: Deps, jwt: string, alg: SigningAlg, fault: MockTokenFault): Promise<string> {
  const [head = "", payload = "", signature = ""] = jwt.split(".");
  const header = JSON.parse(Buffer.from(head, "base64url").toString()) as Record<string, unknown>;
  switch (fault) {
    case "bad-signature": {
      const bytes = Buffer.from(signature, "base64url");
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      return `${head}.${payload}.${bytes.toString("base64url")}`;
    }
    case "unknown-key": {
      const pem = await makePrivateKey(alg);
      const input = `${encode({ ...header, kid: signingKeyOf(alg, pem).kid })}.${payload}`;
      return `${input}.${signInput(alg, createPrivateKey(pem), input)}`;
    }
    case "alg-none":
      return `${encode({ ...header, kid: undefined, alg: "none" })}.${payload}.`;
    case "alg-confusion": {
      // A verifier that lets the token choose takes the public key for a shared secret.
      const jwk = keys.jwks.find(({ kid }) => kid === header.kid) ?? {};
      const key = createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" });
      const input = `${encode({ ...header, alg: "HS256" })}.${payload}`;
      return `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
    }
    default:
      return jwt;
  }
}
