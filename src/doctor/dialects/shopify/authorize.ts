/** Shopify: the authorization page. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://getshopifytoken.com/shopify-invalid-oauth-callback";
const PAGE_1 = "https://getshopifytoken.com/shopify-oauth-error-invalidrequest-the-redirecturi-is-missing";
const PAGE_2 = "https://github.com/Shopify/shopify_app/issues/369";
const PAGE_3 = "https://github.com/Shopify/shopify_app/issues/375";
const PAGE_4 = "https://github.com/Shopify/shopify_app/issues/221";
const PAGE_5 = "https://github.com/Shopify/shopify_app/issues/1839";
const PAGE_6 = "https://github.com/Shopify/shopify-api-ruby/issues/1077";

export const authorize: readonly Signature[] = [
  {
    id: "redirect-not-whitelisted",
    says: /redirect_uri (?:is not whitelisted|and application url must have matching hosts)|redirect_uri.{0,40}matching hosts/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.85,
        fix: "Dev Dashboard (or Partner Dashboard) > App > Versions / Configuration > URLs > Allowed redirection URL(s): add it; shopify.app.toml [auth] redirect_urls, then shopify app deploy.",
      },
      {
        reason: "redirect-uri/host-mismatch",
        weight: 0.4,
        fix: "App URL and redirection URL must have the same host (a new tunnel URL changes it).",
        tell: "The message says matching hosts.",
      },
    ],
    page: PAGE_0,
    example: { text: "Oauth error invalid_request: The redirect_uri is not whitelisted" },
  },
  {
    id: "redirect-missing",
    says: /redirect_uri is missing/i,
    means: [{ reason: "request/parameter-absent", weight: 0.93, fix: "Send redirect_uri." }],
    page: PAGE_1,
    example: { text: "Oauth error invalid_request: The redirect_uri is missing" },
  },
  {
    id: "app-not-found",
    says: /could not find shopify api application with api_key|application_cannot_be_found|application cannot be found/i,
    distinctive: true,
    means: [
      {
        reason: "client/unknown",
        weight: 0.95,
        fix: "client_id is the Client ID (API key) of the app; check that the environment variable is filled.",
      },
    ],
    page: PAGE_2,
    example: { text: "Oauth error invalid_request: Could not find Shopify API application with api_key abc123" },
  },
  {
    id: "private-app",
    says: /shopify api application does not support oauth/i,
    distinctive: true,
    means: [
      {
        reason: "client/type-mismatch",
        weight: 0.95,
        fix: "A custom app made in the admin has no OAuth: use its admin API token, or make the app in the Dev or Partner Dashboard.",
      },
    ],
    page: PAGE_3,
    example: { text: "Oauth error invalid_request: The Shopify API application does not support oauth" },
  },
  {
    id: "scope-tampered",
    says: /scope does not match,? it may have been tampered with/i,
    distinctive: true,
    means: [
      {
        reason: "scope/wrong-delimiter",
        weight: 0.55,
        fix: "Join scopes by a comma without spaces, and drop read_x where write_x is asked: the response leaves it out.",
      },
    ],
    page: PAGE_4,
    example: { text: "invalid_scope | Scope does not match, it may have been tampered with." },
  },
  {
    id: "invalid-scopes",
    says: /failed_grant_with_invalid_scopes|scope is invalid|missing_scope|invalid_scope/i,
    means: [
      {
        reason: "scope/unknown",
        weight: 0.6,
        fix: "Compare the scopes with the list of access scopes; join them by commas.",
      },
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.4,
        fix: "Protected or partner-only scopes (read_all_orders, ...) must be granted to the app first.",
      },
    ],
    page: PAGE_5,
    example: { text: "Oauth error failed_grant_with_invalid_scopes" },
  },
  {
    id: "shop-not-permitted",
    says: /shop_not_permitted|oauth cannot be performed for this shop|cannot install this app on|not (?:the )?right (?:plan|store)/i,
    distinctive: true,
    means: [
      {
        reason: "user/not-assigned",
        weight: 0.7,
        fix: "A custom distribution app may be installed on its own store or organization only; client credentials only on stores of your organization.",
      },
    ],
    page: PAGE_0,
    example: { text: "Oauth error shop_not_permitted: Client credentials cannot be performed on this shop." },
  },
  {
    id: "invalid-callback",
    says: /invalid oauth callback|InvalidOauthError|CookieNotFound(?:Error)?|no session cookie found|InvalidOAuthError/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.75,
        fix: "Begin and end at the same host by https, so that the state cookie comes back; do not open the callback twice.",
      },
      {
        reason: "transport/cookies-blocked",
        weight: 0.35,
        fix: "Break out of the iframe before OAuth, or use token exchange.",
      },
    ],
    page: PAGE_6,
    example: { text: "ShopifyAPI::Errors::InvalidOauthError (Invalid OAuth callback.)" },
  },
];
