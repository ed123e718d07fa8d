/**
 * What every measured server is configured with: the same clients, scopes, APIs and user, so that each is sent the same bytes.
 * One scope per API: which kind of access token a request gets follows from its scope alone.
 */

/** A confidential client that authenticates by client_secret_basic. */
export interface BenchClient {
  readonly id: string;
  readonly secret: string;
}

/** The API whose access tokens are opaque. */
export const OPAQUE_API = { resource: "https://reports.bench.example", scope: "reports.read" };

/** The API whose access tokens are ES256 JWTs (RFC 9068). */
export const JWT_API = { resource: "https://orders.bench.example", scope: "orders.read" };

/** A scope that no client may have: Candor does not know it, the peer knows it and has it selected for nobody. */
export const REFUSED_SCOPE = "reports.delete";

/** client_credentials for opaque tokens. */
export const SERVICE: BenchClient = { id: "bench-service", secret: "bench-service-secret-5Zt1kQ0wV8" };

/** client_credentials for JWTs. */
export const JWT_SERVICE: BenchClient = { id: "bench-jwt-service", secret: "bench-jwt-service-secret-b7Yx2" };

/** The resource server of OPAQUE_API: it introspects, and may do nothing else of note. */
export const RESOURCE_SERVER: BenchClient = { id: "bench-api", secret: "bench-api-secret-Jm4Rk9Tq3uHs6d" };

/** Code and refresh, with ID tokens signed by ES256, for `openid` and `offline_access`. */
export const WEB: BenchClient & { readonly redirectUri: string } = {
  id: "bench-web",
  secret: "bench-web-secret-Xe8Lp5Nc2aFv7g",
  redirectUri: "https://app.bench.example/callback",
};

/** Exchanges the access tokens of WEB for its own, for OPAQUE_API (RFC 8693). */
export const EXCHANGER: BenchClient = { id: "bench-exchanger", secret: "bench-exchanger-secret-Ht6Wd1Zb9" };

/** client_credentials for opaque tokens, authenticated by an assertion that KEY signs (RFC 7523). */
export const SIGNER = { id: "bench-signer" };

/** The key of SIGNER, which only ever sees benches; its public half is registered. It signs DPoP proofs as well. */
export const KEY = {
  ...{ kty: "EC", crv: "P-256", x: "m29ouSbFSphjpxNl4CO6cMKcxxrdP-PhitNZpkzFXwA" },
  ...{ y: "ifEOUsv7JhXLQnCSpRIkfU5ciaqLzSPUX1XvDmPyHzE", d: "z2oeh6sH3vk2LixtHMKXbY72u9u8R2pKAMHLmtGpwn8" },
};
export const PUBLIC_KEY = { kty: KEY.kty, crv: KEY.crv, x: KEY.x, y: KEY.y };

/** The one user who signs in. */
export const PERSON = { username: "ada", password: "correct-horse-battery" };
