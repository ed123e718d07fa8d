import { openid, rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** Tokens as their recipients check them, and the proofs that come with them. */
export const token = {
  "token/signature-invalid": {
    title: "The token's signature is invalid",
    cause:
      "The API or app that checks the token has no matching key. It has outdated keys, or keys of another issuer or tenant. Or the token was altered, or isn't meant to be checked by it at all, such as Microsoft Graph's tokens.",
    developer:
      "Fetch the key set from the jwks_uri of the token's issuer, and choose the key by kid. Fetch the key set again if the kid is missing. Check only tokens whose audience is yours.",
    operator:
      "Publish each new key some time before you sign with it, and keep the old key until its tokens have expired.",
    errors: ["invalid_token"],
    cites: [rfc(9068, "4"), rfc(7515, "5.2"), openid("core", "10.1.1")],
    related: ["token/algorithm-mismatch", "token/wrong-issuer", "token/malformed", "token/unknown"],
  },
  "token/algorithm-mismatch": {
    title: "The token is signed with an unexpected algorithm",
    cause:
      "The alg in the header isn't one that the app or API accepts. For example, the server signs with HS256 and the client's secret where a public key is expected, or the reverse. Or it signs with ES256 or EdDSA where only RS256 is expected.",
    developer:
      "At the provider, set the client's signing algorithm to the one that your library expects, usually RS256. Or configure the algorithms from the discovery document in your library. Never use the algorithm from the token itself, and never accept none.",
    operator: "Use an asymmetric algorithm for every client. It needs no shared secret to check.",
    errors: ["invalid_token"],
    cites: [rfc(8725, "3.1"), openid("core", "3.1.3.7")],
    related: ["token/signature-invalid", "client-auth/assertion-invalid", "token/malformed"],
  },
  "token/wrong-issuer": {
    title: "The token was issued by another issuer than expected",
    cause:
      "The token's iss isn't the issuer that the API or app is configured for. It has another tenant, another version of the provider's endpoints, another environment, a custom domain instead of the provider's own, or a final slash.",
    developer:
      "Decode the token. If its iss is the issuer that you want, configure the API or app for it. If not, get the token from the right issuer. In apps for many tenants, compare the issuer with a list of your tenants.",
    operator: "Give the server one public URL, and use exactly that in iss.",
    errors: ["invalid_token"],
    cites: [rfc(9068, "4"), rfc(7519, "4.1.1"), openid("core", "3.1.3.7")],
    related: ["discovery/issuer-mismatch", "token/wrong-audience", "request/wrong-environment"],
  },
  "dpop/proof-invalid": {
    title: "The DPoP proof is missing or invalid",
    cause:
      "The token is bound to a key, but the request doesn't prove possession of the key. It came as Bearer or without a DPoP header. Or the proof is for another method or URL (htm, htu), is for another key, is too old, was used before, or lacks the hash of the token (ath).",
    developer:
      "Send Authorization: DPoP and a new proof with each request. Include its method, its URL without the query, the current time in iat, a new jti, and ath for an API. Sign with the key that the token was issued for.",
    operator: "Behind a proxy, compare htu with the public URL.",
    errors: ["invalid_dpop_proof", "invalid_token"],
    cites: [rfc(9449, "4.3"), rfc(9449, "7.1")],
    related: ["dpop/nonce-required", "token/absent", "time/clock-skew"],
  },
} as const satisfies Causes;
