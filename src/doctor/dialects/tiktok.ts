/** TikTok: Login Kit v2 and the Display and Content Posting APIs. */
import type { Dialect } from "./define.ts";

const ERRORS = "https://developers.tiktok.com/doc/oauth-error-handling";
const WEB = "https://developers.tiktok.com/doc/login-kit-web";
const DESKTOP = "https://developers.tiktok.com/doc/login-kit-desktop/";
const CODE = "https://www.volcengine.com/article/1674214";
const PKCE = "https://www.volcengine.com/article/1503275";

export const tiktok: Dialect = {
  provider: "tiktok",
  name: "TikTok",
  hosts: [
    "www.tiktok.com",
    "open.tiktokapis.com",
    "open-api.tiktok.com",
    "business-api.tiktok.com",
    "auth.tiktok-shops.com",
  ],
  marks: [/client_key=|"log_id"\s*:/],
  signatures: [
    {
      id: "code-expired",
      says: /Authorization code is expired/i,
      means: [
        { reason: "code/expired", weight: 0.5, fix: "Exchange the code at once." },
        {
          reason: "code/already-used",
          weight: 0.5,
          fix: "Exchange each code once.",
          tell: "An earlier exchange was sent.",
        },
        {
          reason: "code/corrupted",
          weight: 0.35,
          fix: "Decode the code once (%2A, %21) before it goes into the form.",
        },
      ],
      page: CODE,
      example: { error: "invalid_grant", description: "Authorization code is expired." },
    },
    {
      id: "redirect-token",
      says: /Redirect_uri is not matched with the uri when requesting code/i,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.97,
          fix: "Send to /v2/oauth/token/ the very redirect_uri of /v2/auth/authorize/.",
        },
      ],
      page: ERRORS,
      example: {
        error: "invalid_request",
        description: "Redirect_uri is not matched with the uri when requesting code.",
      },
    },
    {
      id: "verifier",
      says: /Code verifier or code challenge is invalid/i,
      means: [
        {
          reason: "pkce/verifier-mismatch",
          weight: 0.8,
          fix: "Login Kit for Desktop makes code_challenge as the hex of SHA-256, not base64url: send the verifier of that challenge.",
        },
        { reason: "pkce/verifier-missing", weight: 0.3, fix: "Send code_verifier." },
      ],
      page: DESKTOP,
      example: { error: "invalid_request", description: "Code verifier or code challenge is invalid." },
    },
    {
      id: "refresh",
      says: /Refresh token is (invalid|expired)/i,
      means: [
        {
          reason: "refresh-token/expired",
          weight: 0.45,
          fix: "Send the user through authorization again: it lives 365 days.",
        },
        {
          reason: "refresh-token/reused",
          weight: 0.4,
          fix: "Store the refresh_token of every refresh: it may change.",
        },
        { reason: "grant/revoked-by-user", weight: 0.35, fix: "Send the user through authorization again." },
      ],
      page: ERRORS,
      example: { error: "invalid_grant", description: "Refresh token is invalid or expired." },
    },
    {
      id: "client",
      says: /Client (key|secret)( or secret)? is (incorrect|invalid)/i,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.6,
          fix: "Copy Client key and Client secret of the app (Sandbox has its own).",
        },
        { reason: "client/unknown", weight: 0.4, fix: "Check the Client key." },
        { reason: "request/wrong-environment", weight: 0.25, fix: "Use the keys of Sandbox or Production throughout." },
      ],
      page: ERRORS,
      example: { error: "invalid_client", description: "Client key or secret is incorrect." },
    },
    {
      id: "form",
      says: /Only .{0,3}application\/x-www-form-urlencoded.{0,3} is accepted/i,
      means: [{ reason: "request/wrong-content-type", weight: 0.97, fix: "POST a form with that Content-Type." }],
      page: ERRORS,
      example: {
        error: "invalid_request",
        description: "Only `application/x-www-form-urlencoded` is accepted as Content-Type.",
      },
    },
    {
      id: "malformed",
      says: /request parameters are malformed/i,
      means: [
        {
          reason: "request/parameter-absent",
          weight: 0.6,
          fix: "Send client_key (not client_id), client_secret, code, grant_type and redirect_uri.",
        },
        { reason: "request/wrong-content-type", weight: 0.4, fix: "POST a form." },
      ],
      page: ERRORS,
      example: { error: "invalid_request", description: "The request parameters are malformed." },
    },
    {
      id: "page-key",
      says: /error_type=client_key|^client_key$|correct the following and try again:?\s*client_key/im,
      means: [
        { reason: "client/unknown", weight: 0.8, fix: "Send the Client key of the app as client_key, not client_id." },
        {
          reason: "grant/app-in-testing-mode",
          weight: 0.35,
          fix: "Until review use the Sandbox key and add the account under Target users.",
        },
      ],
      page: WEB,
      example: { text: "Something went wrong. If you're a developer, correct the following and try again: client_key" },
    },
    {
      id: "page-redirect",
      says: /error_type=redirect_uri|^redirect_uri$|correct the following and try again:?\s*redirect_uri/im,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.85,
          fix: "Add the URI under Login Kit > Redirect URI for the platform (Web or Desktop).",
        },
        {
          reason: "redirect-uri/not-allowed",
          weight: 0.25,
          fix: "Web takes https without query; localhost goes under Desktop.",
        },
      ],
      page: WEB,
      example: {
        text: "Something went wrong. If you're a developer, correct the following and try again: redirect_uri",
      },
    },
    {
      id: "page-challenge",
      says: /error_type=code_challenge|^code_challenge$|correct the following and try again:?\s*code_challenge/im,
      means: [
        {
          reason: "pkce/challenge-malformed",
          weight: 0.7,
          fix: "Send code_challenge of the right form: on Desktop the hex of SHA-256 of the verifier.",
        },
        {
          reason: "pkce/required",
          weight: 0.5,
          fix: "Desktop and mobile demand code_challenge and code_challenge_method=S256.",
        },
      ],
      page: PKCE,
      example: { text: "error=invalid_request&errCode=10003&error_type=code_challenge" },
    },
    {
      id: "page-scope",
      says: /error_type=scope|^scope$|correct the following and try again:?\s*scope/im,
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.75,
          fix: "Add the scope under Scopes of the app (and the product that carries it).",
        },
        { reason: "scope/wrong-delimiter", weight: 0.3, fix: "Join scopes by commas." },
      ],
      page: WEB,
      example: { text: "Something went wrong. If you're a developer, correct the following and try again: scope" },
    },
    {
      id: "scope-api",
      says: /scope_not_authorized|did not authorize the scope required/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.95,
          fix: "Ask for the scope and let the user authorize again.",
        },
      ],
      page: ERRORS,
      example: {
        body: '{"error":{"code":"scope_not_authorized","message":"The user did not authorize the scope required for completing this request.","log_id":"2024"}}',
        status: 401,
      },
    },
    {
      id: "token-api",
      says: /access_token_invalid|access token is invalid or not found/i,
      means: [
        { reason: "token/expired", weight: 0.6, fix: "Refresh it: access tokens live 24 hours." },
        { reason: "token/absent", weight: 0.35, fix: "Send Authorization: Bearer <token>." },
      ],
      page: ERRORS,
      example: {
        body: '{"error":{"code":"access_token_invalid","message":"The access token is invalid or not found in the request.","log_id":"2024"}}',
        status: 401,
      },
    },
    {
      id: "unaudited",
      says: /unaudited_client_can_only_post_to_private_accounts/i,
      means: [
        {
          reason: "grant/app-in-testing-mode",
          weight: 0.96,
          fix: "Post to a private account until the app has passed the audit.",
        },
      ],
      page: ERRORS,
      example: {
        body: '{"error":{"code":"unaudited_client_can_only_post_to_private_accounts","message":"Please review our integration guidelines"}}',
        status: 403,
      },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.92, fix: "The user pressed Cancel: offer to begin again." }],
      page: ERRORS,
      example: { error: "access_denied" },
    },
    {
      id: "rate",
      says: /rate_limit_exceeded/i,
      means: [{ reason: "server/rate-limited", weight: 0.96, fix: "Wait a minute and slow down." }],
      page: ERRORS,
      example: {
        body: '{"error":{"code":"rate_limit_exceeded","message":"The API rate limit was exceeded. Please try again later."}}',
        status: 429,
      },
    },
  ],
  departures: [
    { says: "client_id is named client_key; scopes are joined by commas.", page: WEB },
    { says: "Errors of the token endpoint may come with status 200.", page: ERRORS },
    { says: "PKCE on Desktop takes the hex of SHA-256.", page: DESKTOP },
  ],
};
