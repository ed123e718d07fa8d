/** The registered redirect URI in the developer's own words. */
import { describe, expect, it } from "vitest";
import { explain } from "../explain.ts";

const ASKED =
  "GET /authorize?response_type=code&client_id=a&redirect_uri=http%3A%2F%2Fapp.example.org%2Fcb HTTP/1.1\nHost: id.example.org";
const first = (text: string) => explain(JSON.stringify({ request: ASKED, text })).findings[0]?.reason;

describe("a refused redirect URI beside the registered one", () => {
  it.each([
    ["redirect-uri/scheme-mismatch", "https://app.example.org/cb"],
    ["redirect-uri/trailing-slash", "http://app.example.org/cb/"],
    ["redirect-uri/wrong-case", "http://app.example.org/CB"],
    ["redirect-uri/port-mismatch", "http://app.example.org:8080/cb"],
  ])("%s", (reason, uri) => {
    expect(first(`The redirect URI is not valid. In the console I have registered ${uri}.`)).toBe(reason);
    expect(first(`The redirect URI is not valid. The callback configured there is:\n${uri}`)).toBe(reason);
  });

  it.each([
    "The redirect URI is not valid. See https://app.example.org/cb for what happens.",
    "I have registered https://app.example.org/cb, and everything works.",
    "The redirect URI is not valid. I have registered http://app.example.org/cb.",
  ])("nothing follows from: %s", (text) => {
    const { findings } = explain(JSON.stringify({ request: ASKED, text }));
    expect(findings.map(({ rule }) => rule)).not.toContain("redirect-uri/mentioned");
  });
});
