/** Slack: oauth.v2.access, openid.connect.token and the Web API: install. */
import type { Signature } from "../define.ts";

const ACCESS = "https://docs.slack.dev/reference/methods/oauth.v2.access";
const INSTALL = "https://docs.slack.dev/tools/bolt-python/concepts/authenticating-oauth";

export const install: readonly Signature[] = [
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
    example: { error: "invalid_scope" },
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
];
