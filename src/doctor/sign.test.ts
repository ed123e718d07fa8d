/** What is a sign of OAuth, and what only uses its words. */
import { expect, it } from "vitest";
import { explain } from "./explain.ts";

const text = (written: string): string => JSON.stringify({ text: written });

it.each([
  ["a standard error", '{"error":"invalid_grant"}'],
  ["a common error in its place", '{"error":"access_denied"}'],
  ["a common error after a status", text("Error 403: access_denied")],
  ["a parameter", text("Unknown client_id")],
  ["a term", text("The authorization code has expired")],
  ["a term in Russian", text("Неверный код авторизации")],
  ["a term in Japanese", text("リダイレクトURIが一致しません")],
  ["a term in German", text("Die Weiterleitungs-URI ist ungültig")],
  ["an authorization request", "https://id.example/x?response_type=code&client_id=shop"],
  ["a callback", "https://app.example/cb?code=abc&state=xyz"],
  ["metadata", text("Could not reach https://id.example/.well-known/openid-configuration")],
  [
    "a bearer token",
    JSON.stringify({ request: "GET /orders HTTP/1.1\nAuthorization: Bearer abc", response: { status: 401 } }),
  ],
  ["a stated provider", JSON.stringify({ text: "Something went wrong", context: { provider: "keycloak" } })],
  ["a claim", text("iat is at a future date")],
  ["a reason of the catalogue", "scope/misspelled"],
  ["a code of a provider", text("AADSTS50011: The reply URL does not match")],
  ["a code of AD FS", text("MSIS9611: The grant is not supported")],
  ["the name of an exception", text("JWSSignatureVerificationFailed: signature verification failed")],
  ["a product with a hint", text("Login required at auth0")],
  ["a proxy that drops the token", text('proxy_set_header Authorization "";')],
  ["an error that only this protocol has", text("deleted_client: it was removed")],
])("%s is a sign", (_, input) => {
  expect(explain(input).isOAuth).toBe(true);
});

it.each([
  ["a compiler's token", "error: unexpected token `client`, expected one of the scopes of the grant"],
  ["a variable's scope", "error TS2339: Property 'scope' does not exist on type 'Token'."],
  ["SQL's GRANT", 'ERROR:  permission denied: GRANT ALL to client "app" was revoked'],
  ["a certificate", "x509: certificate has expired or is not yet valid, issuer unknown"],
  ["SAML's audience and issuer", "SAML Response rejected: Invalid audience, issuer and authorization"],
  ["a registry's token", "npm ERR! 401 Unauthorized: your access token expired or was revoked"],
  ["a form's token", "Forbidden: CSRF token missing or expired, sign in with your session again"],
  ["a product's database", 'Keycloak: ERROR: relation "realm" does not exist'],
  ["an exit code", "The process finished with exit code 1"],
  ["a bare error", "authentication_error"],
])("%s is none", (_, input) => {
  for (const way of [input, text(input)]) {
    const { isOAuth, findings } = explain(way);
    expect({ isOAuth, findings }).toEqual({ isOAuth: false, findings: [] });
  }
});
