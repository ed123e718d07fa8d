import { describe, expect, it } from "vitest";
import { client } from "../../test/catalogue/samples.ts";
import { refuse } from "../reasons/index.ts";
import { scrub } from "../reasons/scrub.ts";
import { isRegistered } from "./redirect-uri.ts";
import { refuseRedirectUri } from "./redirect-uri-difference.ts";

const CALLBACK = "https://app.example/oauth/callback";
const web = client({ redirectUris: [CALLBACK, "http://localhost:3000/cb", "com.example.app:/done?x=1"] });
const native = client({ applicationType: "native", redirectUris: ["http://127.0.0.1/cb", "http://[::1]:7777/cb?x=1"] });

describe("isRegistered", () => {
  it.each(web.redirectUris)("%s, exactly as registered", (uri) => expect(isRegistered(uri, web)).toBe(true));

  it.each([
    "http://127.0.0.1/cb",
    "http://127.0.0.1:80/cb",
    "http://127.0.0.1:1/cb",
    "http://127.0.0.1:65535/cb",
    "http://[::1]/cb?x=1",
    "http://[::1]:51004/cb?x=1",
  ])("%s: any port of a native application's loopback address (RFC 8252 7.3)", (uri) => {
    expect(isRegistered(uri, native)).toBe(true);
    expect(isRegistered(uri, client({ redirectUris: native.redirectUris, applicationType: "web" }))).toBe(
      native.redirectUris.includes(uri),
    );
  });

  it.each([
    "http://localhost:51004/cb",
    "http://127.0.0.1:/cb",
    "http://127.0.0.1:99999/cb",
    "http://127.0.0.1:65536/cb",
    "http://127.0.0.1:123456/cb",
    "http://127.0.0.1:80@evil.example/cb",
    "http://127.0.0.1:80:80/cb",
    "http://127.0.0.1.evil.example/cb",
    "http://127.0.0.1:51004.evil.example/cb",
    "http://127.0.0.1:51004/cb/",
    "http://127.0.0.1:51004/CB",
    "http://127.0.0.1:51004/cb?x=1",
    "http://127.0.0.1:51004/x/../cb",
    "http://127.0.0.1:51004#/cb",
    "http://127.0.0.1:51004",
    "http://127.0.0.2:51004/cb",
    "http://127.1:51004/cb",
    "http://2130706433:51004/cb",
    "http://0x7f.0.0.1:51004/cb",
    "http://[::ffff:127.0.0.1]:51004/cb",
    "http://[0:0:0:0:0:0:0:1]:51004/cb?x=1",
    "http://[::1]:51004/cb",
    "https://127.0.0.1:51004/cb",
    "HTTP://127.0.0.1:51004/cb",
  ])("%s is not the registered loopback address", (uri) => expect(isRegistered(uri, native)).toBe(false));
});

/** What an attacker sends in the hope that it passes for CALLBACK. */
const HOSTILE = [
  "https://app.example/oauth/callback.evil.example",
  "https://app.example/oauth/callback/../../evil",
  "https://app.example/oauth/callback/..%2f..%2fevil",
  "https://app.example/oauth/callback%2e%2e",
  "https://app.example/oauth/callback/",
  "https://app.example/oauth/callback?",
  "https://app.example/oauth/callback?next=https://evil.example",
  "https://app.example/oauth/callback#",
  "https://app.example/oauth/callback#@evil.example",
  "https://app.example/oauth/callback;x=1",
  "https://app.example/oauth//callback",
  "https://app.example/oauth/./callback",
  "https://app.example/OAuth/callback",
  "https://APP.example/oauth/callback",
  "https://app.example:443/oauth/callback",
  "https://app.example.:443/oauth/callback",
  "https://app.example./oauth/callback",
  "https://app.example.evil.example/oauth/callback",
  "https://evilapp.example/oauth/callback",
  "https://app.example@evil.example/oauth/callback",
  "https://app.example:x@evil.example/oauth/callback",
  "https://evil.example@app.example/oauth/callback",
  "https://evil.example/https://app.example/oauth/callback",
  "https://evil.example\\@app.example/oauth/callback",
  "https://app.example\\@evil.example/oauth/callback",
  "https:/app.example/oauth/callback",
  "https:///app.example/oauth/callback",
  "https://app。example/oauth/callback",
  "https://аpp.example/oauth/callback",
  "https://app.example/oauth/cаllback",
  "https://app.example/oauth/callback\u0000",
  "https://app.example/oauth/callback\r\nSet-Cookie: x=1",
  "https://app.example/oauth/call\tback",
  " https://app.example/oauth/callback",
  "https://app.example/oauth/callback ",
  "https%3A%2F%2Fapp.example%2Foauth%2Fcallback",
  "https://app.example/oauth%2Fcallback",
  "https://app.example/oauth/%63allback",
  "http://app.example/oauth/callback",
  "//app.example/oauth/callback",
  "/oauth/callback",
  "app.example/oauth/callback",
  "javascript://app.example/oauth/callback",
  "javascript:alert(1)",
  "data:text/html,x",
  "blob:https://app.example/oauth/callback",
  "view-source:https://app.example/oauth/callback",
  "https://app.example/oauth/callback,https://evil.example",
  "https://app.example/oauth/callback https://evil.example",
  "null",
  "",
  "*",
];

describe("a near miss is never accepted, and refusing it does not fail", () => {
  it.each(HOSTILE)("%j", (uri) => {
    for (const of of [web, client({ ...web, applicationType: "native" })]) {
      expect(isRegistered(uri, of)).toBe(false);
      const { refused, evidence } = refuseRedirectUri(uri, of);
      expect(refused).toMatch(/^redirect-uri\//);
      expect(evidence.sent).toBe(scrub(uri));
    }
  });
});

it("names an unrelated URL, and beside it those that are registered", () => {
  const sent = "https://elsewhere.test/x";
  const refusal = refuse("redirect-uri/unregistered", { clientId: "photos", sent, uris: web.redirectUris });
  expect(refuseRedirectUri(sent, web)).toEqual(refusal);
});
