/** Logto: sign-in and clients. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://github.com/logto-io/logto/issues/3815";
const PAGE_1 = "https://github.com/logto-io/logto/blob/master/packages/phrases/src/locales/en/errors/oidc.ts";
const PAGE_2 =
  "https://github.com/logto-io/logto/blob/master/packages/core/src/middleware/koa-app-secret-transpilation.ts";

export const interaction: readonly Signature[] = [
  {
    id: "redirect-uri",
    error: "invalid_redirect_uri",
    says: /redirect_uri`? did not match any of the client'?s registered|oidc\.invalid_redirect_uri/i,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.88,
        fix: "Console > Applications > (app) > Redirect URIs: add the URI exactly.",
      },
      {
        reason: "client/type-mismatch",
        weight: 0.2,
        fix: "A machine-to-machine app has no sign-in: make a Traditional web, SPA or Native app.",
        tell: "The app is of type machine-to-machine.",
      },
    ],
    page: PAGE_0,
    example: {
      error: "invalid_redirect_uri",
      description: "redirect_uri did not match any of the client's registered redirect_uris",
    },
  },
  {
    id: "invalid-client",
    error: "invalid_client",
    says: /invalid client \S+|oidc\.invalid_client\b/i,
    means: [
      { reason: "client/unknown", weight: 0.85, fix: "Copy the App ID from Console > Applications of this tenant." },
    ],
    page: PAGE_1,
    example: { error: "invalid_client", description: "invalid client abc123" },
  },
  {
    id: "secret-expired",
    error: "invalid_request",
    says: /client secret has expired/i,
    means: [
      {
        reason: "client-auth/secret-expired",
        weight: 0.97,
        fix: "Console > Applications > (app) > App secrets: make a new one.",
      },
    ],
    page: PAGE_2,
    example: { error: "invalid_request", description: "client secret has expired" },
  },
  {
    id: "session-not-found",
    says: /session_not_found|session not found/i,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.5,
        fix: "Begin the sign-in at the application, not at a bookmarked sign-in page, and keep cookies of the Logto host.",
      },
      {
        reason: "transport/cookies-blocked",
        weight: 0.4,
        fix: "Let the browser keep the cookies of the Logto domain (https, same host).",
      },
    ],
    page: PAGE_1,
    example: {
      body: '{"message":"Session not found. Please go back and sign in again.","code":"session.not_found"}',
      status: 400,
    },
  },
  {
    id: "aborted",
    error: "access_denied",
    says: /end-user aborted interaction/i,
    means: [{ reason: "user/denied", weight: 0.95, fix: "Let the user try again." }],
    page: PAGE_1,
    example: { error: "access_denied", description: "End-User aborted interaction" },
  },
];
