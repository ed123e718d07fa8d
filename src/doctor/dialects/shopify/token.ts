/** Shopify: the token endpoint and the API. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://github.com/nozzlegear/ShopifySharp/issues/70";
const PAGE_1 = "https://github.com/kinngh/shopify-node-express-mongodb-app/issues/135";
const PAGE_2 = "https://github.com/Shopify/shopify-api-ruby/issues/1322";
const PAGE_3 = "https://github.com/gnikyt/laravel-shopify/issues/1042";

export const token: readonly Signature[] = [
  {
    id: "code-used",
    error: "invalid_request",
    says: /authorization code was not found or was already used/i,
    distinctive: true,
    means: [
      {
        reason: "code/already-used",
        weight: 0.8,
        fix: "Exchange each code once: the callback is often called twice (reload, iframe, prefetch).",
      },
      { reason: "code/expired", weight: 0.25, fix: "Exchange it at once." },
      { reason: "code/unknown", weight: 0.2, fix: "Exchange it at the shop that gave it, with the same client_id." },
    ],
    page: PAGE_0,
    example: { error: "invalid_request", description: "The authorization code was not found or was already used" },
  },
  {
    id: "subject-token",
    error: "invalid_subject_token",
    says: /invalid_subject_token|due to an invalid subject token/i,
    distinctive: true,
    means: [
      { reason: "assertion/expired", weight: 0.6, fix: "Send a fresh session token: it lives one minute." },
      {
        reason: "assertion/wrong-audience",
        weight: 0.35,
        fix: "The session token must be of this app (aud = client_id) and this shop (dest).",
      },
    ],
    page: PAGE_1,
    example: {
      error: "invalid_subject_token",
      description: "Token exchange cannot be performed due to an invalid subject token.",
    },
  },
  {
    id: "not-installed",
    error: "app_not_installed",
    says: /app_not_installed|application is not installed on this shop/i,
    distinctive: true,
    means: [
      {
        reason: "grant/revoked-by-user",
        weight: 0.9,
        fix: "The app was uninstalled from the shop: drop its stored token and have it installed again.",
      },
    ],
    page: PAGE_2,
    example: { error: "app_not_installed", description: "The application is not installed on this shop." },
  },
  {
    id: "client-secret",
    says: /client_secret (?:is )?(?:invalid|incorrect|missing)|invalid_client/i,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.75,
        fix: "Copy the Client secret of the app (Dev Dashboard > App > Settings); after rotation the old one ends.",
      },
      { reason: "client/unknown", weight: 0.3, fix: "Check client_id." },
    ],
    page: PAGE_0,
    example: { error: "invalid_client", status: 401 },
  },
  {
    id: "invalid-token",
    says: /invalid api key or access token/i,
    distinctive: true,
    means: [
      {
        reason: "token/revoked",
        weight: 0.6,
        fix: "The app was uninstalled, or the token replaced by a new installation or grant: get a new one.",
      },
      { reason: "token/expired", weight: 0.3, fix: "Online and expiring tokens end: get a new one." },
      { reason: "token/absent", weight: 0.15, fix: "Send X-Shopify-Access-Token; Authorization: Bearer is not read." },
    ],
    page: PAGE_3,
    example: {
      body: '{"errors":"[API] Invalid API key or access token (unrecognized login or wrong password)"}',
      status: 401,
    },
  },
  {
    id: "merchant-approval",
    says: /requires merchant approval for (?:the )?\S+ scope|access denied for \S+ field/i,
    distinctive: true,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.95,
        fix: "Add the scope to the app and let the merchant accept it; the token must be issued after that.",
      },
    ],
    page: PAGE_0,
    example: { body: '{"errors":"[API] This action requires merchant approval for read_orders scope."}', status: 403 },
  },
  {
    id: "non-expiring",
    says: /non-expiring access tokens are (?:no longer accepted|not)/i,
    distinctive: true,
    means: [
      { reason: "token/malformed", weight: 0.5, fix: "Ask expiring offline tokens (expiring=1) and refresh them." },
    ],
    page: PAGE_0,
    example: {
      body: '{"errors":"[API] Non-expiring access tokens are no longer accepted for the Admin API."}',
      status: 403,
    },
  },
  {
    id: "invalid-request",
    error: "invalid_request",
    means: [
      { reason: "code/already-used", weight: 0.4, fix: "Exchange each code once." },
      { reason: "request/parameter-absent", weight: 0.4, fix: "Send client_id, client_secret and code in the body." },
    ],
    page: PAGE_0,
    example: { error: "invalid_request", status: 400 },
  },
];
