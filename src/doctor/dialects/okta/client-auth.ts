/** Okta: client authentication. */
import type { Signature } from "../define.ts";

const PAGE = "https://developer.okta.com/docs/reference/error-codes/";

export const clientAuth: readonly Signature[] = [
  {
    id: "secret-wrong",
    error: "invalid_client",
    says: /client secret supplied for a confidential client is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.96,
        fix: "Copy the secret from Admin console > Applications > (app) > General > Client secrets (an inactive one is refused).",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_client",
      description: "The client secret supplied for a confidential client is invalid.",
    },
  },
  {
    id: "no-credentials",
    error: "invalid_client",
    says: /no client credentials found/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-absent",
        weight: 0.85,
        fix: "Send the secret by Basic or in the body, or client_assertion; for a public client set Client authentication: None.",
      },
      { reason: "client-auth/method-mismatch", weight: 0.25, fix: "Send it in the way that the app is set to." },
    ],
    page: PAGE,
    example: { error: "invalid_client", description: "No client credentials found." },
  },
  {
    id: "multiple-credentials",
    error: "invalid_request",
    says: /cannot supply multiple client credentials/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/repeated",
        weight: 0.97,
        fix: "Use one way only: the Authorization header, or the body, or client_assertion. A user token in the Authorization header counts as well.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description:
        "Cannot supply multiple client credentials. Use one of the following: credentials in the Authorization header, credentials in the post body, or a client_assertion in the post body.",
    },
  },
  {
    id: "private-key-jwt-only",
    error: "invalid_client",
    says: /must use the private_key_jwt token_endpoint_auth_method|client credentials requests to the org authorization server/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/method-mismatch",
        weight: 0.95,
        fix: "For okta.* scopes set Admin console > Applications > (app) > General > Client authentication: Public key / Private key and sign a client_assertion; or use a custom authorization server.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_client",
      description:
        "Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.",
    },
  },
  {
    id: "assertion-audience",
    error: "invalid_client",
    says: /audience (?:claim )?for client_assertion must be|client_assertion.{0,40}(?:audience|aud\b).{0,40}(?:invalid|must|match)/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/assertion-wrong-audience",
        weight: 0.96,
        fix: "Set aud to the full URL of the token endpoint that is called (https://domain/oauth2/.../v1/token).",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_client",
      description: "The audience claim for client_assertion must be the endpoint invoked for the request.",
    },
  },
  {
    id: "assertion",
    error: ["invalid_client", "invalid_request"],
    says: /client_assertion/i,
    means: [
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.85,
        fix: "Sign with the key registered under Admin console > Applications > (app) > General > Public keys (its kid in the header), iss and sub = client_id, exp at most an hour ahead, jti fresh.",
      },
      {
        reason: "time/clock-skew",
        weight: 0.2,
        fix: "Set the clock by NTP.",
        tell: "exp and iat look right by your own clock.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_client", description: "The client_assertion signature is invalid." },
  },
  {
    id: "client-auth-failed",
    error: "invalid_client",
    says: /client authentication failed\. either the client or the client credentials are invalid|client authentication failed/i,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.55,
        fix: "Copy Client ID and secret again from Admin console > Applications > (app) > General.",
      },
      { reason: "client/unknown", weight: 0.4, fix: "Check that the id belongs to this org and the app is active." },
      { reason: "client-auth/method-mismatch", weight: 0.2, fix: "Use the method the app is set to." },
    ],
    page: PAGE,
    example: {
      error: "invalid_client",
      description: "Client authentication failed. Either the client or the client credentials are invalid.",
    },
  },
  {
    id: "dpop-nonce",
    error: "use_dpop_nonce",
    says: /requires nonce in dpop proof|use_dpop_nonce/i,
    means: [
      {
        reason: "dpop/nonce-required",
        weight: 0.97,
        fix: "Repeat the request with the value of the dpop-nonce header as nonce in the proof.",
      },
    ],
    page: PAGE,
    example: { error: "use_dpop_nonce", description: "Authorization server requires nonce in DPoP proof." },
  },
  {
    id: "dpop",
    error: ["invalid_dpop_proof", "invalid_request"],
    says: /dpop proof/i,
    means: [
      {
        reason: "dpop/proof-invalid",
        weight: 0.94,
        fix: "The app has Require DPoP on: send a DPoP header with typ dpop+jwt, htm, htu, iat and a fresh jti; or switch Admin console > Applications > (app) > General > Proof of possession off.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_dpop_proof", description: "The DPoP proof JWT header is missing." },
  },
];
