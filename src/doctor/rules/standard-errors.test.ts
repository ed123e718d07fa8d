/** What a standard error means by what was asked for, and where users write its name in words. */
import { expect, it } from "vitest";
import { explain } from "../explain.ts";

const reasons = (text: string): readonly string[] =>
  explain(JSON.stringify({ text })).findings.map(({ reason }) => reason);

it("a client that is refused in the device flow is registered for something else", () => {
  expect(reasons('The device authorization fails: {"error":"invalid_client"}')[0]).toBe("client/type-mismatch");
  expect(reasons('The token request fails: {"error":"invalid_client"}')[0]).toBe("client-auth/secret-wrong");
});

it.each([
  ["gtoken", "Error: invalid_grant\n    at Gaxios._request (/srv/node_modules/gtoken/build/src/index.js:120:9)"],
  ["google-auth for Python", 'RefreshError: invalid_grant\n  File "google/oauth2/service_account.py", line 410'],
  ["PHP", "Google\\Auth\\Credentials\\ServiceAccountCredentials: invalid_grant"],
])("frames of %s tell that an assertion was refused, and no code", (_, text) => {
  const found = reasons(text);
  expect(found).toContain("time/clock-skew");
  expect(found.filter((reason) => reason.startsWith("code/") || reason.startsWith("refresh-token/"))).toEqual([]);
});

it.each([
  ["invalid grant", "With the code flow I always get invalid grant", "code/already-used"],
  ["unauthorized client", "The page says unauthorized client after consent", "client/grant-type-not-allowed"],
])("%s is an error also where it is written as words", (_, text, reason) => {
  expect(reasons(text)).toContain(reason);
});

it("a password grant that is refused as invalid_request may not be supported", () => {
  const request =
    "POST /oauth/token HTTP/1.1\nHost: id.example\n\ngrant_type=password&username=a&password=b&client_id=c";
  const body = '{"error":"invalid_request"}';
  const found = explain(JSON.stringify({ request, response: { status: 400, headers: {}, body } })).findings;
  expect(found.map(({ reason }) => reason)).toContain("request/grant-type-unsupported");
});

it("a JSON body is no fault for a server that reads JSON", () => {
  const request =
    'POST /oauth/token HTTP/1.1\nHost: app.example\nContent-Type: application/json\n\n{"grant_type":"password","client_id":"2","client_secret":"s","username":"a","password":"b"}';
  const of = (body: string) =>
    explain(
      JSON.stringify({ request, response: { status: 401, headers: { "content-type": "application/json" }, body } }),
    ).findings[0]?.reason;
  expect(of('{"error":"invalid_client"}')).toBe("request/wrong-content-type");
  expect(of('{"error":"invalid_client","message":"Client authentication failed"}')).not.toBe(
    "request/wrong-content-type",
  );
  expect(of('{"error":"invalid_client","from":"Laravel"}'), "its HTTP client sends JSON by default").toBe(
    "request/wrong-content-type",
  );
});
