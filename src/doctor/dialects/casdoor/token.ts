/** Casdoor: its messages. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://github.com/casdoor/casdoor/blob/master/object/token_oauth.go";
const PAGE_1 = "https://github.com/casdoor/casdoor/blob/master/object/token_oauth_util.go";

export const token: readonly Signature[] = [
  {
    id: "code-used",
    error: "invalid_grant",
    says: /authorization code has been used for token/i,
    distinctive: true,
    means: [{ reason: "code/already-used", weight: 0.98, fix: "Redeem each code once." }],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "authorization code has been used for token: [admin/abc]" },
  },
  {
    id: "code-invalid",
    error: "invalid_grant",
    says: /authorization code: \[.*\] is invalid/i,
    distinctive: true,
    means: [
      { reason: "code/unknown", weight: 0.6, fix: "Send the code to the Casdoor that gave it." },
      { reason: "code/corrupted", weight: 0.3, fix: "Decode the code once." },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "authorization code: [abc] is invalid" },
  },
  {
    id: "code-expired",
    error: "invalid_grant",
    says: /authorization code has expired/i,
    means: [{ reason: "code/expired", weight: 0.97, fix: "Redeem the code at once; check the clock of the server." }],
    page: PAGE_0,
    example: {
      error: "invalid_grant",
      description:
        "authorization code has expired, nowUnix: [2026-01-01T00:10:00Z], token.CodeExpireIn: [2026-01-01T00:05:00Z]",
    },
  },
  {
    id: "code-empty",
    error: "invalid_request",
    says: /authorization code should not be empty/i,
    means: [{ reason: "request/parameter-absent", weight: 0.95, fix: "Send code." }],
    page: PAGE_0,
    example: { error: "invalid_request", description: "authorization code should not be empty" },
  },
  {
    id: "verifier",
    error: "invalid_grant",
    says: /verifier is invalid,? challengeanswer/i,
    distinctive: true,
    means: [
      { reason: "pkce/verifier-mismatch", weight: 0.97, fix: "Send the code_verifier that made the challenge (S256)." },
    ],
    page: PAGE_0,
    example: {
      error: "invalid_grant",
      description: "verifier is invalid, challengeAnswer: [abc], token.CodeChallenge: [def]",
    },
  },
  {
    id: "other-client",
    error: "invalid_grant",
    says: /the token is for wrong application \(client_id\)/i,
    distinctive: true,
    means: [
      { reason: "code/of-other-client", weight: 0.6, fix: "Use the client_id that began the flow." },
      {
        reason: "refresh-token/of-other-client",
        weight: 0.5,
        fix: "Refresh with the client that got the token.",
        tell: "It is a refresh.",
      },
    ],
    page: PAGE_0,
    example: {
      error: "invalid_grant",
      description:
        "the token is for wrong application (client_id), application.Name: [app-a], token.Application: [app-b]",
    },
  },
  {
    id: "resource",
    error: ["invalid_target", "invalid_grant"],
    says: /resource parameter does not match/i,
    means: [{ reason: "resource/mismatch", weight: 0.97, fix: "Send the same resource in both requests." }],
    page: PAGE_0,
    example: {
      error: "invalid_target",
      description:
        "resource parameter does not match authorization request, expected: [https://a.example.com], got: [https://b.example.com]",
    },
  },
  {
    id: "client-id",
    error: "invalid_client",
    says: /client_id is invalid|invalid client_id/i,
    means: [{ reason: "client/unknown", weight: 0.96, fix: "Copy Client ID from Applications > (app)." }],
    page: PAGE_0,
    example: { error: "invalid_client", description: "client_id is invalid" },
  },
  {
    id: "client-secret",
    error: "invalid_client",
    says: /client_secret is invalid/i,
    means: [
      { reason: "client-auth/secret-wrong", weight: 0.9, fix: "Copy Client secret from Applications > (app)." },
      { reason: "client-auth/secret-absent", weight: 0.2, fix: "Send it, or use PKCE." },
    ],
    page: PAGE_0,
    example: {
      error: "invalid_client",
      description: "client_secret is invalid for application: [admin/app], token.CodeChallenge: empty",
    },
  },
  {
    id: "assertion",
    error: "invalid_client",
    says: /client_assertion is invalid/i,
    means: [
      { reason: "client-auth/assertion-invalid", weight: 0.95, fix: "Sign with the certificate of the application." },
    ],
    page: PAGE_0,
    example: { error: "invalid_client", description: "client_assertion is invalid" },
  },
  {
    id: "grant-type",
    error: "unsupported_grant_type",
    says: /grant_type: \S+ is not supported in this application/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.97,
        fix: "Applications > (app) > Grant types: add the grant.",
      },
    ],
    page: PAGE_0,
    example: {
      error: "unsupported_grant_type",
      description: "grant_type: password is not supported in this application",
    },
  },
  {
    id: "scope",
    error: "invalid_scope",
    says: /requested scope is invalid or not defined in the application/i,
    distinctive: true,
    means: [{ reason: "scope/unknown", weight: 0.85, fix: "Applications > (app) > Scopes: add the scope." }],
    page: PAGE_0,
    example: {
      error: "invalid_scope",
      description: "the requested scope is invalid or not defined in the application",
    },
  },
  {
    id: "scope-subject",
    error: "invalid_scope",
    says: /requested scope '.+' is not in subject token'?s scope/i,
    distinctive: true,
    means: [{ reason: "scope/exceeds-grant", weight: 0.97, fix: "Ask only what the subject token holds." }],
    page: PAGE_0,
    example: { error: "invalid_scope", description: "requested scope 'admin' is not in subject token's scope" },
  },
  {
    id: "redirect",
    says: /redirect uri: \S+ doesn.?t exist in the allowed redirect uri list|redirect ur[il].{0,60}allowed/i,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.94,
        fix: "Applications > (app) > Redirect URLs: add the URL (a pattern is accepted).",
      },
    ],
    page: PAGE_1,
    example: {
      body: '{"status":"error","msg":"Redirect URI: https://app.example.com/callback doesn\'t exist in the allowed Redirect URI list"}',
      status: 200,
    },
  },
];
