import { openid, rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** Tokens as whoever receives them checks them, and the proofs that go with them. */
export const token = {
  "token/signature-invalid": {
    title: "The token's signature does not verify",
    cause:
      "The API or application that checks the token has no key that fits: it has old keys of a server that has since changed them, keys of another issuer or tenant, or the token is not meant to be checked by it at all (Microsoft Graph's, for one), or was altered.",
    developer:
      "Fetch the key set from jwks_uri of the token's own issuer, choose the key by kid, and fetch anew when a kid is not there. Check only tokens that are addressed to you.",
    operator: "Publish a new key some time before signing with it, and keep the old one until its tokens have ended.",
    errors: ["invalid_token"],
    cites: [rfc(9068, "4"), rfc(7515, "5.2"), openid("core", "10.1.1")],
    related: ["token/algorithm-mismatch", "token/wrong-issuer", "token/malformed", "token/unknown"],
  },
  "token/algorithm-mismatch": {
    title: "The token is signed with another algorithm than expected",
    cause:
      "The header's alg is not one that the checker is set to: the server signs with HS256 and the client's secret while a public key is expected, or the other way round, or with ES256 or EdDSA where only RS256 was thought of.",
    developer:
      "Set the client's signing algorithm at the provider to the one that your library expects, mostly RS256; or name in your library those of the discovery document. Never take the algorithm from the token itself, and never none.",
    operator: "Prefer an asymmetric algorithm for every client: it needs no shared secret to check.",
    errors: ["invalid_token"],
    cites: [rfc(8725, "3.1"), openid("core", "3.1.3.7")],
    related: ["token/signature-invalid", "client-auth/assertion-invalid", "token/malformed"],
  },
  "token/wrong-issuer": {
    title: "The token was issued by another issuer than expected",
    cause:
      "The iss of the token is not the one that the API or application is set to: another tenant, another version of the provider's endpoints, another environment, a custom domain against the provider's own, or a final slash.",
    developer:
      "Decode the token, and set the checker to its iss if that is the issuer you mean; if not, get the token from the right one. For applications of many tenants, check the issuer against the list of yours.",
    operator: "Let the server have one public address, and put just that into iss.",
    errors: ["invalid_token"],
    cites: [rfc(9068, "4"), rfc(7519, "4.1.1"), openid("core", "3.1.3.7")],
    related: ["discovery/issuer-mismatch", "token/wrong-audience", "request/wrong-environment"],
  },
  "dpop/proof-invalid": {
    title: "The DPoP proof is missing or does not fit",
    cause:
      "The token is bound to a key, and the request does not prove it: it came as Bearer, without a DPoP header, or with a proof for another method or address (htm, htu), of another key, too old, used before, or without the hash of the token (ath).",
    developer:
      "Send Authorization: DPoP and, for each request, a new proof: this method, this address without its query, iat of now, a new jti, and at an API ath. Sign with the key that the token was issued for.",
    operator: "Behind a proxy, compare htu with the public address.",
    errors: ["invalid_dpop_proof", "invalid_token"],
    cites: [rfc(9449, "4.3"), rfc(9449, "7.1")],
    related: ["dpop/nonce-required", "token/absent", "time/clock-skew"],
  },
  "dpop/nonce-required": {
    title: "The server wants its own nonce in the DPoP proof",
    cause:
      "The server hands out a nonce in the DPoP-Nonce header and accepts only proofs that contain it. The first request cannot know it, and later ones may have an old one: this refusal is part of the conversation.",
    developer:
      "Take DPoP-Nonce from the refusal, put it as nonce into a new proof, and send the request once more. Keep the newest nonce for each server; a script reads the header only if it is exposed by Access-Control-Expose-Headers.",
    operator: "Send DPoP-Nonce on every answer before the old one ends, and expose it to browsers.",
    errors: ["use_dpop_nonce"],
    cites: [rfc(9449, "8"), rfc(9449, "9")],
    related: ["dpop/proof-invalid", "request/nonce-missing"],
  },
} as const satisfies Causes;
