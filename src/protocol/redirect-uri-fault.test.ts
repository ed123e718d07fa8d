/** What may be registered as a redirect URI. */
import { describe, expect, it } from "vitest";
import { redirectUriFault } from "./redirect-uri.ts";

const NATIVE = { applicationType: "native" } as const;

describe("redirectUriFault", () => {
  const ABSOLUTE = "it must be an absolute URI";
  const NO_HOST = "it must name a host after //";
  const HTTP = "https, because http is accepted only on loopback addresses";
  const PRIVATE =
    /^a private-use scheme must be a reversed domain name.*RFC 8252, section 8\.4.*add 'myapp' to allowedSchemes/;
  it.each<[uri: string, fault: string | RegExp | undefined]>([
    ["https://app.example/cb", undefined],
    ["https://app.example:8443/cb?x=1", undefined],
    ["http://localhost:3000/cb", undefined],
    ["http://127.0.0.1/cb", undefined],
    ["http://[::1]:80/cb", undefined],
    ["com.example.app:/cb", undefined],
    ["/cb", ABSOLUTE],
    ["app.example/cb", ABSOLUTE],
    ["", ABSOLUTE],
    ["https://", NO_HOST],
    ["http://127.0.0.1:65536/cb", "its port must be a number up to 65535"],
    ["http://127.0.0.1:x/cb", "its port must be a number up to 65535"],
    ["https://[::1/cb", "its host cannot be read"],
    ["https://b\u00fccher.example/cb", "in ASCII without white space, it is 'https://xn--bcher-kva.example/cb'"],
    ["https://app.example/cb#", "it must have no fragment"],
    ["https://app.example/cb#top", "it must have no fragment"],
    ["https://user@app.example/cb", "it must have no user name in it"],
    ["http://app.example/cb", HTTP],
    ["http://127.0.0.1.evil.example/cb", HTTP],
    ["myapp:/cb", PRIVATE],
    ["javascript:alert(1)", /javascript: can't be allowed/],
    ["data:text/html,x", /data: can't be allowed/],
  ])("%j: %s", (uri, fault) => {
    const found = redirectUriFault(uri, NATIVE);
    if (fault instanceof RegExp) expect(found).toMatch(fault);
    else expect(found).toBe(fault);
  });

  it.each(["cursor", "vscode", "jetbrains"])(
    "%s: may be used once it is allowed by name, and no other with it",
    (name) => {
      const allowing = { ...NATIVE, allowedSchemes: [name] };
      expect(redirectUriFault(`${name}://app/callback`, allowing)).toBeUndefined();
      expect(redirectUriFault("myapp://callback", allowing)).toMatch(PRIVATE);
      expect(redirectUriFault(`${name}://app/callback`, { ...allowing, applicationType: "web" })).toMatch("native");
    },
  );

  it.each([
    "https://app.example/cb\n",
    " https://app.example/cb",
    "https://app.example/c\tb",
    "https://app.example/ü",
    "https://app.example/ cb",
  ])("%j is no URI: RFC 3986 has neither blanks nor letters beyond ASCII, and neither has a Location header", (uri) =>
    expect(redirectUriFault(uri, NATIVE)).toBeTypeOf("string"),
  );

  it("a private-use scheme belongs to native clients", () => {
    expect(redirectUriFault("com.example.app:/cb", NATIVE)).toBeUndefined();
    expect(redirectUriFault("com.example.app:/cb", { applicationType: "web" })).toMatch("native");
  });
});
