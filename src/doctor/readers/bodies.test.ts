/** Bodies without the members of RFC 6749: their words are read all the same. */
import { expect, it } from "vitest";
import { explain } from "../explain.ts";

const answered = (body: string) =>
  `POST https://id.example/oauth/token HTTP/1.1\n\nHTTP/1.1 400 Bad Request\n\n${body}`;

it.each([
  ['{"code":40029,"msg":"invalid code: it has been used"}', "code/already-used"],
  ['{"errors":[{"title":"Invalid scope","detail":"The scope email is unknown"}]}', "scope/unknown"],
  ['{"status":"error","reason":"the client secret is wrong"}', "client-auth/secret-wrong"],
  ['{"fault":{"faultstring":"The refresh token has been revoked"}}', "refresh-token/revoked"],
  ['{"result":"fail","resultDescription":"The authorization code has expired"}', "code/expired"],
  ['{"err":"redirect uri is not registered"}', "redirect-uri/unregistered"],
  ['{"Error":{"Msg":"client secret is wrong","No":12}}', "client-auth/secret-wrong"],
  ['{"success":false,"info":{"why":"code_verifier does not match the challenge"}}', "pkce/verifier-mismatch"],
  ['{"meta":{"rtn_msg":"refresh token has been revoked","rtn_code":"E1"}}', "refresh-token/revoked"],
  [
    '<?xml version="1.0"?><Error><Code>InvalidGrant</Code><Message>The authorization code has expired</Message></Error>',
    "code/expired",
  ],
  ["<error><error_description>invalid scope requested</error_description></error>", "scope/unknown"],
  [
    "<!DOCTYPE html><html><head><title>401</title></head><body><h1>Invalid client: unknown client id</h1></body></html>",
    "client/unknown",
  ],
  [
    "<html><head><title>The redirect URI is not registered for this client</title></head><body></body></html>",
    "redirect-uri/unregistered",
  ],
])("%s", (body, reason) => expect(explain(answered(body)).findings[0]?.reason).toBe(reason));

it.each([
  "The response does not contain a refresh_token, refresh_token is undefined",
  "Why do I get no refresh token?",
])("a token response without a refresh token: %s", (complaint) => {
  const body = '{"access_token":"abc","token_type":"Bearer","expires_in":3600}';
  expect(explain(`${complaint}\n${body}`).findings[0]?.reason).toBe("refresh-token/not-issued");
  expect(explain(body).findings.map(({ reason }) => reason)).not.toContain("refresh-token/not-issued");
});

it.each([
  "openid emailhttps://www.googleapis.com/auth/calendar",
  "https://www.googleapis.com/auth/drivehttps://www.googleapis.com/auth/calendar",
  "User.Readhttps://graph.microsoft.com/Mail.Read",
])("a URL glued to another scope: %s", (scope) => {
  const url = `https://id.example/authorize?response_type=code&client_id=a&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=${encodeURIComponent(scope)}`;
  expect(explain(`${url}\n{"error":"invalid_scope"}`).findings[0]?.reason).toBe("scope/wrong-delimiter");
});

it.each([
  [
    "{ error: 'invalid_grant', message: 'The grant is invalid.', hint: 'Failed to verify `code_verifier`.' }",
    "pkce/verifier-mismatch",
  ],
  ["{'error': 'invalid_grant', 'message': 'Refresh token has been revoked'}", "refresh-token/revoked"],
  [
    '{\n  error: "invalid_request",\n  hint: "Check the `redirect_uri` parameter: it is not registered"\n}',
    "redirect-uri/unregistered",
  ],
])("of a printed body, every member is heard: %s", (text, cause) =>
  expect(explain(text).findings[0]?.reason).toBe(cause),
);
