/** openid-client and oauth4webapi: oauth4webapi and openid-client 6. */
import type { Signature } from "../define.ts";

const SOURCE = "https://github.com/panva/oauth4webapi/blob/main/src/index.ts";

export const v6: readonly Signature[] = [
  {
    id: "state",
    says: /unexpected "state" response parameter (?:value|encountered)|response parameter "state" missing/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.95,
        fix: "Pass the stored state as expectedState; keep it in a cookie or session that comes back with the callback.",
      },
    ],
    page: SOURCE,
    example: { text: 'OperationProcessingError: unexpected "state" response parameter value' },
  },
  {
    id: "iss-response",
    says: /unexpected "iss" \(issuer\) response parameter value|response parameter "iss" \(issuer\) missing/i,
    distinctive: true,
    means: [
      {
        reason: "discovery/issuer-mismatch",
        weight: 0.93,
        fix: "Run discovery with the issuer that the callback's iss names; pass the whole callback URL on.",
      },
    ],
    page: SOURCE,
    example: { text: 'OperationProcessingError: unexpected "iss" (issuer) response parameter value' },
  },
  {
    id: "issuer-metadata",
    says: /"response" body "issuer" property does not match the expected value/i,
    distinctive: true,
    means: [
      {
        reason: "discovery/issuer-mismatch",
        weight: 0.97,
        fix: "Give discovery() the issuer to the letter as the document has it, final slash included.",
      },
    ],
    page: SOURCE,
    example: { text: 'OperationProcessingError: "response" body "issuer" property does not match the expected value' },
  },
  {
    id: "aud",
    says: /unexpected JWT "aud" \(audience\) claim/i,
    distinctive: true,
    means: [{ reason: "token/wrong-audience", weight: 0.95, fix: "Use the client_id for which the token was issued." }],
    page: SOURCE,
    example: { text: 'OperationProcessingError: unexpected JWT "aud" (audience) claim value' },
  },
  {
    id: "iss",
    says: /unexpected JWT "iss" \(issuer\) claim/i,
    distinctive: true,
    means: [{ reason: "token/wrong-issuer", weight: 0.95, fix: "Discover the issuer that the token names in iss." }],
    page: SOURCE,
    example: { text: 'OperationProcessingError: unexpected JWT "iss" (issuer) claim value' },
  },
  {
    id: "exp",
    says: /unexpected JWT "exp" \(expiration time\) claim value/i,
    distinctive: true,
    means: [
      {
        reason: "time/clock-skew",
        weight: 0.6,
        fix: "Set the clock, or the client's clockTolerance.",
        tell: "The ID token is fresh.",
      },
      { reason: "token/expired", weight: 0.5, fix: "Refresh the token." },
    ],
    page: SOURCE,
    example: {
      text: 'OperationProcessingError: unexpected JWT "exp" (expiration time) claim value, expiration is past current timestamp',
    },
  },
  {
    id: "nbf",
    says: /unexpected JWT "nbf" \(not before\) claim value/i,
    distinctive: true,
    means: [{ reason: "time/clock-skew", weight: 0.95, fix: "Set the clock, or the client's clockTolerance." }],
    page: SOURCE,
    example: { text: 'OperationProcessingError: unexpected JWT "nbf" (not before) claim value' },
  },
  {
    id: "nonce",
    says: /unexpected ID Token "nonce" claim value/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.75,
        fix: "Pass the stored nonce as expectedNonce, from the session that began the flow.",
      },
    ],
    page: SOURCE,
    example: { text: 'OperationProcessingError: unexpected ID Token "nonce" claim value' },
  },
  {
    id: "alg",
    says: /unexpected JWT "alg" header parameter/i,
    distinctive: true,
    means: [
      {
        reason: "token/algorithm-mismatch",
        weight: 0.97,
        fix: "Set the client's id_token_signed_response_alg to the alg of the token.",
      },
    ],
    page: SOURCE,
    example: { text: 'OperationProcessingError: unexpected JWT "alg" header parameter' },
  },
  {
    id: "key",
    says: /error when selecting a JWT verification key|JWT signature verification failed/i,
    distinctive: true,
    means: [
      { reason: "token/signature-invalid", weight: 0.93, fix: "Use the jwks_uri of the issuer that signed the token." },
    ],
    page: SOURCE,
    example: {
      text: "OperationProcessingError: error when selecting a JWT verification key, no applicable keys found",
    },
  },
  {
    id: "not-conform-discovery",
    says: /"response" is not a conform (?:Authorization Server Metadata|Resource Server Metadata|JSON Web Key Set) response|unexpected HTTP response status code/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.7,
        fix: "Check the issuer URL: its /.well-known document did not respond with 200.",
      },
    ],
    page: SOURCE,
    example: {
      text: 'OperationProcessingError: "response" is not a conform Authorization Server Metadata response (unexpected HTTP status code)',
    },
  },
  {
    id: "content-type",
    says: /unexpected response content-type|OAUTH_RESPONSE_IS_NOT_JSON/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.7,
        fix: "Check the endpoint's URL: it returned a page instead of JSON.",
      },
    ],
    page: SOURCE,
    example: { text: "OperationProcessingError: unexpected response content-type" },
  },
  {
    id: "body-property",
    says: /"response" body "(?:access_token|token_type|id_token)" property must be/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.4,
        fix: "Look at the raw response: the provider's token response departs from RFC 6749, or asks for openid first.",
      },
    ],
    page: SOURCE,
    example: { text: 'OperationProcessingError: "response" body "id_token" property must be a string' },
  },
  {
    id: "https",
    says: /only requests to HTTPS are allowed|OAUTH_HTTP_REQUEST_FORBIDDEN/i,
    distinctive: true,
    means: [
      {
        reason: "transport/insecure",
        weight: 0.97,
        fix: "Use an https issuer, or allowInsecureRequests for local work.",
      },
    ],
    page: SOURCE,
    example: {
      text: "OperationProcessingError: only requests to HTTPS are allowed, code: 'OAUTH_HTTP_REQUEST_FORBIDDEN'",
    },
  },
  {
    id: "challenge",
    says: /server responded with a challenge in the WWW-Authenticate HTTP Header|OAUTH_WWW_AUTHENTICATE_CHALLENGE/i,
    distinctive: true,
    means: [
      {
        reason: "token/expired",
        weight: 0.4,
        fix: "Read the challenge's error: invalid_token wants a new token, use_dpop_nonce a new proof.",
      },
    ],
    page: SOURCE,
    example: {
      text: "WWWAuthenticateChallengeError: server responded with a challenge in the WWW-Authenticate HTTP Header",
    },
  },
  {
    id: "id-token-absent",
    says: /"parameters" does not contain an Authorization Code|no authorization code in "callbackParameters"/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.85,
        fix: "Pass the callback URL with its query; behind a proxy build it from the public URL.",
      },
    ],
    page: SOURCE,
    example: { text: '"parameters" does not contain an Authorization Code' },
  },
];
