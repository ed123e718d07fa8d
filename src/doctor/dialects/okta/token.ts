/** Okta: the token endpoint. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://github.com/oktadev/okta-smartfhir-docs/issues/13";
const PAGE_1 = "https://github.com/okta/okta-idx-swift/issues/109";
const PAGE_2 = "https://github.com/okta/samples-js-react/issues/33";
const PAGE_3 = "https://developer.okta.com/docs/reference/error-codes/";

export const token: readonly Signature[] = [
  {
    id: "code-invalid",
    error: "invalid_grant",
    says: /authorization code is invalid or has expired/i,
    means: [
      {
        reason: "code/already-used",
        weight: 0.55,
        fix: "Redeem each code once; look for a second call (React StrictMode, reload, retry).",
        tell: "The code was sent before.",
      },
      {
        reason: "code/expired",
        weight: 0.45,
        fix: "Redeem the code at once; it lives 5 minutes at most.",
        tell: "More time than that lies between.",
      },
      {
        reason: "code/unknown",
        weight: 0.25,
        fix: "Send it to the token endpoint of the same authorization server (/oauth2/default or org).",
        tell: "authorize and token have different paths.",
      },
      { reason: "code/of-other-client", weight: 0.15, fix: "Redeem it with the client_id that asked for it." },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "The authorization code is invalid or has expired." },
  },
  {
    id: "interaction-code",
    error: "invalid_grant",
    says: /interaction code is invalid or has expired/i,
    distinctive: true,
    means: [
      { reason: "code/already-used", weight: 0.5, fix: "Exchange the interaction code once." },
      { reason: "code/expired", weight: 0.5, fix: "Exchange it at once." },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "The interaction code is invalid or has expired." },
  },
  {
    id: "claim-evaluation",
    error: ["server_error", "access_denied", "invalid_request"],
    says: /(?:system|custom) claim could not be evaluated/i,
    distinctive: true,
    means: [
      {
        reason: "server/fault",
        weight: 0.7,
        fix: "Security > API > Authorization Servers > (server) > Claims: correct the expression of the claim for this user.",
      },
    ],
    page: PAGE_2,
    example: { error: "server_error", description: "The 'sub' system claim could not be evaluated." },
  },
  {
    id: "code-redirect",
    error: "invalid_grant",
    says: /redirect[ _]uri'? (?:does not|did not|doesn'?t) match/i,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.94,
        fix: "Send the same redirect_uri in both requests, character for character.",
      },
    ],
    page: PAGE_3,
    example: {
      error: "invalid_grant",
      description: "The 'redirect_uri' does not match the redirection URI used in the authorization request.",
    },
  },
  {
    id: "refresh-invalid",
    error: "invalid_grant",
    says: /refresh token is (?:invalid or (?:has )?expired|invalid)/i,
    means: [
      {
        reason: "refresh-token/expired",
        weight: 0.5,
        fix: "Sign in again; its life and idle time are in the Access Policy rule (7 days idle by default).",
        tell: "It was not used for days.",
      },
      {
        reason: "refresh-token/revoked",
        weight: 0.4,
        fix: "Sessions or tokens of the user were revoked, or the user was unassigned or deactivated: sign in again.",
      },
      {
        reason: "refresh-token/reused",
        weight: 0.35,
        fix: "With rotation store the newest token and refresh in one place; a grace period can be set under Admin console > Applications > (app) > General > Refresh Token.",
        tell: "An older one is sent.",
      },
      {
        reason: "refresh-token/of-other-client",
        weight: 0.15,
        fix: "Refresh with the same client and authorization server.",
      },
    ],
    page: PAGE_3,
    example: { error: "invalid_grant", description: "The refresh token is invalid or expired." },
  },
  {
    id: "credentials-invalid",
    error: "invalid_grant",
    says: /the credentials provided were invalid/i,
    means: [
      {
        reason: "user/credentials-wrong",
        weight: 0.92,
        fix: "Check user name and password; a locked or staged user gets the same response.",
      },
    ],
    page: PAGE_3,
    example: { error: "invalid_grant", description: "The credentials provided were invalid." },
  },
  {
    id: "ropc-policy",
    error: "invalid_grant",
    says: /(?:resource owner )?password credentials authentication denied by sign[- ]?on policy/i,
    distinctive: true,
    means: [
      {
        reason: "user/mfa-required",
        weight: 0.7,
        fix: "The password grant cannot do a second factor: use the code flow, or loosen the app's authentication policy to password only.",
      },
      {
        reason: "user/policy-blocked",
        weight: 0.45,
        fix: "Security > Authentication Policies: let a rule match this user, network and app.",
      },
    ],
    page: PAGE_3,
    example: {
      error: "invalid_grant",
      description: "Resource owner password credentials authentication denied by sign on policy.",
    },
  },
  {
    id: "grant-type",
    error: "unauthorized_client",
    says: /not authorized to use the provided grant type|configured grant types/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.96,
        fix: "Admin console > Applications > (app) > General > Grant type: tick the grant (Refresh Token, Client Credentials, ...), and let an Access Policy rule allow it.",
      },
    ],
    page: PAGE_3,
    example: {
      error: "unauthorized_client",
      description:
        "The client is not authorized to use the provided grant type. Configured grant types: [authorization_code].",
    },
  },
  {
    id: "grant-unsupported",
    error: "unsupported_grant_type",
    says: /grant type is not supported|unsupported_grant_type/i,
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.9,
        fix: "Correct grant_type; the org server has fewer grants than a custom authorization server.",
      },
    ],
    page: PAGE_3,
    example: {
      error: "unsupported_grant_type",
      description:
        "The authorization grant type is not supported by the authorization server. Configured grant types: [authorization_code, refresh_token].",
    },
  },
  {
    id: "grant-type-absent",
    error: "invalid_request",
    says: /grant_type'? (?:parameter )?(?:is |must be )?.{0,15}(?:required|missing|provided)|must provide a grant_type/i,
    means: [
      { reason: "request/parameter-absent", weight: 0.6, fix: "Send grant_type in the form body." },
      {
        reason: "request/wrong-content-type",
        weight: 0.45,
        fix: "Send application/x-www-form-urlencoded.",
        tell: "The body is JSON.",
      },
    ],
    page: PAGE_3,
    example: { error: "invalid_request", description: "The 'grant_type' parameter is required." },
  },
];
