/** Hosts of two environments beside a refused client. */
import { expect, it } from "vitest";
import { explain } from "../explain.ts";

const found = (text: string) =>
  explain(JSON.stringify({ text })).findings.find(({ rule }) => rule === "request/environments");
const REFUSED = '{"error":"invalid_client"}';

it.each([
  ["a label", `The app is of console.sandbox.bank.example. POST https://api.bank.example/oauth/token ${REFUSED}`],
  ["a part of a label", `created at app-test.sign.example, calling https://api.sign.example/oauth2/token: ${REFUSED}`],
  ["the other way round", `keys of www.pay.example, POST https://api.uat.pay.example/token gives ${REFUSED}`],
])("%s tells a trial environment from the other", (_, text) => {
  expect(found(text)?.reason).toBe("request/wrong-environment");
  expect(explain(JSON.stringify({ text })).findings[0]?.reason).toBe("request/wrong-environment");
});

it.each([
  ["one environment", `console.sandbox.bank.example and https://api.sandbox.bank.example/oauth/token ${REFUSED}`],
  ["two organizations", `my app runs at dev.shop.example, and POST https://id.login.example/token gives ${REFUSED}`],
  [
    "an error about something else",
    'console.sandbox.bank.example, https://api.bank.example/token {"error":"invalid_scope"}',
  ],
  ["the name of a tenant", `dev-84123.login.example, and app.login.example gives ${REFUSED}`],
  ["the documentation", `I followed docs.bank.example, POST https://api.sandbox.bank.example/oauth/token ${REFUSED}`],
  ["a country's domain", `my app is on test.shop.co.uk, POST https://api.bank.co.uk/oauth/token ${REFUSED}`],
  ["a word that only contains the name", `latest.bank.example, https://api.bank.example/oauth/token ${REFUSED}`],
])("%s tells nothing", (_, text) => {
  expect(found(text)).toBeUndefined();
});
