/** Slack: oauth.v2.access, openid.connect.token and the Web API. */
import type { Dialect } from "./define.ts";

const ACCESS = "https://docs.slack.dev/reference/methods/oauth.v2.access";
const INSTALL = "https://docs.slack.dev/authentication/installing-with-oauth";
const ROTATION = "https://docs.slack.dev/authentication/using-token-rotation";

export const slack: Dialect = {
  provider: "slack",
  name: "Slack",
  hosts: ["slack.com"],
  marks: [
    /oauth\.v2\.(access|exchange)|openid\.connect\.token|oauth\.access\b/i,
    /"ok"\s*:\s*false/,
    /\bxox[abeprs][.-]/,
  ],
  signatures: [
    {
      id: "invalid_code",
      error: "invalid_code",
      means: [
        {
          reason: "code/expired",
          weight: 0.55,
          fix: "Call oauth.v2.access within ten minutes of the callback; start again at slack.com/oauth/v2/authorize.",
          tell: "More than ten minutes passed.",
        },
        {
          reason: "code/already-used",
          weight: 0.55,
          fix: "Exchange each code once; guard the callback against reloads and retries.",
          tell: "An exchange of this code succeeded before.",
        },
        { reason: "code/of-other-client", weight: 0.3, fix: "Use the client_id of the app that began the flow." },
        { reason: "code/unknown", weight: 0.25, fix: "Pass the code of the callback unchanged." },
      ],
      page: ACCESS,
      example: { error: "invalid_code", body: '{"ok":false,"error":"invalid_code"}', status: 200 },
    },
    {
      id: "code_already_used",
      error: "code_already_used",
      means: [
        {
          reason: "code/already-used",
          weight: 0.96,
          fix: "Exchange each code once; guard the callback against reloads and retries.",
        },
      ],
      page: ACCESS,
      example: { error: "code_already_used", body: '{"ok":false,"error":"code_already_used"}', status: 200 },
    },
    {
      id: "bad_redirect_uri",
      error: "bad_redirect_uri",
      distinctive: true,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.85,
          fix: "Send to oauth.v2.access the very redirect_uri of the authorize URL (or leave it out in both), and list it under OAuth & Permissions > Redirect URLs.",
        },
        {
          reason: "redirect-uri/unregistered",
          weight: 0.35,
          fix: "Add the URI under OAuth & Permissions > Redirect URLs.",
        },
      ],
      page: ACCESS,
      example: { error: "bad_redirect_uri", body: '{"ok":false,"error":"bad_redirect_uri"}', status: 200 },
    },
    {
      id: "redirect-page",
      says: /redirect_uri did ?n[o']t match any configured URIs|redirect_uri did not match any/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.92,
          fix: "Add the URI (https, without fragment) under OAuth & Permissions > Redirect URLs and press Save URLs.",
        },
      ],
      page: INSTALL,
      example: {
        text: "redirect_uri did not match any configured URIs. Passed URI: http://localhost:3000/slack/callback",
      },
    },
    {
      id: "bad_client_secret",
      error: "bad_client_secret",
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.95,
          fix: "Copy the Client Secret of Basic Information > App Credentials; it is not the Signing Secret.",
        },
      ],
      page: ACCESS,
      example: { error: "bad_client_secret", body: '{"ok":false,"error":"bad_client_secret"}', status: 200 },
    },
    {
      id: "invalid_client_id",
      error: ["invalid_client_id", "client_id_missing"],
      means: [
        {
          reason: "client/unknown",
          weight: 0.93,
          fix: "Copy the Client ID (digits.digits, not the App ID A0...) of Basic Information > App Credentials.",
        },
      ],
      page: ACCESS,
      example: { error: "invalid_client_id", body: '{"ok":false,"error":"invalid_client_id"}', status: 200 },
    },
    {
      id: "client-page",
      says: /Invalid client_id parameter/i,
      means: [
        {
          reason: "client/unknown",
          weight: 0.9,
          fix: "Copy the Client ID of Basic Information > App Credentials, with the dot in it.",
        },
      ],
      page: INSTALL,
      example: { text: "Something went wrong when authorizing this app. Error details: Invalid client_id parameter" },
    },
    {
      id: "oauth_authorization_url_mismatch",
      error: "oauth_authorization_url_mismatch",
      distinctive: true,
      means: [
        {
          reason: "request/wrong-endpoint",
          weight: 0.96,
          fix: "Begin at https://slack.com/oauth/v2/authorize where you redeem at oauth.v2.access (and /oauth/authorize where at oauth.access).",
        },
      ],
      page: ACCESS,
      example: {
        error: "oauth_authorization_url_mismatch",
        body: '{"ok":false,"error":"oauth_authorization_url_mismatch"}',
        status: 200,
      },
    },
    {
      id: "invalid_grant_type",
      error: ["invalid_grant_type", "unsupported_grant_type"],
      means: [
        {
          reason: "request/grant-type-unsupported",
          weight: 0.9,
          fix: "Send grant_type authorization_code or refresh_token, or none at all.",
        },
      ],
      page: ACCESS,
      example: { error: "invalid_grant_type", body: '{"ok":false,"error":"invalid_grant_type"}', status: 200 },
    },
    {
      id: "invalid_refresh_token",
      error: "invalid_refresh_token",
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.6,
          fix: "Store the new refresh_token (xoxe-1-...) of every refresh and let one process refresh at a time.",
          tell: "The same token was sent before.",
        },
        {
          reason: "refresh-token/unknown",
          weight: 0.4,
          fix: "Send the refresh token xoxe-1-..., not the access token xoxe.xoxb-..., with the same app's client_id.",
        },
        { reason: "grant/revoked-by-user", weight: 0.35, fix: "Install the app again in that workspace." },
      ],
      page: ROTATION,
      example: { error: "invalid_refresh_token", body: '{"ok":false,"error":"invalid_refresh_token"}', status: 200 },
    },
    {
      id: "token_expired",
      error: "token_expired",
      means: [
        {
          reason: "token/expired",
          weight: 0.95,
          fix: "Refresh with oauth.v2.access and grant_type=refresh_token: rotated tokens live twelve hours.",
        },
      ],
      page: ROTATION,
      example: { error: "token_expired", body: '{"ok":false,"error":"token_expired"}', status: 200 },
    },
    {
      id: "token_revoked",
      error: "token_revoked",
      means: [
        {
          reason: "grant/revoked-by-user",
          weight: 0.6,
          fix: "Install the app again: the user or an admin removed it, or auth.revoke was called.",
        },
        {
          reason: "token/revoked",
          weight: 0.55,
          fix: "Begin again at slack.com/oauth/v2/authorize and store the new token.",
        },
      ],
      page: ACCESS,
      example: { error: "token_revoked", body: '{"ok":false,"error":"token_revoked"}', status: 200 },
    },
    {
      id: "account_inactive",
      error: "account_inactive",
      distinctive: true,
      means: [
        {
          reason: "grant/account-disabled",
          weight: 0.55,
          fix: "The token's user or workspace is deactivated: let an active member install the app again.",
        },
        {
          reason: "grant/revoked-by-user",
          weight: 0.5,
          fix: "Install the app again in the workspace: it was uninstalled.",
          tell: "It is a bot token of an app that was removed.",
        },
      ],
      page: ACCESS,
      example: { error: "account_inactive", body: '{"ok":false,"error":"account_inactive"}', status: 200 },
    },
    {
      id: "missing_scope",
      error: "missing_scope",
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.95,
          fix: "Add the scope named in needed under OAuth & Permissions > Scopes (bot or user) and reinstall the app.",
        },
      ],
      page: INSTALL,
      example: {
        error: "missing_scope",
        body: '{"ok":false,"error":"missing_scope","needed":"channels:read","provided":"chat:write"}',
        status: 200,
      },
    },
    {
      id: "not_allowed_token_type",
      error: "not_allowed_token_type",
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.5,
          fix: "Call the method with the other kind of token: bot (xoxb), user (xoxp) or app (xapp), as its page says.",
        },
        {
          reason: "token/malformed",
          weight: 0.3,
          fix: "Check which token you stored: authed_user.access_token is the user's, access_token the bot's.",
        },
      ],
      page: ACCESS,
      example: { error: "not_allowed_token_type", body: '{"ok":false,"error":"not_allowed_token_type"}', status: 200 },
    },
    {
      id: "not_authed",
      error: "not_authed",
      means: [
        {
          reason: "token/absent",
          weight: 0.95,
          fix: "Send Authorization: Bearer <token>, or token in a form body; JSON bodies need the header.",
        },
      ],
      page: ACCESS,
      example: { error: "not_authed", body: '{"ok":false,"error":"not_authed"}', status: 200 },
    },
    {
      id: "invalid_auth",
      error: "invalid_auth",
      means: [
        {
          reason: "token/unknown",
          weight: 0.6,
          fix: "Send the token that the installation answered (xoxb-, xoxp-), whole, of this workspace.",
        },
        { reason: "token/malformed", weight: 0.4, fix: "Remove quotes, line breaks and placeholders from the token." },
      ],
      page: ACCESS,
      example: { error: "invalid_auth", body: '{"ok":false,"error":"invalid_auth"}', status: 200 },
    },
    {
      id: "scopes-page",
      says: /Invalid permissions requested|Requested scopes? cannot be empty|No scopes requested/i,
      means: [
        {
          reason: "scope/missing",
          weight: 0.8,
          fix: "Put scope= (bot) or user_scope= in the authorize URL, and add the scopes under OAuth & Permissions.",
        },
      ],
      page: INSTALL,
      example: { text: "Invalid permissions requested. No scopes requested" },
    },
    {
      id: "invalid_scope",
      error: ["invalid_scope", "invalid_scope_requested"],
      means: [
        {
          reason: "scope/unknown",
          weight: 0.6,
          fix: "Take names from docs.slack.dev/reference/scopes, bot scopes in scope and user scopes in user_scope.",
        },
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.4,
          fix: "Add the scope under OAuth & Permissions > Scopes first.",
        },
      ],
      page: INSTALL,
      example: { error: "invalid_scope", description: "Invalid permissions requested: chat:writes" },
    },
    {
      id: "invalid_team_for_non_distributed_app",
      error: "invalid_team_for_non_distributed_app",
      distinctive: true,
      means: [
        {
          reason: "grant/app-in-testing-mode",
          weight: 0.95,
          fix: "Activate Public Distribution under Manage Distribution; until then only its own workspace may install the app.",
        },
      ],
      page: INSTALL,
      example: { error: "invalid_team_for_non_distributed_app" },
    },
    {
      id: "no_bot",
      says: /does ?n[o']t have a bot user( to install)?/i,
      means: [
        {
          reason: "scope/missing",
          weight: 0.7,
          fix: "Add at least one Bot Token Scope under OAuth & Permissions (that makes the bot user).",
        },
      ],
      page: INSTALL,
      example: { text: "This app doesn't have a bot user to install" },
    },
    {
      id: "ratelimited",
      error: ["ratelimited", "rate_limited"],
      means: [{ reason: "server/rate-limited", weight: 0.95, fix: "Wait for Retry-After seconds, then send again." }],
      page: ACCESS,
      example: { error: "ratelimited", body: '{"ok":false,"error":"ratelimited"}', status: 429 },
    },
    {
      id: "access_denied",
      error: "access_denied",
      means: [
        {
          reason: "user/denied",
          weight: 0.9,
          fix: "The user pressed Cancel (or needs an admin's approval of the app): offer to begin again.",
        },
      ],
      page: INSTALL,
      example: { error: "access_denied" },
    },
    {
      id: "invalid_form",
      error: ["invalid_post_type", "missing_post_type", "invalid_form_data", "invalid_arguments"],
      means: [
        {
          reason: "request/wrong-content-type",
          weight: 0.8,
          fix: "POST application/x-www-form-urlencoded to oauth.v2.access, with that Content-Type.",
        },
      ],
      page: ACCESS,
      example: { error: "invalid_post_type", body: '{"ok":false,"error":"invalid_post_type"}', status: 200 },
    },
  ],
  departures: [
    { says: "Errors come with status 200 and ok: false.", page: ACCESS },
    { says: "Scopes are joined by commas, in the request and in the answer.", page: INSTALL },
    { says: "The user's token stands in authed_user.access_token.", page: INSTALL },
  ],
};
