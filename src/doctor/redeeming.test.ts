/** What is about the redemption of a code was refused by the token endpoint. */
import { describe, expect, it } from "vitest";
import { explain } from "./explain.ts";

const first = (text: string): string | undefined => explain(text).findings[0]?.reason;

describe("redirect_uri_mismatch", () => {
  it.each([
    "omniauth: (acme) Callback phase initiated.\nOAuth2::Error, redirect_uri_mismatch",
    "I get redirect_uri_mismatch when I exchange the code",
    'client.exchange_code(): {"error":"redirect_uri_mismatch"}',
  ])("of the token endpoint is about two requests: %s", (text) => {
    expect(first(text)).toBe("code/redirect-uri-mismatch");
  });

  it.each([
    "Error 400: redirect_uri_mismatch. Later I exchange the code for a token.",
    "I get redirect_uri_mismatch when I sign in",
  ])("of a page is about what is registered: %s", (text) => {
    expect(first(text)).toBe("redirect-uri/unregistered");
  });
});

it("Node's frames of a failed connection say that no server answered", () => {
  const frames =
    "InternalOAuthError: Failed to obtain access token\n    at TLSSocket.socketErrorListener (_http_client.js:310:9)";
  expect(first(frames)).toBe("transport/unreachable");
});

describe("scopes that a provider doesn't have", () => {
  it.each([
    ["GitLab says that the scope is malformed (scope=openid+email+offline_access)", true],
    ["Google: invalid_scope. scope: openid email groups", true],
    ["Keycloak: invalid_scope. scope: openid email offline_access", false],
    ["GitLab: invalid_scope. scope: openid email", false],
  ])("%s", (text, isFound) => {
    const rules = explain(text).findings.map(({ rule }) => rule);
    expect(rules.includes("scope/provider")).toBe(isFound);
  });
});
