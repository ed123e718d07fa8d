/** What Stytch says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";

const PAGE_0 = "https://www.volcengine.com/article/2047229";
const PAGE_1 = "https://stytch.com/docs/api/errors/400";
const PAGE_2 = "https://stytch.com/docs/api-reference/b2b/api/errors/400";

export const stytch: Dialect = {
  provider: "stytch",
  name: "Stytch",
  hosts: [".stytch.com", ".stytch.dev"],
  marks: [/"error_url"\s*:\s*"https:\/\/stytch\.com/i, /\bstytch\b/i, /"request_id"\s*:\s*"request-id-(?:test|live)-/i],
  signatures: [
    {
      id: "oauth_state_mismatch",
      says: /oauth_state_mismatch|state in the cookie doesn'?t match/i,
      distinctive: true,
      means: [
        {
          reason: "request/state-mismatch",
          weight: 0.95,
          fix: "Begin and end in one browser and keep the cookie of Stytch; do not change state.",
        },
      ],
      page: PAGE_0,
      example: {
        body: '{"status_code":400,"error_type":"oauth_state_mismatch","error_message":"The state in the cookie doesn\'t match with the state in the query parameter.","error_url":"https://stytch.com/docs/api/errors/400/oauth_state_mismatch"}',
      },
    },
    {
      id: "pkce_mismatch",
      error: ["pkce_mismatch", "pkce_verifier_mismatch"],
      distinctive: true,
      means: [
        { reason: "pkce/verifier-mismatch", weight: 0.9, fix: "Send the code_verifier that made the challenge." },
      ],
      page: PAGE_1,
      example: {
        body: '{"status_code":400,"error_type":"pkce_mismatch","error_url":"https://stytch.com/docs/api/errors/400#pkce_mismatch"}',
      },
    },
    {
      id: "pkce_expected",
      error: ["pkce_expected_code_verifier", "pkce_code_verifier_required"],
      distinctive: true,
      means: [
        { reason: "pkce/verifier-missing", weight: 0.85, fix: "Send code_verifier: the flow began with a challenge." },
      ],
      page: PAGE_1,
      example: {
        body: '{"status_code":400,"error_type":"pkce_expected_code_verifier","error_url":"https://stytch.com/docs/api/errors/400#pkce_expected_code_verifier"}',
      },
    },
    {
      id: "redirect",
      error: [
        "no_match_for_provided_oauth_url",
        "no_match_for_provided_magic_link_url",
        "invalid_redirect_url",
        "invalid_login_redirect_url",
        "invalid_signup_redirect_url",
        "no_login_redirect_urls_set",
        "no_signup_redirect_urls_set",
      ],
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Dashboard > Redirect URLs: add the URL for the type (login, signup, discovery) in this environment.",
        },
      ],
      page: PAGE_1,
      example: {
        body: '{"status_code":400,"error_type":"no_match_for_provided_oauth_url","error_url":"https://stytch.com/docs/api/errors/400#no_match_for_provided_oauth_url"}',
      },
    },
    {
      id: "authorization_endpoint",
      error: ["authorization_endpoint_not_configured_for_project"],
      distinctive: true,
      means: [
        {
          reason: "request/wrong-endpoint",
          weight: 0.6,
          fix: "Dashboard > Connected Apps: set the authorization URL of the project.",
        },
      ],
      page: PAGE_2,
      example: {
        body: '{"status_code":400,"error_type":"authorization_endpoint_not_configured_for_project","error_message":"The project does not have an authorization endpoint configured."}',
      },
    },
    {
      id: "config",
      says: /oauth_config_not_found|oauth config was not found/i,
      distinctive: true,
      means: [
        {
          reason: "client/unknown",
          weight: 0.75,
          fix: "Dashboard > OAuth > (provider): fill in its client id and secret.",
        },
      ],
      page: PAGE_1,
      example: {
        body: '{"status_code":400,"error_type":"apple_oauth_config_not_found","error_message":"The Apple OAuth config was not found."}',
      },
    },
    {
      id: "token",
      error: ["oauth_token_not_found", "unable_to_auth_oauth_token"],
      distinctive: true,
      means: [
        { reason: "code/already-used", weight: 0.5, fix: "Authenticate the token once." },
        { reason: "code/expired", weight: 0.45, fix: "Authenticate it at once." },
      ],
      page: PAGE_1,
      example: {
        body: '{"status_code":404,"error_type":"oauth_token_not_found","error_url":"https://stytch.com/docs/api/errors/404"}',
        status: 404,
      },
    },
    {
      id: "session",
      error: ["session_not_found", "session_expired", "session_revoked"],
      means: [{ reason: "grant/session-ended", weight: 0.9, fix: "Sign in again." }],
      page: PAGE_1,
      example: {
        body: '{"status_code":404,"error_type":"session_not_found","error_url":"https://stytch.com/docs/api/errors/404"}',
        status: 404,
      },
    },
    {
      id: "credentials",
      error: ["unauthorized_credentials", "invalid_project_id", "invalid_secret"],
      distinctive: true,
      means: [
        { reason: "client-auth/secret-wrong", weight: 0.8, fix: "Copy project id and secret of the environment." },
        {
          reason: "request/wrong-environment",
          weight: 0.35,
          fix: "test.stytch.com for test projects, api.stytch.com for live ones.",
        },
      ],
      page: PAGE_1,
      example: {
        body: '{"status_code":401,"error_type":"unauthorized_credentials","error_url":"https://stytch.com/docs/api/errors/401"}',
        status: 401,
      },
    },
    {
      id: "sdk-domain",
      says: /bad_(?:domain|app_bundle)_for_stytch_sdk|has not been registered as an allowed (?:app|domain) for the stytch sdk/i,
      distinctive: true,
      means: [
        {
          reason: "transport/cors-blocked",
          weight: 0.85,
          fix: "Dashboard > SDK configuration > Authorized applications: add the domain or bundle id.",
        },
      ],
      page: PAGE_1,
      example: {
        body: '{"status_code":400,"error_type":"bad_app_bundle_for_stytch_sdk","error_message":"This app bundle ID has not been registered as an allowed app for the Stytch SDK."}',
      },
    },
    {
      id: "ad-blocker",
      says: /ad_blocker_detected|blocked by an ad blocker/i,
      distinctive: true,
      means: [
        {
          reason: "transport/cors-blocked",
          weight: 0.4,
          fix: "Switch the ad blocker off for the page, or use a custom domain.",
        },
      ],
      page: PAGE_1,
      example: {
        body: '{"status_code":400,"error_type":"ad_blocker_detected","error_message":"The request was blocked by an Ad Blocker. Please disable your ad blocker and try the request again."}',
      },
    },
    {
      id: "rate",
      error: ["too_many_requests"],
      means: [{ reason: "server/rate-limited", weight: 0.96, fix: "Wait and try again." }],
      page: PAGE_1,
      example: {
        body: '{"status_code":429,"error_type":"too_many_requests","error_url":"https://stytch.com/docs/api/errors/429"}',
        status: 429,
      },
    },
  ],
  departures: [
    {
      says: "Its API returns {status_code, request_id, error_type, error_message, error_url}.",
      page: "https://stytch.com/docs/api/errors/400",
    },
  ],
};
