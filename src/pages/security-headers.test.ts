import { describe, expect, it } from "vitest";
import { pageHeaders } from "./security-headers.ts";

const policy = (options?: Parameters<typeof pageHeaders>[0]) => pageHeaders(options)["content-security-policy"];
const BASE = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

describe("pageHeaders", () => {
  it("allows only the stylesheet and inline images", () => {
    expect(policy()).toBe(`${BASE}; form-action 'none'`);
  });

  it("allows forms to this server, and forms that end at an application", () => {
    expect(policy({ forms: "self" })).toBe(`${BASE}; form-action 'self'`);
    expect(policy({ forms: "anywhere" })).toBe(BASE);
  });

  it("lets a sealed page send nothing", () => {
    const headers = pageHeaders({ scriptHash: "self", sealed: true });
    expect(headers["content-security-policy"]).toBe(
      "default-src 'none'; style-src 'self'; img-src data:; connect-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'; script-src 'self'",
    );
    expect(headers["referrer-policy"]).toBe("no-referrer");
  });

  it("allows frames of the origins that it loads, and of no others", () => {
    const frames = ["https://a.example/out?sid=1", "https://a.example/other", "http://127.0.0.1:8080/x;y"];
    expect(policy({ frames })).toContain("; frame-src https://a.example http://127.0.0.1:8080; base-uri");
    expect(policy({})).not.toContain("frame-src");
  });

  it("allows one script by its hash", () => {
    expect(policy({ scriptHash: "sha256-abc=" })).toContain("; script-src 'sha256-abc='");
    expect(policy({ scriptHash: "self" })).toContain("; script-src 'self'");
    expect(() => policy({ scriptHash: "unsafe-inline" })).toThrow(RangeError);
  });
});
