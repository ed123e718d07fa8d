import { describe, expect, it } from "vitest";
import { pageHeaders } from "./security-headers.ts";

const policy = (options?: Parameters<typeof pageHeaders>[0]) => pageHeaders(options)["content-security-policy"];

describe("pageHeaders", () => {
  it("allows nothing but the stylesheet, inline images and forms to this server", () => {
    expect(policy()).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    );
  });

  it("allows one script by its hash", () => {
    expect(policy({ scriptHash: "sha256-abc=" })).toContain("; script-src 'sha256-abc='");
    expect(policy({ scriptHash: "self" })).toContain("; script-src 'self'");
    expect(() => policy({ scriptHash: "unsafe-inline" })).toThrow(RangeError);
  });

  it.each([
    ["https://app.example", "https://app.example"],
    ["http://127.0.0.1:3000", "http://127.0.0.1:3000"],
    ["com.example.app:", "com.example.app:"],
    ["http://[::1]:3000", "http:"],
  ])("allows a form to end at %s", (origin, source) => {
    expect(policy({ formAction: [origin] })).toContain(`form-action 'self' ${source}`);
  });

  it.each(["https://a.example; script-src *", "https://a.example *", "*", "'unsafe-inline'", "https://a.example/path"])(
    "refuses %j, which is no origin",
    (origin) => {
      expect(() => policy({ formAction: [origin] })).toThrow(RangeError);
    },
  );
});
