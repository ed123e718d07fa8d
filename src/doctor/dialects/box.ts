/** Box: OAuth 2.0, JWT and client credentials grants, and the API. */
import type { Dialect } from "./define.ts";

const CODE = "https://github.com/box/box-java-sdk/issues/246";
const CLIENT = "https://github.com/cburnette/boxr/issues/22";
const CLOCK = "https://github.com/box/box-node-sdk/issues/96";
const REFRESH = "https://github.com/box/box-python-sdk/issues/587";
const EXP = "https://github.com/box/box-java-sdk/issues/404";
const ERRORS = "https://github.com/box/developer.box.com/pull/902";
const SUB = "https://support.box.com/hc/en-us/articles/360043691734";
const ADMIN = "https://support.box.com/hc/en-us/community/posts/360049154134/comments/360012417314";
const CCG = "https://support.box.com/hc/en-us/community/posts/4410731918355/comments/4410780189843";
const TYPE =
  "https://support.box.com/hc/ja/community/posts/360049194193-The-grant-type-is-unauthorized-for-this-client-id";
const AUTHORIZE = "https://developer.box.com/guides/authorization/common-errors";

export const box: Dialect = {
  provider: "box",
  name: "Box",
  hosts: ["api.box.com", "account.box.com", "app.box.com", ".box.com"],
  marks: [/box-request-id|box_sub(ject)?_type/i],
  signatures: [
    {
      id: "admin",
      says: /not authorized by the enterprise( admin)?/i,
      distinctive: true,
      means: [
        {
          reason: "scope/needs-admin-consent",
          weight: 0.93,
          fix: "An administrator authorizes the Client ID in the Admin Console under Integrations > Platform Apps Manager, and again after each change of scopes.",
        },
      ],
      page: ADMIN,
      example: {
        error: "unauthorized_client",
        description: "This app is not authorized by the enterprise admin",
        status: 400,
      },
    },
    {
      id: "enterprise-config",
      says: /Cannot obtain (a )?(user )?token based on the enterprise configuration/i,
      means: [
        { reason: "scope/needs-admin-consent", weight: 0.6, fix: "Authorize the app in the Admin Console." },
        {
          reason: "client/type-mismatch",
          weight: 0.45,
          fix: "Set App Access Level to App + Enterprise and tick Generate user access tokens.",
          tell: "The subject is a managed user.",
        },
      ],
      page: ADMIN,
      example: {
        error: "unauthorized_client",
        description: "Cannot obtain token based on the enterprise configuration for your app",
      },
    },
    {
      id: "grant-type-client",
      says: /grant type is unauthorized for this client_id/i,
      distinctive: true,
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.95,
          fix: "Use the grant of the app's Authentication Method (OAuth 2.0, JWT or Client Credentials), or make an app of the other kind.",
        },
      ],
      page: TYPE,
      example: {
        error: "unauthorized_client",
        description: "The grant type is unauthorized for this client_id",
        status: 400,
      },
    },
    {
      id: "sub",
      says: /check the '?sub'? claim|'sub' specified is invalid/i,
      distinctive: true,
      means: [
        {
          reason: "assertion/subject-not-delegated",
          weight: 0.9,
          fix: "Put the enterprise ID with box_sub_type enterprise, or a user's ID with user, as a string; the app must be authorized in that enterprise.",
        },
      ],
      page: SUB,
      example: {
        error: "invalid_grant",
        description: "Please check the 'sub' claim. The 'sub' specified is invalid.",
        status: 400,
      },
    },
    {
      id: "ccg",
      says: /Grant credentials are invalid/i,
      means: [
        {
          reason: "assertion/subject-not-delegated",
          weight: 0.6,
          fix: "Check box_subject_type and box_subject_id, and App + Enterprise access for managed users.",
        },
        {
          reason: "scope/needs-admin-consent",
          weight: 0.5,
          fix: "An administrator authorizes the app in the Admin Console.",
        },
      ],
      page: CCG,
      example: { error: "invalid_grant", description: "Grant credentials are invalid" },
    },
    {
      id: "before",
      says: /MUST be after or equal to the not-before|'nbf' or 'iat' claim/i,
      distinctive: true,
      means: [{ reason: "time/clock-skew", weight: 0.96, fix: "Set the clock (NTP), or leave iat and nbf out." }],
      page: CLOCK,
      example: {
        error: "invalid_grant",
        description:
          "Current date/time MUST be after or equal to the not-before date/time listed in the 'nbf' or 'iat' claim",
        status: 400,
      },
    },
    {
      id: "after",
      says: /MUST be before the expiration date\/time|check the '?exp'? claim/i,
      means: [
        { reason: "time/clock-skew", weight: 0.65, fix: "Set the clock (NTP), or take the Date header of the answer." },
        { reason: "assertion/expired", weight: 0.55, fix: "Set exp to at most 60 seconds from now, in seconds." },
      ],
      page: EXP,
      example: { error: "invalid_grant", description: "Please check the 'exp' claim.", status: 400 },
    },
    {
      id: "claims",
      says: /check the '?(iss|aud|jti|kid)'?/i,
      means: [
        {
          reason: "assertion/wrong-audience",
          weight: 0.45,
          fix: "Set aud to https://api.box.com/oauth2/token.",
          tell: "It names aud.",
        },
        { reason: "client/unknown", weight: 0.4, fix: "Set iss to the client ID.", tell: "It names iss." },
        {
          reason: "client-auth/assertion-invalid",
          weight: 0.4,
          fix: "Set kid to the Public Key ID, and a new jti each time.",
          tell: "It names kid or jti.",
        },
      ],
      page: ERRORS,
      example: { error: "invalid_grant", description: "Please check the 'aud' claim." },
    },
    {
      id: "signature",
      says: /OAuth JWT signature verification failed|public key.{0,30}(not found|invalid)/i,
      means: [
        {
          reason: "assertion/signature-invalid",
          weight: 0.95,
          fix: "Sign with the private key whose public half is under Configuration > Add and Manage Public Keys, and its Public Key ID as kid.",
        },
      ],
      page: ERRORS,
      example: {
        error: "invalid_grant",
        description: "OAuth JWT signature verification failed: JWT rejected due to invalid signature",
      },
    },
    {
      id: "code-expired",
      says: /authorization code has expired/i,
      means: [
        { reason: "code/expired", weight: 0.8, fix: "Exchange the code within 30 seconds." },
        { reason: "code/already-used", weight: 0.35, fix: "Exchange each code once." },
      ],
      page: CODE,
      example: { error: "invalid_grant", description: "The authorization code has expired", status: 400 },
    },
    {
      id: "code",
      says: /Auth code does ?n[o']t exist or is invalid for the client/i,
      means: [
        { reason: "code/already-used", weight: 0.5, fix: "Exchange each code once." },
        { reason: "code/of-other-client", weight: 0.4, fix: "Use the client_id that began the flow." },
        { reason: "code/unknown", weight: 0.35, fix: "Send the code unchanged." },
      ],
      page: ERRORS,
      example: {
        error: "invalid_grant",
        description: "Auth code doesn't exist or is invalid for the client",
        status: 400,
      },
    },
    {
      id: "refresh-expired",
      says: /Refresh token has expired/i,
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.5,
          fix: "Store the refresh_token of every refresh: each is good once.",
          tell: "The same token was sent before.",
        },
        {
          reason: "refresh-token/expired",
          weight: 0.5,
          fix: "Send the user through authorization again: it lives 60 days.",
        },
      ],
      page: REFRESH,
      example: { error: "invalid_grant", description: "Refresh token has expired", status: 400 },
    },
    {
      id: "refresh",
      says: /Invalid refresh token/i,
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.5,
          fix: "Store the refresh_token of every refresh: each is good once.",
        },
        { reason: "refresh-token/of-other-client", weight: 0.35, fix: "Refresh with the client that got the token." },
        { reason: "refresh-token/unknown", weight: 0.3, fix: "Send the refresh token; a JWT or CCG token has none." },
      ],
      page: REFRESH,
      example: { error: "invalid_grant", description: "Invalid refresh token", status: 400 },
    },
    {
      id: "no-refresh",
      says: /No "?refresh_token"? parameter found/i,
      means: [
        {
          reason: "refresh-token/not-issued",
          weight: 0.6,
          fix: "Keep the refresh token of the code exchange; a developer token has none and lives one hour.",
        },
        { reason: "request/parameter-absent", weight: 0.5, fix: "Send refresh_token." },
      ],
      page: REFRESH,
      example: { error: "invalid_request", description: 'No "refresh_token" parameter found' },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.75,
          fix: "Copy Client ID and Client Secret of Configuration in the Developer Console.",
        },
        { reason: "client/unknown", weight: 0.3, fix: "Check the Client ID." },
      ],
      page: CLIENT,
      example: { error: "invalid_client", description: "The client credentials are invalid", status: 400 },
    },
    {
      id: "authorize-client",
      says: /Unable to retrieve service of enterprise app authorization/i,
      means: [
        { reason: "client/unknown", weight: 0.93, fix: "Copy the Client ID again, without trailing characters." },
      ],
      page: AUTHORIZE,
      example: { text: "Unable to retrieve service of enterprise app authorization" },
    },
    {
      id: "redirect",
      says: /redirect_uri_mismatch|redirect[_ ]ur[il] .{0,60}(missing or invalid|does not match|did not match)|redirect_uri_missing/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Add the URI letter for letter under Configuration > OAuth 2.0 Redirect URIs.",
        },
      ],
      page: AUTHORIZE,
      example: {
        error: "redirect_uri_mismatch",
        description: "The redirect URI in the authorization code request does not match the one configured",
      },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.95, fix: "The user pressed Deny: offer to begin again." }],
      page: AUTHORIZE,
      example: { error: "access_denied", description: "The user denied access to your application" },
    },
    {
      id: "insufficient",
      says: /requires higher privileges than provided by the access token|access_denied_insufficient_permissions/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.85,
          fix: "Tick the scope under Configuration > Application Scopes, authorize the app again, and get a new token.",
        },
        { reason: "user/not-assigned", weight: 0.2, fix: "Share the item with the service account." },
      ],
      page: ERRORS,
      example: {
        body: '{"type":"error","status":403,"code":"access_denied_insufficient_permissions","message":"Access denied - insufficient permission"}',
        status: 403,
      },
    },
    {
      id: "invalid-token",
      says: /access token provided is invalid|invalid_token/i,
      means: [
        { reason: "token/expired", weight: 0.7, fix: "Refresh it: access tokens live one hour." },
        { reason: "token/unknown", weight: 0.3, fix: "Send the whole access token after Bearer." },
      ],
      page: ERRORS,
      example: { error: "invalid_token", description: "The access token provided is invalid.", status: 401 },
    },
  ],
  departures: [
    { says: "The code lives 30 seconds.", page: CODE },
    { says: "A refused JWT names its claim in error_description.", page: SUB },
  ],
};
