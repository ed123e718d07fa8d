import { describe, expect, it } from "vitest";
import { type Code, codes, faceOf, families, isCode, isRefusal, reasonOf, refuse, statusOf } from "./index.ts";

describe("the catalogue", () => {
  it("finds every reason by its code, and nothing else", () => {
    const entries = Object.entries(families).flatMap(([family, reasons]) =>
      Object.keys(reasons).map((slug) => `${family}/${slug}`),
    );
    expect(codes).toEqual(entries);
    for (const code of codes) expect([isCode(code), reasonOf(code).title.length > 0]).toEqual([true, true]);
    for (const other of ["", "/", "scope", "scope/", "scope/nonsense", "constructor", "__proto__/x", "SCOPE/UNKNOWN"])
      expect(isCode(other)).toBe(false);
  });

  it("gives no two reasons the same title", () => {
    const titles = codes.map((code) => reasonOf(code).title);
    expect(titles.filter((title, n) => titles.indexOf(title) !== n)).toEqual([]);
  });

  it.each<[code: Code, status: number]>([
    ["request/parameter-absent", 400],
    ["request/wrong-method", 405],
    ["request/wrong-endpoint", 404],
    ["request/too-large", 413],
    ["request/content-encoding-unsupported", 415],
    ["client-auth/failed", 401],
    ["client-auth/throttled", 429],
    ["scope/unknown", 400],
    ["code/expired", 400],
    ["refresh-token/expired", 400],
    ["token/expired", 401],
    ["token/insufficient-scope", 403],
    ["token/repeated", 400],
    ["user/throttled", 429],
    ["user/form-stale", 403],
    ["server/fault", 500],
    ["server/body-consumed", 500],
    ["server/closing", 503],
  ])("%s has status %i", (code, status) => expect(statusOf(reasonOf(code))).toBe(status));
});

describe("faceOf", () => {
  it.each([
    [refuse("client/unknown", { clientId: "x", credentials: true }), "client-auth/failed"],
    [refuse("client/unknown", { clientId: "x", credentials: false }), "client-auth/secret-absent"],
    [refuse("client-auth/secret-wrong", { clientId: "x", length: 1 }), "client-auth/failed"],
    [refuse("client-auth/secret-expired", { clientId: "x", expiredAt: 1 }), "client-auth/failed"],
    [refuse("client/disabled", { clientId: "x" }), "client/disabled"],
    [refuse("code/unknown", { length: 1, issuedHere: false }), "code/unknown"],
  ] as const)("%j is shown as %s", (refusal, face) => expect(faceOf(refusal)).toBe(face));
});

describe("a refusal", () => {
  it.each([
    [refuse("user/denied", { clientId: "x" }), true],
    [{ refused: "x" }, true],
    [{ granted: true }, false],
    [undefined, false],
    [null, false],
    ["refused", false],
  ])("%j is one: %j", (value, is) => expect(isRefusal(value)).toBe(is));

  it("keeps its evidence unchanged, without references to the given objects", () => {
    const offenders = ["one", "two"];
    const evidence = { sent: "a b", words: ["a"], offenders, repaired: undefined };
    const refusal = refuse("scope/unknown", evidence);
    expect(refusal).toEqual({ refused: "scope/unknown", evidence });
    offenders.push("three");
    expect(refusal.evidence.offenders).toEqual(["one", "two"]);
  });

  it("limits its evidence, whatever was sent", () => {
    const long = "é".repeat(100_000);
    const { evidence } = refuse("scope/unknown", {
      sent: long,
      words: Array<string>(500).fill(long),
      offenders: Array<string>(500).fill(long),
      repaired: long,
    });
    expect(evidence.sent).toBe(`${"é".repeat(999)}…`);
    expect(evidence.offenders).toEqual([...Array(20).fill(`${"é".repeat(199)}…`), "…"]);
    expect(evidence.words).toEqual(evidence.offenders);
    expect(JSON.stringify(evidence).length).toBeLessThan(12_000);
    const counts = refuse("code/expired", { lifetime: 60, age: 1e9 });
    expect(counts.evidence).toEqual({ lifetime: 60, age: 1e9 });
  });
});
