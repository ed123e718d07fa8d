import { describe, expect, it } from "vitest";
import { T } from "../../../test/catalogue/samples.ts";
import { refuse } from "../../reasons/index.ts";
import { replay } from "../replay/replay.ts";
import { type Finding, type HttpOccasion, refuseFinding } from "./occasion.ts";
import { httpRecord } from "./record.ts";

const at = (found: Finding, path = "/token") => ({ method: "POST", path, found, now: T });

describe("what is found before any endpoint sees a request", () => {
  it.each<[found: Finding, refusal: object]>([
    [
      { is: "insecure", scheme: "http", issuer: "https://id.example" },
      refuse("transport/insecure", { scheme: "http", issuer: "https://id.example" }),
    ],
    [{ is: "unreadable", fault: "odd" }, refuse("request/http-malformed", { fault: "odd" })],
    [{ is: "too-large", limit: 5, measured: "body" }, refuse("request/too-large", { limit: 5, measured: "body" })],
    [{ is: "no-endpoint", near: "/token" }, refuse("request/wrong-endpoint", { path: "/token", near: "/token" })],
    [
      { is: "no-endpoint", metadata: "https://id.example/auth/.well-known/openid-configuration" },
      refuse("request/wrong-endpoint", {
        path: "/token",
        metadata: "https://id.example/auth/.well-known/openid-configuration",
      }),
    ],
    [{ is: "no-refusal" }, refuse("request/reference-unknown", {})],
    [{ is: "wrong-method", allowed: ["GET"] }, refuse("request/wrong-method", { method: "POST", allowed: ["GET"] })],
    [{ is: "not-opened", sign: "Purpose: prefetch" }, refuse("request/not-opened", { sign: "Purpose: prefetch" })],
    [{ is: "wrong-type", sent: "a/b;c=d" }, refuse("request/wrong-content-type", { sent: "a/b" })],
    [{ is: "encoded", sent: "br" }, refuse("request/content-encoding-unsupported", { sent: "br" })],
    [{ is: "consumed" }, refuse("server/body-consumed", {})],
    [{ is: "closing" }, refuse("server/closing", {})],
    [
      { is: "keys", keys: "no key signs ES256" },
      refuse("server/keys-unusable", { retryAfter: 5, keys: "no key signs ES256" }),
    ],
    [{ is: "storage", storage: "busy" }, refuse("server/storage-unavailable", { retryAfter: 5, storage: "busy" })],
    [{ is: "hook", hook: "claims", failure: "threw" }, refuse("server/hook-failed", { hook: "claims" })],
    [
      { is: "hook", hook: "users.find", failure: "timed-out", timeout: 20 },
      refuse("server/hook-timed-out", { retryAfter: 5, hook: "users.find", timeout: 20 }),
    ],
    [
      { is: "hook", hook: "users.verify", failure: "unusable", because: "no" },
      refuse("server/hook-result-invalid", { hook: "users.verify", because: "no" }),
    ],
    [{ is: "fault", endpoint: "/token" }, refuse("server/fault", { endpoint: "/token" })],
  ])("%j is refused for what it is, and is decided so again", (found, refusal) => {
    const refused = refuseFinding(at(found));
    expect(refused).toEqual({ ...refusal, on: { decision: "http", ...at(found) } });
    expect(replay(refused.on).outcome).toMatchObject({ is: "refused", refusal });
  });

  it("must be something", () => expect(() => refuseFinding(at({ is: "nothing" }))).toThrow("must be refused"));

  it("is shown and kept with no more of a path than a thousand characters, and of a type than its name", () => {
    const long = `/${"x".repeat(2_000)}`;
    expect(refuseFinding(at({ is: "no-endpoint" }, long)).evidence).toMatchObject({ path: long.slice(0, 1_000) });
    const typed = { decision: "http", ...at({ is: "wrong-type", sent: "a/b;secret" }, long) } as const;
    const kept = (on: HttpOccasion) => httpRecord.write(on, () => "");
    expect(kept(typed)).toMatchObject({ path: long.slice(0, 1_000), found: { is: "wrong-type", sent: "a/b" } });
    const other = { decision: "http", ...at({ is: "closing" }) } as const;
    expect(kept(other)).toMatchObject({ path: "/token", found: { is: "closing" } });
  });
});
