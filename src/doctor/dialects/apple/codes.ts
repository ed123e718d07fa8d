/** Sign in with Apple on codes and refresh tokens. */
import type { Signature } from "../define.ts";
import { ID, NOTE, ONCE, TOKEN } from "./write.ts";

export const codes: readonly Signature[] = [
  {
    id: "code-expired-or-revoked",
    says: /The code has expired or has been revoked/i,
    distinctive: true,
    means: [
      {
        reason: "code/expired",
        weight: 0.7,
        fix: ONCE,
        tell: "More than five minutes lie between callback and redemption.",
      },
      { reason: "code/already-used", weight: 0.5, fix: ONCE, tell: "The same code was redeemed before." },
      {
        reason: "grant/revoked-by-user",
        weight: 0.2,
        fix: "Let the user sign in again.",
        tell: "The user removed the app under Sign-In & Security.",
      },
    ],
    page: NOTE,
    example: { error: "invalid_grant", description: "The code has expired or has been revoked." },
  },
  {
    id: "code-used",
    says: /The code has already been used/i,
    distinctive: true,
    means: [{ reason: "code/already-used", weight: 0.97, fix: ONCE }],
    page: "https://developer.apple.com/forums/thread/726004",
    example: { error: "invalid_grant", description: "The code has already been used." },
  },
  {
    id: "code-other-client",
    says: /(?:client_id|client) mismatch|The code was not issued to/i,
    means: [{ reason: "code/of-other-client", weight: 0.95, fix: ID }],
    page: NOTE,
    example: {
      error: "invalid_grant",
      description: "client_id mismatch. The code was not issued to com.example.app.",
    },
  },
  {
    id: "redirect-uri-mismatch-grant",
    error: "invalid_grant",
    says: /redirect_?\s?uri/i,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.93,
        fix: "Send the redirect_uri of the authorization request; leave it away for a code that a native app got.",
      },
    ],
    page: TOKEN,
    example: {
      error: "invalid_grant",
      description: "The redirect_uri does not match the redirect_uri of the authorization request.",
    },
  },
  {
    id: "verifier",
    error: "invalid_grant",
    says: /code_verifier|code verifier/i,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.8,
        fix: "Send the verifier that the code_challenge was made from.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_grant", description: "The code_verifier is not valid." },
  },
  {
    id: "refresh-invalid",
    says: /(?:The )?(?:refresh )?token (?:has expired or )?(?:has been |is )(?:revoked|invalid|not valid)/i,
    error: "invalid_grant",
    means: [
      {
        reason: "grant/revoked-by-user",
        weight: 0.55,
        fix: "Let the user sign in again: the app was removed under Sign-In & Security > Sign in with Apple.",
      },
      { reason: "refresh-token/revoked", weight: 0.5, fix: "Let the user sign in again." },
      { reason: "refresh-token/of-other-client", weight: 0.3, fix: ID },
    ],
    page: NOTE,
    example: { error: "invalid_grant", description: "The token has expired or has been revoked." },
  },
  {
    id: "invalid-grant-refresh",
    error: "invalid_grant",
    parameter: { name: "grant_type", like: /^refresh_token$/ },
    means: [
      {
        reason: "grant/revoked-by-user",
        weight: 0.55,
        fix: "Let the user sign in again: the app was removed under Sign-In & Security > Sign in with Apple.",
      },
      { reason: "refresh-token/of-other-client", weight: 0.35, fix: ID },
      {
        reason: "refresh-token/unknown",
        weight: 0.35,
        fix: "Store the refresh token whole, and check it once a day at most.",
      },
    ],
    page: NOTE,
    example: {
      error: "invalid_grant",
      request:
        "POST https://appleid.apple.com/auth/token\n\ngrant_type=refresh_token&client_id=com.example.app&refresh_token=example",
    },
  },
  {
    id: "invalid_grant",
    error: "invalid_grant",
    means: [
      { reason: "code/already-used", weight: 0.4, fix: ONCE },
      {
        reason: "code/of-other-client",
        weight: 0.4,
        fix: ID,
        tell: "A native app got the code, and client_id is the Services ID (or the other way round).",
      },
      { reason: "code/expired", weight: 0.35, fix: ONCE },
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.3,
        fix: "Send the redirect_uri of the authorization request; leave it away for a code that a native app got.",
      },
    ],
    page: NOTE,
    example: { error: "invalid_grant" },
  },
];
