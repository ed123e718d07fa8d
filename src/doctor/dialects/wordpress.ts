/** WordPress.com: OAuth at public-api.wordpress.com. */
import type { Dialect } from "./define.ts";

const CLIENT = "https://github.com/woocommerce/woocommerce-android/issues/1417";
const PASSWORD = "https://github.com/wordpress-mobile/WordPress-Android/issues/9403";
const MISSING = "https://github.com/wordpress-mobile/WordPress-iOS/issues/4363";
const TOKEN = "https://github.com/Automattic/wpcom-connect-examples/issues/1";
const REDIRECT = "https://github.com/woocommerce/google-listings-and-ads/pull/2145";

export const wordpress: Dialect = {
  provider: "wordpress",
  name: "WordPress.com",
  hosts: ["public-api.wordpress.com", "wordpress.com"],
  signatures: [
    {
      id: "client",
      says: /Unknown client_id/i,
      means: [{ reason: "client/unknown", weight: 0.95, fix: "Copy the Client ID of developer.wordpress.com/apps." }],
      page: CLIENT,
      example: { error: "invalid_client", description: "Unknown client_id.", status: 400 },
    },
    {
      id: "client-missing",
      says: /required .{0,2}client_id.{0,2} parameter is missing/i,
      means: [{ reason: "request/parameter-absent", weight: 0.93, fix: "Send client_id in a form body." }],
      page: MISSING,
      example: { error: "invalid_client", description: 'The required "client_id" parameter is missing.' },
    },
    {
      id: "secret",
      says: /Incorrect client_secret|client_secret .{0,40}(incorrect|invalid|mismatch)/i,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.95,
          fix: "Copy the Client Secret of developer.wordpress.com/apps.",
        },
      ],
      page: MISSING,
      example: { error: "invalid_client", description: "Incorrect client_secret." },
    },
    {
      id: "password",
      says: /Client cannot use .{0,8}password.{0,8} grant_type/i,
      distinctive: true,
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.95,
          fix: "Use the code flow: password works for the app's owner only.",
        },
      ],
      page: PASSWORD,
      example: { error: "unauthorized_client", description: 'Client cannot use "password" grant_type' },
    },
    {
      id: "redirect",
      error: "redirect_uri_mismatch",
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Make Redirect URLs at developer.wordpress.com/apps equal to the one sent.",
        },
      ],
      page: REDIRECT,
      example: { error: "redirect_uri_mismatch" },
    },
    {
      id: "credentials",
      says: /Incorrect username or password|needs_2fa|application password/i,
      means: [
        { reason: "user/credentials-wrong", weight: 0.7, fix: "Check name and password." },
        {
          reason: "user/mfa-required",
          weight: 0.4,
          fix: "With two-step login use an application password.",
          tell: "It says needs_2fa.",
        },
      ],
      page: PASSWORD,
      example: { error: "invalid_request", description: "Incorrect username or password." },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.5, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code at once." },
      ],
      page: REDIRECT,
      example: { error: "invalid_grant" },
    },
    {
      id: "token-required",
      says: /An active access token must be used/i,
      means: [
        { reason: "token/absent", weight: 0.6, fix: "Send Authorization: Bearer <token>." },
        { reason: "token/malformed", weight: 0.4, fix: "Send the token decoded, once." },
      ],
      page: TOKEN,
      example: {
        body: '{"error":"authorization_required","message":"An active access token must be used to query information about the current user."}',
        status: 403,
      },
    },
    {
      id: "token-invalid",
      says: /specified token is invalid|OAuth2 token is invalid/i,
      means: [
        { reason: "token/unknown", weight: 0.6, fix: "Send the whole token, encoded in a query." },
        { reason: "grant/revoked-by-user", weight: 0.4, fix: "Authorize again." },
      ],
      page: TOKEN,
      example: { error: "invalid_token", description: "The OAuth2 token is invalid.", status: 400 },
    },
  ],
};
