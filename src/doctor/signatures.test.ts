/** A message that one provider has for its own, where nothing else points to anybody. */
import { expect, it } from "vitest";
import { explain } from "./explain.ts";

const first = (text: string) => explain(text).findings[0];

it.each([
  [
    "java-jwt",
    "The Token's Signature resulted invalid when verified using the Algorithm: HmacSHA256",
    "java-jwt/signature",
  ],
  [
    "Google",
    '{"error":"invalid_grant","error_description":"Token has been expired or revoked."}',
    "google/expired-or-revoked",
  ],
])("the words of %s are its own, although others fit loosely", (_, text, rule) => {
  expect(first(text)?.rule).toBe(rule);
});

it("the sentence of an RFC hides nothing that follows it", () => {
  const text =
    "The requested scope is invalid, unknown, or malformed. The OAuth 2.0 Client is not allowed to request scope 'photos'.";
  expect(first(text)?.reason).toBe("scope/not-allowed-for-client");
});

it.each([
  [
    "a parameter that is missing is no wrong audience",
    "No audience parameter was provided",
    "request/parameter-absent",
  ],
  ["a token that is not found in a request is absent", "OAuth: bearer token not found in the request", "token/absent"],
  [
    "the audience of what a client proves itself by",
    '{"error":"invalid_client","error_description":"The audience is invalid"}',
    "client-auth/assertion-wrong-audience",
  ],
  [
    "acting on behalf of somebody names a flow",
    "OAuth on-behalf-of flow: the resource parameter is missing in the request",
    "request/parameter-absent",
  ],
  ["a name of words", "OAuth: TokenIssuedInTheFuture", "time/clock-skew"],
])("%s", (_, text, reason) => {
  expect(first(JSON.stringify({ text: text.startsWith("No ") ? `access_denied, oauth: ${text}` : text }))?.reason).toBe(
    reason,
  );
});

it("a nonce of a page's policy is none of OpenID Connect", () => {
  const text = "OpenID sign-in: Either a hash or a nonce is required to enable inline execution.";
  expect(explain(JSON.stringify({ text })).findings.map(({ rule }) => rule)).not.toContain("words/message");
});

it.each([
  ["a fragment", "OAuth: redirect_uri must not contain a fragment", "redirect-uri/malformed"],
  [
    "a cookie of state",
    "Sign-in failed: the state cookie is missing (check the callback URL)",
    "request/state-mismatch",
  ],
  ["a header that is lost", "The API gets every header except the Authorization header", "token/absent"],
  [
    "no dynamic registration",
    "OAuth: the server does not support dynamic client registration",
    "registration/not-allowed",
  ],
  ["a key of the session that is missing", "KeyError: 'github_oauth_state' in the session", "request/state-mismatch"],
  [
    "a used state",
    "The authorization state of this page is invalid or has already been consumed",
    "request/state-mismatch",
  ],
  [
    "a status at the token endpoint",
    "401 Client Error: Unauthorized for url: https://id.example/oauth2/token",
    "client-auth/secret-wrong",
  ],
  [
    "a sentence that is quoted among others",
    "the sign-in ends with a 'redirect URI of the app is not registered' in the middle of the page",
    "redirect-uri/unregistered",
  ],
  [
    "a sentence from a query",
    "OpenID silent renew: `The+user+is+not+assigned+to+the+application`",
    "user/not-assigned",
  ],
  ["a claim", '{"errors":["the aud claim is invalid"]}', "token/wrong-audience"],
])("%s is heard", (_, text, reason) => {
  expect(first(JSON.stringify({ text }))?.reason).toBe(reason);
});

it("getting a refusal names no method", () => {
  const text = "OAuth: I always get 401 Unauthorized as response";
  expect(explain(JSON.stringify({ text })).findings.map(({ reason }) => reason)).not.toContain("request/wrong-method");
});

it.each(["I'm testing the OAuth login: invalid_grant", "The online tester of the OAuth API says invalid_grant"])(
  "who tests is in no testing mode: %s",
  (text) => {
    const reasons = explain(JSON.stringify({ text })).findings.map(({ reason, rule }) => `${reason} ${rule}`);
    expect(reasons).not.toContain("grant/app-in-testing-mode words/message");
  },
);

it("a class of MSAL names no type of client", () => {
  const text = "ConfidentialClientApplication.AcquireToken failed: invalid_scope";
  expect(explain(JSON.stringify({ text })).findings.map(({ reason }) => reason)).not.toContain("client/type-mismatch");
});

it("PKCE isn't missing where a code_verifier is sent", () => {
  const text =
    'invalid_client\ncode_verifier: 0123456789012345678901234567890123456789012\n"pkce": { "required": true }';
  expect(explain(JSON.stringify({ text })).findings.map(({ rule, reason }) => `${reason} ${rule}`)).not.toContain(
    "pkce/required words/message",
  );
});

it("advice for everybody is no sign of lost cookies", () => {
  const text =
    '{"error":"invalid_request","error_description":"Something failed. Please try clearing your session cookies and logging in again"}';
  expect(explain(text).findings.map(({ reason }) => reason)).not.toContain("transport/cookies-blocked");
});
