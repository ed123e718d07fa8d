/** Slack: oauth.v2.access, openid.connect.token and the Web API: api. */
import type { Signature } from "../define.ts";

const ACCESS = "https://docs.slack.dev/reference/methods/oauth.v2.access";
const INSTALL = "https://docs.slack.dev/tools/bolt-python/concepts/authenticating-oauth";
const ROTATION = "https://docs.slack.dev/authentication/using-token-rotation";

export const api: readonly Signature[] = [
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
        fix: "Send the token that the installation returned (xoxb-, xoxp-), whole, of this workspace.",
      },
      { reason: "token/malformed", weight: 0.4, fix: "Remove quotes, line breaks and placeholders from the token." },
    ],
    page: ACCESS,
    example: { error: "invalid_auth", body: '{"ok":false,"error":"invalid_auth"}', status: 200 },
  },
];
