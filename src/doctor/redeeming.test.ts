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

it("Node's frames of a failed connection say that no server responded", () => {
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

describe("classes of libraries", () => {
  const says = (text: string) => explain(text).findings.flatMap(({ evidence }) => evidence.map(({ says }) => says));
  it.each([
    ["Authorization error: InvalidTargetError: Incorrect parameters", "invalid_target"],
    ["acme.tokens.InvalidGrantError: no", "invalid_grant"],
    ["UnsupportedGrantTypeException at TokenEndpoint", "unsupported_grant_type"],
  ])("stand for an error: %s", (text, error) => expect(says(text)).toContain(`the server returns ${error}`));

  it("of other fields stand for none", () => {
    expect(says("sqlalchemy.exc.InvalidRequestError: Table is already defined")).toEqual([]);
  });
});

it("a member that names a field is read with its resource", () => {
  const body =
    '{"message":"Bad Request","errors":[{"resource":"RefreshToken","field":"refresh_token","code":"invalid"}]}';
  expect(
    explain(`POST https://www.strava.com/oauth/token resulted in a 400 response:\n${body}`).findings[0]?.rule,
  ).toBe("strava/refresh");
});

it("a redirect URI over http in a message is one, too", () => {
  const text =
    "The redirect URI in the request: http://app.example.org/cb did not match. It should not be http, but https.";
  const { findings } = explain(`redirect_uri_mismatch. ${text} It sends http instead of https.`);
  expect(findings[0]?.reason).toBe("redirect-uri/scheme-mismatch");
});

describe("sentences of RFC 6749", () => {
  it.each([
    [
      "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
      "invalid_grant",
    ],
    ["The authorization grant type is not supported by the authorization server.", "unsupported_grant_type"],
    [
      "Client authentication failed due to unknown client, no client authentication included, or more",
      "invalid_client",
    ],
  ])("stand for an error: %s", (sentence, error) => {
    expect(explain(sentence).findings.flatMap(({ evidence }) => evidence.map(({ says }) => says))).toContain(
      `the server returns ${error}`,
    );
  });
});

it("a server that refuses the client hasn't come to the parameters of the grant", () => {
  const request =
    "POST /token HTTP/1.1\nHost: id.example.org\n\ngrant_type=password&client_id=a&client_secret=b7d1&password=c";
  const of = (error: string) =>
    explain(JSON.stringify({ request, response: { status: 401, headers: {}, body: JSON.stringify({ error }) } }));
  expect(of("invalid_request").findings[0]?.reason).toBe("request/parameter-absent");
  expect(of("invalid_client").findings[0]?.reason).not.toBe("request/parameter-absent");
});
