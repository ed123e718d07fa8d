/** League OAuth2 Server (Laravel Passport): what is said of access tokens, and the rest. */
import type { Signature } from "../define.ts";

const BEARER =
  "https://github.com/thephpleague/oauth2-server/blob/master/src/AuthorizationValidators/BearerTokenValidator.php";

export const resource: readonly Signature[] = [
  {
    id: "header-absent",
    says: /Missing "Authorization" header|Missing "Bearer" token/i,
    distinctive: true,
    means: [
      { reason: "token/absent", weight: 0.97, fix: "Send Authorization: Bearer; under Apache pass the header on." },
    ],
    page: BEARER,
    example: {
      body: '{"error":"access_denied","hint":"Missing \\"Authorization\\" header"}',
      text: 'Missing "Authorization" header',
      status: 401,
    },
  },
  {
    id: "token-unverified",
    says: /Access token could not be verified|Access token is not an instance of/i,
    distinctive: true,
    means: [
      { reason: "token/expired", weight: 0.5, fix: "Refresh the access token.", tell: "exp of the token is past." },
      {
        reason: "token/signature-invalid",
        weight: 0.5,
        fix: "Use the key pair that signed the token (oauth-public.key); new keys make old tokens void.",
      },
    ],
    page: BEARER,
    example: { body: '{"error":"access_denied","hint":"Access token could not be verified"}', status: 401 },
  },
  {
    id: "token-revoked",
    says: /Access token has been revoked/i,
    distinctive: true,
    means: [
      {
        reason: "grant/session-ended",
        weight: 0.6,
        fix: "Sign the user in again; the token was revoked or its client is gone.",
      },
    ],
    page: BEARER,
    example: { body: '{"error":"access_denied","hint":"Access token has been revoked"}', status: 401 },
  },
  {
    id: "token-invalid",
    says: /Access token is invalid/i,
    means: [{ reason: "token/malformed", weight: 0.6, fix: "Send the JWT whole." }],
    page: BEARER,
    example: { body: '{"error":"access_denied","hint":"Access token is invalid"}', status: 401 },
  },
];
