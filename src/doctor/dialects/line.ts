/** LINE Login: access.line.me and api.line.me. */
import type { Dialect } from "./define.ts";

const LOGIN = "https://developers.line.biz/en/docs/line-login/integrate-line-login-v2";
const AUTO = "https://developers.line.biz/en/docs/line-login/how-to-handle-auto-login-failure/index.html.md";

export const line: Dialect = {
  provider: "line",
  name: "LINE",
  hosts: ["access.line.me", "api.line.me"],
  signatures: [
    {
      id: "redirect",
      says: /Invalid redirect_uri value|redirect_uri does not match/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.88,
          fix: "Add the URL letter for letter under LINE Login > Callback URL in the LINE Developers Console.",
        },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.35,
          fix: "Send the redirect_uri of the authorize request to the token endpoint.",
          tell: "It comes from the token endpoint.",
        },
      ],
      page: LOGIN,
      example: {
        text: "400 Bad Request. Invalid redirect_uri value. Check if it is registered in a LINE developers site.",
      },
    },
    {
      id: "code",
      says: /invalid (authorization )?code|authorization code (is )?(expired|invalid)/i,
      means: [
        { reason: "code/already-used", weight: 0.5, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code within ten minutes." },
        {
          reason: "request/state-mismatch",
          weight: 0.2,
          fix: "After a failed auto login code and state are not valid: compare state first.",
        },
      ],
      page: LOGIN,
      example: { error: "invalid_grant", description: "invalid authorization code", status: 400 },
    },
    {
      id: "client",
      says: /Invalid client_id|invalid client_?id|client_id .{0,20}(not found|invalid)/i,
      means: [{ reason: "client/unknown", weight: 0.92, fix: "Send the Channel ID of the LINE Login channel." }],
      page: LOGIN,
      example: { text: "400 Bad Request. Invalid client_id" },
    },
    {
      id: "secret",
      error: "invalid_client",
      means: [{ reason: "client-auth/secret-wrong", weight: 0.8, fix: "Copy the Channel secret of Basic settings." }],
      page: LOGIN,
      example: { error: "invalid_client", description: "invalid client_secret" },
    },
    {
      id: "developing",
      says: /channel is now developing status|This channel is now developing/i,
      means: [
        {
          reason: "grant/app-in-testing-mode",
          weight: 0.97,
          fix: "Press Published in the console, or give the user a role.",
        },
      ],
      page: LOGIN,
      example: { text: "This channel is now developing status. User need to have developer role." },
    },
    {
      id: "scope",
      error: "invalid_scope",
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.7,
          fix: "Apply for the e-mail permission under OpenID Connect of the channel.",
        },
      ],
      page: LOGIN,
      example: { error: "invalid_scope" },
    },
    {
      id: "refresh",
      says: /invalid refresh[_ ]token/i,
      means: [
        { reason: "refresh-token/expired", weight: 0.6, fix: "Send the user through login again: it lives 90 days." },
      ],
      page: LOGIN,
      example: { error: "invalid_grant", description: "invalid refresh_token" },
    },
    {
      id: "token",
      says: /access token (expired|invalid)|The access token (expired|revoked)/i,
      means: [{ reason: "token/expired", weight: 0.93, fix: "Refresh it: access tokens live 30 days." }],
      page: LOGIN,
      example: { error: "invalid_request", description: "access token expired" },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.93, fix: "The user pressed Cancel: offer to begin again." }],
      page: AUTO,
      example: { error: "access_denied", description: "The resource owner denied the request." },
    },
    {
      id: "login",
      error: ["login_required", "interaction_required"],
      means: [{ reason: "user/login-required", weight: 0.9, fix: "Ask without prompt=none." }],
      page: AUTO,
      example: { error: "login_required" },
    },
  ],
};
