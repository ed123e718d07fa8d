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

it("advice for everybody is no sign of lost cookies", () => {
  const text =
    '{"error":"invalid_request","error_description":"Something failed. Please try clearing your session cookies and logging in again"}';
  expect(explain(text).findings.map(({ reason }) => reason)).not.toContain("transport/cookies-blocked");
});
