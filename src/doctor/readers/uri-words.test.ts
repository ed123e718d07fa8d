/** What the URL of an error's page says. */
import { expect, it } from "vitest";
import { explain } from "../explain.ts";
import { wordsOfUri } from "./uri-words.ts";

it.each<[uri: string, words: string | undefined]>([
  ["https://docs.example.com/errors#redirect-uri-mismatch", "redirect uri mismatch"],
  ["https://docs.example.com/oauth/errors/invalid_scope", "invalid scope"],
  ["https://docs.example.com/errors/redirect-uri/unregistered", "redirect uri unregistered"],
  ["https://docs.example.com/oauth2/troubleshooting/PkceVerificationFailed.html", "Pkce Verification Failed"],
  ["https://docs.example.com/en/v2/problems/token%20expired", "token expired"],
  ["https://docs.example.com/errors", undefined],
  ["https://docs.example.com/oauth2/errors/#section-5.2", undefined],
  ["https://tools.ietf.org/html/rfc6749#section-5.2", undefined],
  ["https://login.microsoftonline.com/error?code=7000215", undefined],
  ["https://docs.example.com", undefined],
  ["no URL", undefined],
])("%s", (uri, words) => expect(wordsOfUri(uri, "invalid_request")).toBe(words));

it("the name of the error again adds nothing", () =>
  expect(wordsOfUri("https://docs.example.com/errors#invalid-grant", "invalid_grant")).toBeUndefined());

it.each([
  [
    '{"error":"invalid_request","error_uri":"https://docs.example.com/errors#redirect-uri-mismatch"}',
    "redirect-uri/unregistered",
  ],
  ['{"error":"invalid_request","error_uri":"https://docs.example.com/errors/invalid_scope"}', "scope/unknown"],
  [
    '{"error":"invalid_grant","error_uri":"https://docs.example.com/oauth/pkce-verification-failed"}',
    "pkce/verifier-mismatch",
  ],
  [
    'HTTP/1.1 400 Bad Request\ncontent-type: application/problem+json\n\n{"type":"https://docs.example.com/problems/invalid-client-secret","title":"Bad Request","status":400}',
    "client-auth/secret-wrong",
  ],
  [
    "https://app.example/cb?error=invalid_request&error_uri=https%3A%2F%2Fdocs.example.com%2Ferrors%23redirect-uri-mismatch&state=1",
    "redirect-uri/unregistered",
  ],
])("is heard: %s", (text, reason) => expect(explain(text).findings[0]?.reason).toBe(reason));
