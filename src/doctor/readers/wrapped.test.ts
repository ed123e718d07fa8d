/** The server's error in what libraries of many languages write around it. */
import { expect, it } from "vitest";
import { unwrapped } from "./wrapped.ts";

it.each([
  [
    "(line) Authentication failure! invalid_credentials: OAuth2::Error, invalid_grant: code is dead",
    "invalid_grant",
    "code is dead",
  ],
  ['oauth2: "invalid_grant" "Token has been revoked."', "invalid_grant", "Token has been revoked."],
  ["oauthlib.InvalidGrantError: (invalid_grant) Malformed auth code.", "invalid_grant", "Malformed auth code."],
  ["OAuth2AuthorizationException: [invalid_grant] Code not valid", "invalid_grant", "Code not valid"],
  [
    "Message contains error: 'invalid_client', error_description: 'Bad secret, really.', error_uri: 'null'.",
    "invalid_client",
    "Bad secret, really.",
  ],
  [
    'Err(ServerResponse(Response { error: InvalidGrant, error_description: Some("Code has expired"), error_uri: None }))',
    "invalid_grant",
    "Code has expired",
  ],
  [
    '{"error":"invalid_scope","error_description":"The scope is (truncated...)',
    "invalid_scope",
    "The scope is (truncated...)",
  ],
  ["failure: invalid_client;Description=The secret is wrong", "invalid_client", "The secret is wrong"],
  ["Error: invalid_request: Missing parameter: scope", "invalid_request", "Missing parameter: scope"],
  ["access_denied - The user said no", "access_denied", "The user said no"],
])("%s", (text, error, words) => expect(unwrapped(text)).toEqual({ error, words }));

it.each(["GaxiosError: invalid_grant", "invalid_grant\n    at refresh (/app/x.js:1:2)", "no error at all: here it is"])(
  "nothing is around %j",
  (text) => expect(unwrapped(text)).toBeUndefined(),
);

it.each([
  ["(invalid_scope) 'a' was not granted at first.", "'a' was not granted at first."],
  [
    "error: 'invalid_target', error_description: 'resource 'demo-api' is unknown', error_uri: 'x'",
    "resource 'demo-api' is unknown",
  ],
])("quotes inside the description are kept: %s", (text, words) => expect(unwrapped(text)?.words).toBe(words));
