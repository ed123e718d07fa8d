/** Microsoft Graph and Azure Resource Manager: what a resource returns for a token that it does not accept. */
import type { Signature } from "../define.ts";
import { means } from "./sts.ts";

const AUTH = "https://learn.microsoft.com/graph/resolve-auth-errors";
const AUDIENCE =
  "Get the token for this resource: scope https://graph.microsoft.com/.default (or one of its permissions) for Graph, https://management.azure.com/.default for Azure.";
const RENEW = "Get a new access token (MSAL: acquireTokenSilent before each call).";
const PERMIT =
  "Add the permission that the API's page names under App registrations > API permissions, of the right kind (Delegated or Application), grant admin consent, and get a new token.";

const graph = (code: string, message: string): string => JSON.stringify({ error: { code, message } });

export const resources: readonly Signature[] = [
  {
    id: "graph-token-empty",
    says: /Access token is empty/i,
    means: [means("token/absent", 0.95, "Send Authorization: Bearer <token>; the header came without one.")],
    page: AUTH,
    example: { status: 401, body: graph("InvalidAuthenticationToken", "Access token is empty.") },
  },
  {
    id: "graph-token-expired",
    says: /Lifetime validation failed, the token is expired|Access token has expired or is not yet valid|\bExpiredAuthenticationToken\b/i,
    distinctive: true,
    means: [means("token/expired", 0.93, RENEW), means("time/clock-skew", 0.15, "Set the machine's clock.")],
    page: AUTH,
    example: {
      status: 401,
      body: graph("InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."),
    },
  },
  {
    id: "graph-audience",
    says: /Access token validation failure\. Invalid audience|\bInvalidAudience\b|access token has been obtained for wrong audience or resource/i,
    distinctive: true,
    means: [means("token/wrong-audience", 0.96, AUDIENCE)],
    page: AUTH,
    example: {
      status: 401,
      body: graph("InvalidAuthenticationToken", "Access token validation failure. Invalid audience."),
    },
  },
  {
    id: "graph-tenant",
    says: /\bInvalidAuthenticationTokenTenant\b|access token is from the wrong issuer/i,
    distinctive: true,
    means: [
      means(
        "token/wrong-issuer",
        0.93,
        "Get the token from the tenant that the subscription belongs to: its id in the authority (az login --tenant).",
      ),
    ],
    page: AUTH,
    example: {
      status: 401,
      body: graph(
        "InvalidAuthenticationTokenTenant",
        "The access token is from the wrong issuer 'https://sts.windows.net/a/'. It must match the tenant 'https://sts.windows.net/b/' associated with this subscription.",
      ),
    },
  },
  {
    id: "graph-token-malformed",
    says: /CompactToken parsing failed|JWT is not well formed|IDX14100|CompactToken validation failed with reason code/i,
    distinctive: true,
    means: [
      means(
        "token/malformed",
        0.85,
        "Send the access token whole, with Bearer and one space before it; not an ID token's part, a code or a refresh token.",
      ),
      means("token/wrong-audience", 0.25, AUDIENCE),
    ],
    page: AUTH,
    example: {
      status: 401,
      body: graph("InvalidAuthenticationToken", "IDX14100: JWT is not well formed, there are no dots (.)."),
    },
  },
  {
    id: "graph-signature",
    says: /Access token validation failure\. (?:Invalid )?signature|Signing key is invalid/i,
    distinctive: true,
    means: [
      means("token/signature-invalid", 0.6, "Send the token unaltered."),
      means("token/wrong-audience", 0.5, AUDIENCE),
    ],
    page: AUTH,
    example: { status: 401, body: graph("InvalidAuthenticationToken", "Signing key is invalid.") },
  },
  {
    id: "graph-identity-not-found",
    says: /\bAuthorization_IdentityNotFound\b|identity of the calling application could not be established/i,
    distinctive: true,
    means: [
      means(
        "client/unknown",
        0.6,
        "Let an administrator of that tenant consent to the app, so that it has a service principal there.",
      ),
      means("request/wrong-endpoint", 0.5, "Use the tenant's own id, not /common, with client credentials."),
    ],
    page: AUTH,
    example: {
      status: 403,
      body: graph(
        "Authorization_IdentityNotFound",
        "The identity of the calling application could not be established.",
      ),
    },
  },
  {
    id: "graph-privileges",
    says: /\bAuthorization_RequestDenied\b|Insufficient privileges to complete the operation|\bMissing scope permissions on the request\b|\bNoPermissionsInAccessToken\b|token contains no permissions|\bErrorAccessDenied\b|Access is denied\. Check credentials and try again/i,
    distinctive: true,
    means: [
      means("token/insufficient-scope", 0.85, PERMIT),
      means(
        "scope/needs-admin-consent",
        0.4,
        "Press Grant admin consent under API permissions.",
        "The permission is listed, and its status is not green.",
      ),
    ],
    page: AUTH,
    example: {
      status: 403,
      body: graph("Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
    },
  },
  {
    id: "arm-authorization-failed",
    says: /\bAuthorizationFailed\b[\s\S]{0,200}does not have authorization to perform action|\bclient '[^']*' with object id '[^']*' does not have authorization/i,
    distinctive: true,
    means: [
      means(
        "token/insufficient-scope",
        0.8,
        "Give the user or app a role at that scope: Access control (IAM) > Add role assignment; then get a new token.",
      ),
    ],
    page: AUTH,
    example: {
      status: 403,
      body: graph(
        "AuthorizationFailed",
        "The client 'app' with object id '1111' does not have authorization to perform action 'Microsoft.Resources/read' over scope '/subscriptions/2222'.",
      ),
    },
  },
  {
    id: "graph-continuous-access",
    says: /\bInteractionRequired\b[\s\S]{0,120}Continuous access evaluation|TokenCreatedWithOutdatedPolicies/i,
    distinctive: true,
    means: [
      means(
        "user/policy-blocked",
        0.5,
        "Take claims of the WWW-Authenticate header and pass it to acquireToken; get a new token.",
      ),
      means("token/revoked", 0.5, "Get a new token with the claims of the challenge."),
    ],
    page: AUTH,
    example: {
      status: 401,
      body: graph(
        "InvalidAuthenticationToken",
        "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenCreatedWithOutdatedPolicies",
      ),
    },
  },
  {
    id: "graph-throttled",
    says: /\bTooManyRequests\b|\bactivityLimitReached\b|Too Many Requests/i,
    status: 429,
    means: [means("server/rate-limited", 0.95, "Wait as long as Retry-After says.")],
    page: AUTH,
    example: { status: 429, body: graph("TooManyRequests", "Too Many Requests") },
  },
];
