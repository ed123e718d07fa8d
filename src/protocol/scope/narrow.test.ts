import { describe, expect, it } from "vitest";
import { catalogue, client, PHOTOS, T } from "../../../test/catalogue/samples.ts";
import { type Refusal, refuse } from "../../reasons/index.ts";
import { narrowScope } from "./narrow.ts";

const anything = client({ scopes: [...catalogue.scopes.keys()] });
const GRANTED = ["openid", "offline_access", "read_photos", "write_photos"];

describe("what a refresh carries (RFC 6749 6)", () => {
  it.each<[sent: string | undefined, granted: string[], scopes: string[]]>([
    [undefined, GRANTED, GRANTED],
    ["read_photos", GRANTED, ["read_photos"]],
    ["write_photos openid", GRANTED, ["write_photos", "openid"]],
    ["openid openid", GRANTED, ["openid"]],
    [undefined, ["openid", "gone_write", "sunk_read", "forgotten_name"], ["openid"]],
    [undefined, ["old_read"], ["old_read"]],
  ])("%j of %j", (sent, granted, scopes) => {
    expect(narrowScope(sent, granted, anything, catalogue, T)).toMatchObject({ scopes });
  });

  it.each<[sent: string, beyond: string[], repaired: string | undefined]>([
    ["read_photos read_bills", ["read_bills"], "read_photos"],
    ["read_bills email", ["read_bills", "email"], undefined],
    // What gives access to nothing is no repair.
    ["read_bills offline_access", ["read_bills"], undefined],
    ["read_bills read_photos openid", ["read_bills"], "read_photos openid"],
  ])("%j is beyond it", (sent, beyond, repaired) => {
    expect(narrowScope(sent, [...GRANTED, "gone_write"], anything, catalogue, T)).toEqual(
      refuse("scope/exceeds-grant", {
        sent,
        words: beyond,
        offenders: beyond.map((word) => `'${word}' was not granted at first`),
        repaired,
        without: repaired === undefined ? GRANTED.join(" ") : undefined,
        granted: [...GRANTED, "gone_write"],
      }),
    );
  });

  it.each<[sent: string, code: string, repaired: string | undefined]>([
    ["Read_photos", "scope/wrong-case", "read_photos"],
    ["read_photos,openid", "scope/wrong-delimiter", "read_photos openid"],
    ["read_photos  openid", "scope/malformed", "read_photos openid"],
    ["read_photo openid", "scope/misspelled", "read_photos openid"],
    ["send_fax", "scope/unknown", undefined],
    ["gone_for_good", "scope/removed", undefined],
  ])("%j is %s", (sent, refused, repaired) => {
    const refusal = narrowScope(sent, GRANTED, anything, catalogue, T);
    expect(refusal).toMatchObject({ refused, evidence: { repaired } });
    if (repaired === undefined) expect(refusal).toMatchObject({ evidence: { without: GRANTED.join(" ") } });
  });

  it("says so where it was withdrawn since", () => {
    expect(narrowScope("gone_write openid email", [...GRANTED, "gone_write"], anything, catalogue, T)).toMatchObject({
      refused: "scope/exceeds-grant",
      evidence: {
        words: ["gone_write", "email"],
        offenders: ["'gone_write' has been withdrawn since", "'email' was not granted at first"],
        repaired: "openid",
      },
    });
  });

  it("leaves out what the client has lost since", () => {
    const less = client({ scopes: ["openid"], grantTypes: ["authorization_code"] });
    expect(narrowScope(undefined, GRANTED, less, catalogue, T)).toMatchObject({ scopes: ["openid"] });
    const refreshing = client({ scopes: ["openid"] });
    expect(narrowScope(undefined, GRANTED, refreshing, catalogue, T)).toMatchObject({
      scopes: ["openid", "offline_access"],
    });
    expect(narrowScope("read_photos", GRANTED, less, catalogue, T)).toMatchObject({ refused: "scope/exceeds-grant" });
  });

  it("the repaired value is granted", () => {
    const refusal = narrowScope("email read_photos openid", GRANTED, anything, catalogue, T);
    const repaired = "evidence" in refusal ? String(refusal.evidence.repaired) : "";
    expect(narrowScope(repaired, GRANTED, anything, catalogue, T)).toEqual({
      scopes: ["read_photos", "openid"],
      deprecated: [],
      api: PHOTOS,
    });
  });
});

describe("what was withdrawn since", () => {
  const without = client({ id: "photos", scopes: ["email"] });
  it.each<[what: string, sent: string | undefined, granted: string[], of: typeof anything]>([
    ["from the client, asked for nothing", undefined, GRANTED, without],
    ["from the client, asked for it", "read_photos", GRANTED, without],
    ["altogether", undefined, ["gone_write"], anything],
  ])("%s: nothing is issued", (_, sent, granted, of) => {
    expect(narrowScope(sent, granted, of, catalogue, T)).toEqual(
      refuse("grant/scopes-withdrawn", { clientId: "photos", granted }),
    );
  });

  it("nothing was granted, and nothing withdrawn", () => {
    expect(narrowScope(undefined, [], anything, catalogue, T)).toMatchObject({ scopes: [] });
  });
});

it("a hundred words are diagnosed, and no more", () => {
  const words = (count: number) => Array.from({ length: count }, (_, n) => `word_${n}`).join(" ");
  const code = (count: number) => (narrowScope(words(count), GRANTED, anything, catalogue, T) as Refusal).refused;
  expect([code(100), code(101)]).toEqual(["scope/unknown", "scope/malformed"]);
});
