/** What may be registered as a redirect URI. */
import { describe, expect, it } from "vitest";
import { redirectUriFault } from "./redirect-uri.ts";

describe("redirectUriFault", () => {
  const ABSOLUTE = "it must be an absolute URI";
  const PRIVATE = "a private-use scheme must be a reversed domain name, such as com.example.app";
  it.each<[uri: string, fault: string | undefined]>([
    ["https://app.example/cb", undefined],
    ["https://app.example:8443/cb?x=1", undefined],
    ["http://localhost:3000/cb", undefined],
    ["http://127.0.0.1/cb", undefined],
    ["http://[::1]:80/cb", undefined],
    ["com.example.app:/cb", undefined],
    ["/cb", ABSOLUTE],
    ["app.example/cb", ABSOLUTE],
    ["", ABSOLUTE],
    ["https://", ABSOLUTE],
    ["https://app.example/cb#", "it must have no fragment"],
    ["https://app.example/cb#top", "it must have no fragment"],
    ["https://user@app.example/cb", "it must have no user name in it"],
    ["http://app.example/cb", "http is taken on loopback addresses only; use https"],
    ["http://127.0.0.1.evil.example/cb", "http is taken on loopback addresses only; use https"],
    ["myapp:/cb", PRIVATE],
    ["javascript:alert(1)", PRIVATE],
    ["data:text/html,x", PRIVATE],
  ])("%j: %s", (uri, fault) => expect(redirectUriFault(uri, "native")).toBe(fault));

  it.each([
    "https://app.example/cb\n",
    " https://app.example/cb",
    "https://app.example/c\tb",
    "https://app.example/ü",
    "https://app.example/ cb",
  ])("%j is no URI: RFC 3986 has neither blanks nor letters beyond ASCII, and neither has a Location header", (uri) =>
    expect(redirectUriFault(uri, "native")).toBeTypeOf("string"),
  );

  it("a private-use scheme belongs to native clients", () => {
    expect(redirectUriFault("com.example.app:/cb", "native")).toBeUndefined();
    expect(redirectUriFault("com.example.app:/cb", "web")).toMatch("native");
  });
});
