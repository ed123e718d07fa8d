/** Discord: the OAuth 2.0 endpoints and the API's JSON error codes: oauth. */
import type { Signature } from "../define.ts";

const OAUTH = "https://docs.discord.com/developers/topics/oauth2";
const CODES = "https://docs.discord.com/developers/topics/opcodes-and-status-codes";
const CODE = "https://github.com/discord/discord-api-docs/issues/982";
const CODE2 = "https://github.com/discord/discord-api-docs/issues/4076";
const REDIRECT = "https://github.com/discord/discord-api-docs/issues/1131";
const REFRESH = "https://github.com/discord/discord-api-docs/issues/1650";

export const oauth: readonly Signature[] = [
  {
    id: "invalid-code",
    says: /Invalid \\?"?code\\?"? in request/i,
    distinctive: true,
    means: [
      {
        reason: "code/already-used",
        weight: 0.55,
        fix: "Exchange each code once: look for a callback that runs twice (reload, strict mode, prefetch, retry).",
        tell: "The first exchange of the code succeeded.",
      },
      {
        reason: "code/expired",
        weight: 0.35,
        fix: "Exchange the code at once and begin again at /oauth2/authorize.",
        tell: "Some minutes lie between callback and exchange.",
      },
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.35,
        fix: "Send the same redirect_uri to /oauth2/authorize and /oauth2/token, and never leave it out.",
        tell: "redirect_uri is absent from one of the two requests.",
      },
      { reason: "code/of-other-client", weight: 0.3, fix: "Use one client_id in both requests." },
    ],
    page: CODE,
    example: { error: "invalid_grant", description: 'Invalid "code" in request.', status: 400 },
  },
  {
    id: "invalid-redirect-in-request",
    says: /Invalid \\?"?redirect_uri\\?"? in request/i,
    distinctive: true,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.6,
        fix: "Send to /oauth2/token the very redirect_uri of /oauth2/authorize, encoded once.",
      },
      {
        reason: "redirect-uri/unregistered",
        weight: 0.5,
        fix: "Add it under OAuth2 > Redirects in the Developer Portal, letter for letter.",
      },
    ],
    page: REDIRECT,
    example: { error: "invalid_request", description: 'Invalid "redirect_uri" in request.', status: 400 },
  },
  {
    id: "invalid-refresh-in-request",
    says: /Invalid \\?"?refresh_token\\?"? in request/i,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.5,
        fix: "Store the new refresh_token of every refresh: the old one ends.",
      },
      { reason: "refresh-token/revoked", weight: 0.45, fix: "Send the user through authorization again." },
    ],
    page: REFRESH,
    example: { error: "invalid_grant", description: 'Invalid "refresh_token" in request.', status: 400 },
  },
  {
    id: "redirect-page",
    says: /Invalid OAuth2 redirect_uri|redirect_uri is not supported by (the )?client|Redirect URI .{0,80}is not supported by client/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.93,
        fix: "Add the URI under OAuth2 > Redirects in the Developer Portal, letter for letter, and press Save Changes.",
      },
    ],
    page: OAUTH,
    example: {
      text: "Invalid OAuth2 redirect_uri. The OAuth2 redirect_uri provided is not valid for this application.",
    },
  },
  {
    id: "redirect-form",
    says: /redirect_uri.{0,60}Not a well formed URL|OAuth2 redirect_uri.{0,20}(required|missing)/is,
    means: [
      {
        reason: "redirect-uri/malformed",
        weight: 0.85,
        fix: "Send an absolute URI with scheme and host, percent-encoded once.",
      },
    ],
    page: OAUTH,
    example: { text: '{"redirect_uri": ["Not a well formed URL."]}' },
  },
  {
    id: "snowflake",
    says: /client_id.{0,80}is not snowflake|NUMBER_TYPE_COERCE.{0,200}snowflake|not (a )?snowflake/is,
    distinctive: true,
    means: [
      {
        reason: "client/unknown",
        weight: 0.92,
        fix: "Send the Application ID (17 to 20 digits) of General Information as client_id; undefined and placeholders are no snowflakes.",
      },
    ],
    page: CODES,
    example: { text: '{"client_id": ["Value \\"undefined\\" is not snowflake."]}' },
  },
  {
    id: "10002",
    says: /Unknown Application/i,
    means: [
      {
        reason: "client/unknown",
        weight: 0.92,
        fix: "Send the Application ID of an application that exists in the Developer Portal.",
      },
    ],
    page: CODES,
    example: { body: '{"message":"Unknown Application","code":10002}', status: 404 },
  },
  {
    id: "invalid_client",
    error: "invalid_client",
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.75,
        fix: "Copy the Client Secret of OAuth2 > Client information (Reset Secret shows a new one); it is not the bot token.",
      },
      { reason: "client/unknown", weight: 0.3, fix: "Send the Application ID as client_id." },
      {
        reason: "client-auth/secret-absent",
        weight: 0.25,
        fix: "Send client_id and client_secret in the form or by Basic.",
      },
    ],
    page: OAUTH,
    example: { error: "invalid_client", status: 401 },
  },
  {
    id: "invalid_scope",
    error: "invalid_scope",
    says: /scope is invalid, unknown, or malformed|^$/i,
    means: [
      {
        reason: "scope/unknown",
        weight: 0.55,
        fix: "Take the names from the table of OAuth2 scopes and join them by spaces (%20).",
      },
      {
        reason: "scope/wrong-delimiter",
        weight: 0.35,
        fix: "Join scopes by a space, encoded once.",
        tell: "The scope value has commas, or %2B.",
      },
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.35,
        fix: "Some scopes (rpc, messages.read, relationships.read) need Discord's approval.",
        tell: "The scope is in the table with a remark.",
      },
    ],
    page: OAUTH,
    example: { error: "invalid_scope", description: "The requested scope is invalid, unknown, or malformed." },
  },
  {
    id: "grant-none",
    error: "unsupported_grant_type",
    says: /Grant type None is not supported/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-content-type",
        weight: 0.85,
        fix: "POST application/x-www-form-urlencoded to /oauth2/token; JSON is not read.",
      },
      { reason: "request/parameter-absent", weight: 0.4, fix: "Send grant_type in the body." },
    ],
    page: OAUTH,
    example: { error: "unsupported_grant_type", description: "Grant type None is not supported" },
  },
  {
    id: "unsupported_grant_type",
    error: "unsupported_grant_type",
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.7,
        fix: "Use authorization_code, refresh_token or client_credentials.",
      },
      { reason: "request/wrong-content-type", weight: 0.5, fix: "POST a form, not JSON." },
    ],
    page: OAUTH,
    example: { error: "unsupported_grant_type", description: "Grant type password is not supported" },
  },
  {
    id: "invalid-grant-refresh",
    error: "invalid_grant",
    parameter: { name: "grant_type", like: /^refresh_token$/ },
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.45,
        fix: "Store the refresh_token of every refresh: the old one ends.",
      },
      {
        reason: "refresh-token/revoked",
        weight: 0.4,
        fix: "Send the user through authorization again: they removed the app under Authorized Apps, or another sign-in replaced the token.",
      },
      { reason: "refresh-token/expired", weight: 0.3, fix: "Send the user through authorization again." },
    ],
    page: REFRESH,
    example: {
      error: "invalid_grant",
      status: 400,
      request:
        "POST https://discord.com/api/v10/oauth2/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=example&client_id=100000000000000001",
    },
  },
  {
    id: "invalid-grant",
    error: "invalid_grant",
    means: [
      { reason: "code/unknown", weight: 0.45, fix: "Send the code of the callback unchanged, in a form body." },
      {
        reason: "refresh-token/revoked",
        weight: 0.4,
        fix: "Send the user through authorization again.",
        tell: "grant_type is refresh_token.",
      },
      { reason: "code/already-used", weight: 0.4, fix: "Exchange each code once." },
    ],
    page: CODE2,
    example: { error: "invalid_grant", status: 400 },
  },
];
