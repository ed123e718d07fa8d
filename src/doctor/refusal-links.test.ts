import { describe, expect, it } from "vitest";
import { refusalLinks } from "./refusal-links.ts";

const REF = "25kpgjw2dde2";
const at = (issuer: string) => `${issuer}/errors/scope/wrong-delimiter?ref=${REF}`;
const link = (issuer: string) => ({ ref: REF, reason: "scope/wrong-delimiter", url: `${issuer}/refusals/${REF}` });

describe("error_uri leads to the refusal at its server", () => {
  it.each([
    ["alone", at("https://id.example"), "https://id.example"],
    ["of an issuer with a path", at("https://id.example/auth"), "https://id.example/auth"],
    ["on this machine", at("http://localhost:9400"), "http://localhost:9400"],
    [
      "in a token response",
      JSON.stringify({ error: "invalid_scope", error_uri: at("https://id.example") }),
      "https://id.example",
    ],
    [
      "with escaped slashes",
      JSON.stringify({ error_uri: at("https://id.example") }).replaceAll("/", "\\/"),
      "https://id.example",
    ],
    [
      "in a callback URL",
      `https://app.example/cb?error=invalid_scope&error_uri=${encodeURIComponent(at("https://id.example"))}&state=x`,
      "https://id.example",
    ],
    ["in a log line", `WARN sign-in failed: see <${at("https://id.example")}>.`, "https://id.example"],
  ])("%s", (_, text, issuer) => expect(refusalLinks(text)).toEqual([link(issuer)]));
});

describe("a reference alone has no server", () => {
  it.each([
    REF,
    ` ${REF}\n`,
    `Reference: ${REF}`,
    `Remove it. (ref ${REF})`,
    `{"error_description":"Remove it. (ref ${REF})"}`,
  ])("%j", (text) => expect(refusalLinks(text)).toEqual([{ ref: REF }]));
});

describe("anything else is no refusal", () => {
  it.each([
    ["a word of twelve letters", "unauthorized"],
    ["plain HTTP of another machine", at("http://id.example")],
    ["a user name in the URL", at("https://id.example@evil.example")],
    ["an unknown reason", `https://id.example/errors/scope/nonsense?ref=${REF}`],
    ["another scheme", at("javascript://id.example")],
    ["a reference that goes on", `${at("https://id.example")}abc`],
  ])("%s", (_, text) => expect(refusalLinks(text)).toEqual([]));
});

it("each reference is found once, and no more than five", () => {
  expect(refusalLinks(`${at("https://id.example")} (ref ${REF}) ${at("https://id.example")}`)).toEqual([
    link("https://id.example"),
  ]);
  const many = Array.from({ length: 9 }, (_, n) => `(ref 25kpgjw2dde${n})`).join("\n");
  expect(refusalLinks(many)).toHaveLength(5);
});
