/** Salesforce: the authorization endpoint. */
import type { Signature } from "../define.ts";

const PAGE_0 =
  "https://support.ptc.com/help/servicemaxcore/en/articles/service_board/troubleshooting-oauth-errors.html";
const PAGE_1 =
  "https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flow_errors.htm&language=en_US&type=5";
const PAGE_2 = "https://github.com/n8n-io/n8n/issues/21589";
const PAGE_3 = "https://github.com/forcedotcom/SalesforceMobileSDK-Package/issues/314";
const PAGE_4 = "https://github.com/abisek/salesforce-elf-browser/issues/9";
const PAGE_5 = "https://github.com/PipedreamHQ/pipedream/issues/21557";

export const authorize: readonly Signature[] = [
  {
    id: "redirect-uri-mismatch",
    error: "redirect_uri_mismatch",
    says: /redirect_uri_mismatch|redirect_uri must match configuration/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.88,
        fix: "Setup > App Manager > (app) > Manage Consumer Details / Edit > Callback URL: add the URI, one a line; changes take up to ten minutes.",
      },
      { reason: "redirect-uri/scheme-mismatch", weight: 0.2, fix: "Send https; http is accepted for localhost only." },
      { reason: "redirect-uri/trailing-slash", weight: 0.15, fix: "Write it the same in both places." },
    ],
    page: PAGE_0,
    example: { error: "redirect_uri_mismatch", description: "redirect_uri must match configuration" },
  },
  {
    id: "invalid-client-id",
    error: ["invalid_client_id", "invalid_client"],
    says: /client identifier invalid|invalid_client_id/i,
    distinctive: true,
    means: [
      {
        reason: "client/unknown",
        weight: 0.85,
        fix: "Copy the Consumer Key from Setup > App Manager > (app) > Manage Consumer Details; a new app takes up to ten minutes.",
      },
      {
        reason: "request/wrong-environment",
        weight: 0.4,
        fix: "Use test.salesforce.com (or My Domain) for a sandbox, login.salesforce.com for production.",
        tell: "The app was made in a sandbox.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_client_id", description: "client identifier invalid" },
  },
  {
    id: "app-blocked",
    says: /OAUTH_APP_BLOCKED|this app is blocked by admin/i,
    distinctive: true,
    means: [
      {
        reason: "client/disabled",
        weight: 0.75,
        fix: "Setup > Connected Apps OAuth Usage: let an administrator Install the app (or Unblock it); uninstalled apps are blocked since 2025.",
      },
    ],
    page: PAGE_2,
    example: { text: "error=OAUTH_APP_BLOCKED&error_description=this app is blocked by admin" },
  },
  {
    id: "app-not-installed",
    says: /OAUTH_EC_APP_NOT_FOUND|OAUTH_APPROVAL_ERROR_GENERIC|unexpected error has occurred during authentication/i,
    distinctive: true,
    means: [
      {
        reason: "client/unknown",
        weight: 0.6,
        fix: "Install the connected (or external client) app into this org: Setup > Connected Apps OAuth Usage > Install.",
      },
      {
        reason: "client/disabled",
        weight: 0.4,
        fix: "Give the user the permission Approve Uninstalled Connected Apps.",
      },
    ],
    page: PAGE_3,
    example: {
      text: "We can't authorize you because of an OAuth error. OAUTH_APPROVAL_ERROR_GENERIC: An unexpected error has occurred during authentication. Please try again.",
    },
  },
  {
    id: "app-access-denied",
    error: ["invalid_app_access", "OAUTH_APP_ACCESS_DENIED"],
    says: /OAUTH_APP_ACCESS_DENIED|user is not admin approved to access this app|OAUTH_AUTHORIZATION_BLOCKED|OAUTH_APPROVAL_\w+/i,
    distinctive: true,
    means: [
      {
        reason: "user/not-assigned",
        weight: 0.9,
        fix: "Setup > Manage Connected Apps > (app) > Edit Policies > Permitted Users: add the profile or permission set of the user to the app.",
      },
      {
        reason: "user/policy-blocked",
        weight: 0.2,
        fix: "Setup > Manage Connected Apps > (app) > Edit Policies > IP Relaxation: the IP address may be refused.",
      },
    ],
    page: PAGE_4,
    example: { error: "invalid_app_access", description: "user is not admin approved to access this app" },
  },
  {
    id: "invalid-app-access",
    error: "invalid_app_access",
    means: [
      {
        reason: "user/not-assigned",
        weight: 0.85,
        fix: "Setup > Manage Connected Apps > (app) > Edit Policies > Permitted Users: assign the profile or permission set.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_app_access" },
  },
  {
    id: "user-denied",
    error: ["access_denied", "access-denied"],
    says: /end-user denied authorization/i,
    means: [{ reason: "user/denied", weight: 0.96, fix: "Let the user try again and allow." }],
    page: PAGE_1,
    example: { error: "access_denied", description: "end-user denied authorization" },
  },
  {
    id: "invalid-scope",
    error: "invalid_scope",
    says: /the requested scope is not allowed|scope .{0,40}(?:invalid|not allowed)|invalid_scope/i,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.8,
        fix: "Setup > App Manager > (app) > OAuth settings > Selected OAuth Scopes: add the scope.",
      },
      { reason: "scope/unknown", weight: 0.35, fix: "Use the short names: api, refresh_token, openid, full, web, id." },
    ],
    page: PAGE_1,
    example: { error: "invalid_scope", description: "the requested scope is not allowed" },
  },
  {
    id: "code-challenge",
    error: "invalid_request",
    says: /missing required code challenge|code_challenge (?:is )?required|pkce.{0,30}required/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/required",
        weight: 0.95,
        fix: "Send code_challenge (S256), or clear Setup > App Manager > (app) > Require Proof Key for Code Exchange.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_request", description: "missing required code challenge" },
  },
  {
    id: "response-type",
    error: "unsupported_response_type",
    says: /response_type (?:not supported|must be)|unsupported_response_type/i,
    means: [{ reason: "request/response-type-unsupported", weight: 0.85, fix: "Use response_type=code." }],
    page: PAGE_1,
    example: { error: "unsupported_response_type", description: "response type not supported" },
  },
  {
    id: "cross-org",
    says: /cross-org oauth flows are not supported for this external client app/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-environment",
        weight: 0.85,
        fix: "An external client app is of its org: use that org's My Domain, or package and install the app.",
      },
    ],
    page: PAGE_5,
    example: {
      text: "error=invalid_client&error_description=Cross-org OAuth flows are not supported for this external client app",
    },
  },
  {
    id: "immediate",
    error: "immediate_unsuccessful",
    says: /immediate_unsuccessful|immediate unsuccessful/i,
    means: [
      {
        reason: "user/interaction-required",
        weight: 0.9,
        fix: "Begin an ordinary sign-in: immediate=true worked without approval or session.",
      },
    ],
    page: PAGE_1,
    example: { error: "immediate_unsuccessful" },
  },
];
