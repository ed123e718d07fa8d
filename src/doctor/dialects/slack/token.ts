/** Slack: oauth.v2.access, openid.connect.token and the Web API: token. */
import type { Signature } from "../define.ts";

const ACCESS = "https://docs.slack.dev/reference/methods/oauth.v2.access";
const INSTALL = "https://docs.slack.dev/tools/bolt-python/concepts/authenticating-oauth";
const ROTATION = "https://docs.slack.dev/authentication/using-token-rotation";

export const token: readonly Signature[] = [
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
];
