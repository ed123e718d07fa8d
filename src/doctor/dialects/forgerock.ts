/** ForgeRock AM (PingAM) and OpenAM. */
import type { Dialect } from "./define.ts";

const SOURCE =
  "https://github.com/OpenIdentityPlatform/OpenAM/tree/master/openam-oauth2/src/main/java/org/forgerock/oauth2/core/exceptions";

export const forgerock: Dialect = {
  provider: "forgerock",
  name: "ForgeRock AM / OpenAM",
  hosts: [".forgeblocks.com"],
  marks: [/\bforgerock\b/i, /\bopenam\b/i, /\/oauth2\/realms\//, /\/am\/oauth2\//],
  signatures: [
    {
      id: "redirect",
      error: ["redirect_uri_mismatch"],
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.95,
          fix: "Add the exact URI to Redirection URIs of the OAuth 2.0 client, in this realm.",
        },
      ],
      page: SOURCE,
      example: {
        error: "redirect_uri_mismatch",
        description: "The redirection URI provided does not match a pre-registered value.",
      },
    },
    {
      id: "scope",
      says: /Unknown\/invalid scope\(s\)/i,
      distinctive: true,
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.9,
          fix: "Add the scope to Scope(s) of the OAuth 2.0 client.",
        },
      ],
      page: SOURCE,
      example: { error: "invalid_scope", description: "Unknown/invalid scope(s): [photos]" },
    },
    {
      id: "scope-absent",
      says: /No scope requested and no default scope configured/i,
      distinctive: true,
      means: [{ reason: "scope/missing", weight: 0.98, fix: "Send scope, or set Default Scope(s)." }],
      page: SOURCE,
      example: { error: "invalid_scope", description: "No scope requested and no default scope configured" },
    },
    {
      id: "grant",
      says: /provided access grant is invalid, expired, or revoked/i,
      distinctive: true,
      means: [
        { reason: "code/already-used", weight: 0.45, fix: "Redeem each code once." },
        { reason: "refresh-token/revoked", weight: 0.35, fix: "Sign in again.", tell: "grant_type is refresh_token." },
        { reason: "code/expired", weight: 0.3, fix: "Redeem it at once." },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.25,
          fix: "Send the redirect_uri of the authorization request.",
        },
      ],
      page: SOURCE,
      example: { error: "invalid_grant", description: "The provided access grant is invalid, expired, or revoked." },
    },
    {
      id: "login",
      error: "login_required",
      says: /The request requires login/i,
      means: [{ reason: "user/login-required", weight: 0.95, fix: "Repeat without prompt=none." }],
      page: SOURCE,
      example: { error: "login_required", description: "The request requires login." },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        { reason: "client-auth/secret-wrong", weight: 0.5, fix: "Set the client secret of the OAuth 2.0 client." },
        {
          reason: "client-auth/method-mismatch",
          weight: 0.45,
          fix: "Set Token Endpoint Authentication Method of the client.",
        },
        { reason: "client/unknown", weight: 0.35, fix: "Use the realm that holds the client." },
      ],
      page: SOURCE,
      example: { error: "invalid_client", description: "Client authentication failed" },
    },
  ],
};
