/** GitHub: OAuth apps, GitHub Apps and the REST API behind them: api. */
import type { Signature } from "../define.ts";

const REST = "https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api";
const JWT =
  "https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app";

export const api: readonly Signature[] = [
  {
    id: "jwt-exp",
    says: /'?Expiration time'? claim \('?exp'?\).{0,40}(too far in the future|future time)/i,
    distinctive: true,
    means: [
      {
        reason: "assertion/expired",
        weight: 0.7,
        fix: "Set exp at most ten minutes after now, as a whole number of seconds (use nine, and iat 60 seconds back).",
      },
      {
        reason: "time/clock-skew",
        weight: 0.55,
        fix: "Set the clock of the machine that signs (NTP); iat 60 seconds in the past allows for drift.",
        tell: "exp lies within ten minutes of the machine's own clock.",
      },
    ],
    page: JWT,
    example: {
      body: '{"message":"\'Expiration time\' claim (\'exp\') is too far in the future","documentation_url":"https://docs.github.com/rest"}',
      status: 401,
    },
  },
  {
    id: "jwt-iat",
    says: /'?Issued at'? claim \('?iat'?\)/i,
    distinctive: true,
    means: [
      { reason: "time/clock-skew", weight: 0.7, fix: "Set iat to 60 seconds in the past and the clock by NTP." },
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.4,
        fix: "Write iat as a whole number of seconds.",
        tell: "iat is a fraction, a string or in milliseconds.",
      },
    ],
    page: JWT,
    example: {
      body: "{\"message\":\"'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued\"}",
      status: 401,
    },
  },
  {
    id: "jwt-decode",
    says: /JSON web token could not be decoded|JWT could not be (decoded|verified)/i,
    means: [
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.88,
        fix: "Sign with RS256 and a private key of this very app (.pem under Private keys), with iss its Client ID or App ID.",
      },
    ],
    page: REST,
    example: {
      body: '{"message":"A JSON web token could not be decoded","documentation_url":"https://docs.github.com/rest"}',
      status: 401,
    },
  },
  {
    id: "jwt-iss",
    says: /'?Issuer'? claim \('?iss'?\)|Integration not found/i,
    means: [
      {
        reason: "client/unknown",
        weight: 0.8,
        fix: "Set iss to the Client ID or App ID of the GitHub App, on the host where it is registered.",
      },
    ],
    page: JWT,
    example: {
      body: '{"message":"Integration not found","documentation_url":"https://docs.github.com/rest"}',
      status: 404,
    },
  },
  {
    id: "not-by-integration",
    says: /Resource not accessible by (integration|personal access token)/i,
    distinctive: true,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.92,
        fix: "Grant the missing permission under the GitHub App's Permissions & events (or the token's, or the workflow's permissions:) and let the owner accept the change; X-Accepted-GitHub-Permissions names it.",
      },
    ],
    page: REST,
    example: {
      body: '{"message":"Resource not accessible by integration","documentation_url":"https://docs.github.com/rest"}',
      status: 403,
    },
  },
  {
    id: "saml",
    says: /protected by organization SAML enforcement|organization has enabled (or enforced )?SAML SSO/i,
    distinctive: true,
    means: [
      {
        reason: "user/policy-blocked",
        weight: 0.9,
        fix: "Start a SAML session of the organization and authorize again, or press Configure SSO beside the token.",
      },
    ],
    page: REST,
    example: {
      body: '{"message":"Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization."}',
      status: 403,
    },
  },
  {
    id: "app-restrictions",
    says: /enabled OAuth App access restrictions|has an IP allow list enabled/i,
    distinctive: true,
    means: [
      {
        reason: "user/policy-blocked",
        weight: 0.92,
        fix: "An owner of the organization approves the app under Settings > Third-party access (or lists your IP address).",
      },
    ],
    page: REST,
    example: {
      body: '{"message":"Although you appear to have the correct authorization credentials, the `octo-org` organization has enabled OAuth App access restrictions"}',
      status: 403,
    },
  },
  {
    id: "scopes",
    says: /has not been granted the required scopes|needs at least one of the following scopes/i,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.95,
        fix: "Ask for the scope that X-Accepted-OAuth-Scopes names and let the user authorize again.",
      },
    ],
    page: REST,
    example: {
      text: "Your token has not been granted the required scopes to execute this query. The 'email' field requires one of the following scopes: ['user:email']",
    },
  },
  {
    id: "bad-credentials",
    says: /\bBad credentials\b/,
    means: [
      {
        reason: "token/revoked",
        weight: 0.5,
        fix: "Send the user through authorization again: the token was revoked, or pushed out as more than ten exist for this user, app and scope.",
      },
      {
        reason: "token/expired",
        weight: 0.45,
        fix: "Refresh it: GitHub App user tokens live eight hours, installation tokens one.",
        tell: "The token begins with ghu_ or ghs_.",
      },
      {
        reason: "token/malformed",
        weight: 0.4,
        fix: "Send Authorization: Bearer <token> with the access token itself, not the code or the client secret.",
      },
    ],
    page: REST,
    example: {
      body: '{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest"}',
      status: 401,
    },
  },
  {
    id: "requires-authentication",
    says: /^Requires authentication$/im,
    status: 401,
    means: [
      {
        reason: "token/absent",
        weight: 0.9,
        fix: "Send Authorization: Bearer <token>; a redirect to another host drops the header.",
      },
    ],
    page: REST,
    example: {
      body: '{"message":"Requires authentication","documentation_url":"https://docs.github.com/rest"}',
      status: 401,
    },
  },
  {
    id: "rate",
    says: /API rate limit exceeded|exceeded a secondary rate limit/i,
    means: [
      {
        reason: "server/rate-limited",
        weight: 0.95,
        fix: "Wait until x-ratelimit-reset (or retry-after), and send a token: without one the limit is 60 an hour.",
      },
    ],
    page: REST,
    example: { body: '{"message":"API rate limit exceeded for 192.0.2.1."}', status: 403 },
  },
];
