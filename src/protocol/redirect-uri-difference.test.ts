/** Which difference is named for a redirect URI that is not registered, and which registered one it is held against. */
import { describe, expect, it } from "vitest";
import { client } from "../../test/catalogue/samples.ts";
import { refuse } from "../reasons/index.ts";
import { nearestRegistered, refuseRedirectUri } from "./redirect-uri.ts";

const HTTPS = "https://app.example/callback";
const LOCAL = "http://localhost:3000/cb";
const QUERY = "https://app.example/callback?tenant=7";

describe("one difference", () => {
  it.each<[registered: string, sent: string, code: string]>([
    [HTTPS, `${HTTPS}/`, "trailing-slash"],
    ["https://app.example/", "https://app.example", "trailing-slash"],
    [HTTPS, "https://app.example/Callback", "wrong-case"],
    [HTTPS, "https://App.Example/callback", "wrong-case"],
    [HTTPS, "HTTPS://app.example/callback", "wrong-case"],
    [HTTPS, "https%3A%2F%2Fapp.example%2Fcallback", "encoding"],
    [HTTPS, "https://app.example/call%62ack", "encoding"],
    [HTTPS, "http://app.example/callback", "scheme-mismatch"],
    [LOCAL, "https://localhost:3000/cb", "scheme-mismatch"],
    [HTTPS, "https://app.example:8443/callback", "port-mismatch"],
    [LOCAL, "http://localhost:3001/cb", "port-mismatch"],
    [LOCAL, "http://localhost/cb", "port-mismatch"],
    ["http://127.0.0.1:3000/cb", "http://127.0.0.1:3001/cb", "port-mismatch"],
    [LOCAL, "http://127.0.0.1:3000/cb", "host-mismatch"],
    [LOCAL, "http://[::1]:3000/cb", "host-mismatch"],
    [HTTPS, "https://www.app.example/callback", "host-mismatch"],
    ["https://www.app.example/callback", HTTPS, "host-mismatch"],
    [HTTPS, "https://app.internal/callback", "host-mismatch"],
    [HTTPS, "https://app.example/other", "path-mismatch"],
    [HTTPS, QUERY, "path-mismatch"],
    [QUERY, HTTPS, "path-mismatch"],
    [QUERY, "https://app.example/callback?tenant=8", "path-mismatch"],
    [HTTPS, "https://app.example/callback/../../evil", "path-mismatch"],
    [HTTPS, "https://app.example/./callback", "path-mismatch"],
  ])("registered %s, sent %s: %s", (registered, sent, kind) => {
    expect(refuseRedirectUri(sent, client({ redirectUris: [registered] }))).toEqual(
      refuse(`redirect-uri/${kind}` as "redirect-uri/encoding", { clientId: "photos", sent, registered }),
    );
  });
});

describe("more than one difference, or nothing in common", () => {
  it.each([
    [HTTPS, "http://app.example:8080/callback"],
    [HTTPS, "http://app.example/other"],
    [HTTPS, "http://www.app.example/callback"],
    [HTTPS, "https://app.example:8443/other"],
    ["http://app.example:3000/cb", LOCAL],
    [HTTPS, "https://evil.example/callback"],
    [HTTPS, "https://app.example@evil.example/callback"],
    [HTTPS, "https://app.example.evil.example/other"],
    [HTTPS, "com.example.app:/callback"],
    [LOCAL, "http://127.0.0.1:4000/cb"],
    [LOCAL, "http://app.example:3000/cb"],
  ])("registered %s, sent %s: not registered", (registered, sent) => {
    const refusal = refuse("redirect-uri/unregistered", { clientId: "photos", sent, uris: [registered] });
    expect(refuseRedirectUri(sent, client({ redirectUris: [registered] }))).toEqual(refusal);
  });
});

describe("what is no redirect URI at all", () => {
  it.each([
    ["callback", "send an absolute URI"],
    ["", "send an absolute URI"],
    ["https://", "send an absolute URI"],
    ["http://127.0.0.1:99999/cb", "send an absolute URI"],
    [`${HTTPS}#token`, "it must have no fragment"],
    [`${HTTPS}#`, "it must have no fragment"],
  ])("%j: %s", (sent, expected) => {
    const registered = client({ redirectUris: [HTTPS], applicationType: "native" });
    expect(refuseRedirectUri(sent, registered)).toEqual(refuse("redirect-uri/malformed", { sent, expected }));
  });
});

describe("of several registered ones, the nearest is named", () => {
  const registered = client({ redirectUris: ["https://app.example/first", HTTPS, LOCAL] });
  it.each<[sent: string, kind: string, nearest: string]>([
    [`${HTTPS}/`, "trailing-slash", HTTPS],
    ["https://app.example/CALLBACK", "wrong-case", HTTPS],
    ["https://app.example/call%62ack", "encoding", HTTPS],
    ["https://app.example/second", "path-mismatch", "https://app.example/first"],
    ["http://localhost:3001/cb", "port-mismatch", LOCAL],
  ])("%s: %s of %s", (sent, kind, nearest) => {
    expect(refuseRedirectUri(sent, registered)).toEqual(
      refuse(`redirect-uri/${kind}` as "redirect-uri/encoding", { clientId: "photos", sent, registered: nearest }),
    );
  });
});

describe("of a native client", () => {
  const [ipv4, ipv6] = ["http://127.0.0.1/cb", "http://[::1]:7777/cb?x=1"];
  const native = client({ applicationType: "native", redirectUris: [ipv4, ipv6] });
  it.each<[sent: string, nearest: string]>([
    ["http://127.0.0.1:51004/other", ipv4],
    ["http://[::1]:51004/other", ipv6],
  ])("%s differs in its path, and its port is free: %s", (sent, registered) => {
    expect(refuseRedirectUri(sent, native)).toEqual(
      refuse("redirect-uri/path-mismatch", { clientId: "photos", sent, registered }),
    );
  });
});

it.each([
  [HTTPS, "callback"],
  ["callback", HTTPS],
])("%s is not near to %s", (sent, registered) => expect(nearestRegistered(sent, [registered])).toBeUndefined());

describe("says only what is true", () => {
  it("an explicit default port is a difference of the port, a user name none of the path", () => {
    const of = client({ redirectUris: [HTTPS] });
    expect(refuseRedirectUri("https://app.example:443/callback", of).refused).toBe("redirect-uri/port-mismatch");
    expect(refuseRedirectUri("https://user@app.example/callback", of).refused).toBe("redirect-uri/unregistered");
  });
});
