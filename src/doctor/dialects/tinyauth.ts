/** Tinyauth's OpenID Connect server: lines of its log; the responses are bare standard errors. */
import type { Dialect } from "./define.ts";

const SOURCE = "https://github.com/steveiliop56/tinyauth/blob/main/internal/controller/oidc_controller.go";

export const tinyauth: Dialect = {
  provider: "tinyauth",
  name: "Tinyauth",
  hosts: [],
  marks: [/\btinyauth\b/i],
  signatures: [
    {
      id: "redirect-uri",
      says: /\binvalid_request_uri\b/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.8,
          fix: "Add the URI to trusted redirect URIs of the OIDC client.",
        },
      ],
      page: SOURCE,
      example: { text: "tinyauth: Failed to validate authorize params error=invalid_request_uri" },
    },
    {
      id: "log-client",
      says: /tinyauth[\s\S]*Client not found/i,
      means: [{ reason: "client/unknown", weight: 0.9, fix: "Add the client to the configuration." }],
      page: SOURCE,
      example: { text: "tinyauth: Client not found client_id=app" },
    },
    {
      id: "log-secret",
      says: /tinyauth[\s\S]*Invalid client secret/i,
      means: [{ reason: "client-auth/secret-wrong", weight: 0.93, fix: "Compare the secret with the configuration." }],
      page: SOURCE,
      example: { text: "tinyauth: Invalid client secret client_id=app" },
    },
    {
      id: "log-redirect",
      says: /tinyauth[\s\S]*Redirect URI mismatch/i,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.93,
          fix: "Send the redirect_uri of the authorization request.",
        },
      ],
      page: SOURCE,
      example: { text: "tinyauth: Redirect URI mismatch redirect_uri=https://app.example.com/cb" },
    },
    {
      id: "log-pkce",
      says: /tinyauth[\s\S]*PKCE validation failed/i,
      means: [{ reason: "pkce/verifier-mismatch", weight: 0.93, fix: "Send the verifier of this flow." }],
      page: SOURCE,
      example: { text: "tinyauth: PKCE validation failed" },
    },
    {
      id: "log-code",
      says: /tinyauth[\s\S]*Code not found/i,
      means: [{ reason: "code/already-used", weight: 0.6, fix: "Redeem each code once." }],
      page: SOURCE,
      example: { text: "tinyauth: Code not found" },
    },
    {
      id: "log-code-expired",
      says: /tinyauth[\s\S]*Code expired/i,
      means: [{ reason: "code/expired", weight: 0.95, fix: "Redeem it sooner." }],
      page: SOURCE,
      example: { text: "tinyauth: Code expired" },
    },
    {
      id: "basic",
      says: /Basic realm="Tinyauth OIDC Token Endpoint"/i,
      means: [
        { reason: "client-auth/secret-absent", weight: 0.9, fix: "Send the credentials by Basic or in the form body." },
      ],
      page: SOURCE,
      example: { text: 'www-authenticate: Basic realm="Tinyauth OIDC Token Endpoint"' },
    },
  ],
};
