import { describe, expect, it } from "vitest";
import { OwnPaths } from "./own-paths.ts";

function paths(base: string, ...routes: string[]): OwnPaths {
  const own = new OwnPaths(base);
  for (const route of routes) own.add(route);
  return own;
}

describe("the paths of Candor in a host", () => {
  const root = paths(
    "",
    "/",
    "/healthz",
    "/readyz",
    "/sitemap.xml",
    "/token",
    "/errors/:family",
    "/errors/:family/:slug",
    "/a.b",
    "/ids/*",
  );

  it.each([
    ["/token", true],
    ["/%74oken", true],
    ["/token/", false],
    ["/tokens", false],
    ["/Token", false],
    ["/errors", false],
    ["/errors/pkce", true],
    ["/errors/pkce/mismatch", true],
    ["/errors/", false],
    ["/errors/a/b/c", false],
    ["/x/errors/pkce", false],
    ["/a.b", true],
    ["/axb", false],
    ["/ids/a", true],
    ["/ids/a/b", true],
    ["/ids/https%3A%2F%2Fapi.example", true],
    ["/ids", false],
    ["/idsa", false],
    // A host has its own.
    ["/", false],
    ["/healthz", false],
    ["/readyz", false],
    ["/sitemap.xml", false],
    ["/%zz", false],
    ["/errors/%zz", false],
    ["", false],
  ])("%s: %j", (path, has) => expect(root.has(path)).toBe(has));

  it("are all Candor's below the path of the issuer", () => {
    const own = paths("/id", "/id/", "/id/healthz", "/id/token", "/id/v1.0/:a");
    for (const path of ["/id/", "/id/healthz", "/id/token", "/id/v1.0/x"]) expect(own.has(path)).toBe(true);
    for (const path of ["/", "/healthz", "/token", "/id/v1x0/x"]) expect(own.has(path)).toBe(false);
    expect([own.below("/token"), own.below("/id/token"), own.below("/other")]).toEqual([
      "/id/token",
      undefined,
      undefined,
    ]);
  });
});
