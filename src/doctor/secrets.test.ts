/** What was pasted of secrets is in no response, however it was written. */
import { describe, expect, it } from "vitest";
import { explain } from "./explain.ts";
import { toReport } from "./report.ts";
import { diagnosisToTerminal } from "./terminal.ts";

const SECRET = "correcthorsebattery";

describe.each([
  "client_secret",
  "password",
  "refresh_token",
  "access_token",
  "code_verifier",
  "id_token_hint",
  "device_code",
])("%s", (name) => {
  it.each([
    `ERROR token exchange failed invalid_grant ${name}: ${SECRET}`,
    `ERROR token exchange failed: invalid_grant ${name}=${SECRET}`,
    `ERROR failed: invalid_client "{\\"${name}\\":\\"${SECRET}\\"}"`,
    `ERROR failed: invalid_client {'${name}': '${SECRET}'}`,
    `ERROR failed: invalid_client {"${name}": "${SECRET} with, more; words"}`,
    `{"error":"invalid_client","error_description":"Invalid client: ${name} '${SECRET}' is wrong"}`,
    `invalid_client ${name} => ${SECRET}`,
  ])("in %s", (input) => expectNothingOf(input, SECRET));
});

it.each([
  ["AADSTS7000215: Invalid client secret provided: hunter2.", "hunter2"],
  [`state mismatch missing_state Cookie: a=bbbbbbbbbbbb; session=${SECRET}`, SECRET],
  [`invalid_client: {"kty":"EC","d":"${SECRET}d"}`, SECRET],
  [
    "invalid_client could not sign with -----BEGIN PRIVATE KEY-----\nMIIEvQIBADA\nabcdefghij\n-----END PRIVATE KEY-----",
    "MIIEvQIBADA",
  ],
  [
    `POST /token HTTP/1.1\nHost: id.example\nclient_secret: ${SECRET}\n\ngrant_type=client_credentials\n\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_client", error_description="token ${SECRET} unknown"`,
    SECRET,
  ],
  [`https://id.example/authorize?response_type=code&client_id=a&clientSecret=${SECRET}&scope=openid,${SECRET}`, SECRET],
  [
    `curl -u 'cid:Tr0ub4dor%263x' https://id.example/token -d grant_type=client_credentials\n\n{"error":"invalid_client","error_description":"Bad credentials Tr0ub4dor&3x"}`,
    "Tr0ub4dor",
  ],
  [
    `curl https://id.example/token -d grant_type=password -d password=My%20Secret%20Phrase\n\n{"error":"invalid_grant","error_description":"bad password my+secret+phrase"}`,
    "my+secret+phrase",
  ],
])("nor in %s", (input, secret) => expectNothingOf(input, secret));

it("covers no word of a message", () => {
  const [first] = explain(
    '{"error":"invalid_client","error_description":"client_secret is missing; error code: invalid_grant"}',
  ).findings;
  const shown = JSON.stringify(first?.evidence);
  expect(shown).toContain("client_secret is missing");
});

function expectNothingOf(input: string, secret: string): void {
  const diagnosis = explain(input);
  expect(JSON.stringify(toReport(diagnosis))).not.toContain(secret);
  expect(diagnosisToTerminal(diagnosis, { colour: false, width: 100 })).not.toContain(secret);
}
