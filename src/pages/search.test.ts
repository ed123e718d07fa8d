import { describe, expect, it } from "vitest";
import { threadWork } from "../../test/thread-work.ts";
import { causeCodes, causeOf } from "../reasons/causes.ts";
import { cataloguePage } from "./catalogue.tsx";
import { search } from "./search.ts";

const base = "/auth";

describe("the search of the catalogue", () => {
  it.each([
    ["scope/misspelled", "scope/misspelled"],
    ["misspelled", "scope/misspelled"],
    ["redirect_uri", "redirect-uri/absent"],
    ["token_expired", "token/expired"],
    ["scope/prefix-missing", "scope/prefix-missing"],
    ["clock-skew", "time/clock-skew"],
    ["use_dpop_nonce", "dpop/nonce-required"],
    ["AADSTS50105", "user/not-assigned"],
    ["invalid_callback", "redirect-uri/absent"],
    ["Wrong secret", "client-auth/secret-wrong"],
    ["code verifier wrong", "code/wrong-kind"],
    ["comma", "scope/wrong-delimiter"],
  ])("%s finds %s first", (asked, code) => {
    expect(search(asked)[0]?.code).toBe(code);
  });

  it("of a standard error finds exactly the reasons that return it", () => {
    const found = search("invalid_scope").map(({ code }) => code);
    const answered = causeCodes.filter((code) => causeOf(code).errors.includes("invalid_scope"));
    expect(found.sort()).toEqual(answered.sort());
    expect(cataloguePage({ base, q: "invalid_scope" })).toContain('href="/auth/errors/standard/invalid_scope"');
  });

  it.each([
    ["The code was redeemed 3 ms ago and is good once; its tokens are now revoked. Start again.", "code/already-used"],
    ["'banana' is unknown. Use the names in scopes_supported of the issuer's metadata.", "scope/unknown"],
    ["'read_profile,write' joins scopes by a comma instead of a space", "scope/wrong-delimiter"],
    ["redirect_uri is 'http://a/cb', but the authorization request had 'http://b/cb'", "code/redirect-uri-mismatch"],
    [
      "No access token is in the Authorization header or in a posted form. Send it as Authorization: Bearer.",
      "token/absent",
    ],
    ["client secret is wrong invalid expired unknown", "client-auth/failed"],
    ["http://localhost:9400/errors/scope/unknown?ref=25kpgjw2dde2", "scope/unknown"],
    ["/errors/pkce/required", "pkce/required"],
    [
      "https://app.example/cb?error=invalid_request&error_description=x&error_uri=https%3A%2F%2Fid.example%2Ferrors%2Fpkce%2Frequired%3Fref%3D25kpgjw2dde2&state=s",
      "pkce/required",
    ],
    ["https://app.example/cb#error=access_denied&state=s", "user/denied"],
    [
      '{"error":"invalid_scope","error_uri":"https://id.example/errors/scope/unknown?ref=25kpgjw2dde2"}',
      "scope/unknown",
    ],
    ["AADSTS54005: OAuth2 Authorization code was already redeemed", "code/already-used"],
    ["bad_verification_code", "code/unknown"],
    ["bearer", "token/absent"],
  ])("%s, pasted, finds %s first", (asked, code) => {
    expect(search(asked)[0]?.code).toBe(code);
  });

  it("of a status finds what returns it", () => {
    expect(search("429").map(({ code }) => code)).toContain("client-auth/throttled");
    expect(search("401").length).toBeGreaterThan(5);
  });

  it.each([
    "25kpgjw2dde2",
    " 25kpgjw2dde2\n",
    "https://id.example/errors/scope/unknown?ref=25kpgjw2dde2",
    "https://app.example/cb?error=x&error_uri=https%3A%2F%2Fid.example%2Ferrors%2Fpkce%2Frequired%3Fref%3D25kpgjw2dde2",
    "https://id.example/refusals/25kpgjw2dde2",
  ])("of %j offers the refusal itself", (q) => {
    expect(cataloguePage({ base, q })).toContain('href="/auth/refusals/25kpgjw2dde2"');
  });

  it.each(["constructor", "__proto__", "toString error in the redirect uri"])("of %s finds no more than words", (q) => {
    expect(() => search(q)).not.toThrow();
  });

  it("takes no word for a reference", () => {
    expect(cataloguePage({ base, q: "brethrenxyzz" })).not.toContain("/refusals/");
  });

  it("takes no longer for a long text than for a short one", () => {
    for (const q of [
      "a ".repeat(1_000),
      "error=".repeat(300),
      '"error'.repeat(300),
      "https://".repeat(250),
      "'".repeat(2_000),
    ]) {
      expect(threadWork(() => cataloguePage({ base, q })).took).toBeLessThan(1_000);
    }
  });

  it("finds what only other servers have, after what is refused for here", () => {
    expect(search("invalid_grant").map(({ code }) => code)).toContain("grant/revoked-by-user");
    expect(search("CORS").map(({ code }) => code)).toContain("transport/cors-blocked");
    expect(search("certificate").map(({ code }) => code)).toContain("transport/certificate-problem");
    expect(search("certificate problem")[0]?.code).toBe("transport/certificate-problem");
    expect(cataloguePage({ base, q: "cors-blocked" })).toContain('<span class="tag">elsewhere</span>');
  });

  it("of a name says what Candor returns, and where the name misleads", () => {
    const html = cataloguePage({ base, q: "invalid_client_secret" });
    expect(html).toContain("Candor returns: invalid_client, 401.");
    expect(html).toContain("A wrong secret is invalid_client, not invalid_grant");
  });

  it("helps if nothing is found, and finds nothing for an empty search", () => {
    expect(cataloguePage({ base, q: "xyzzy" })).toContain("Nothing found");
    expect(search(" ")).toEqual([]);
    expect(search("the")).toEqual([]);
  });
});
