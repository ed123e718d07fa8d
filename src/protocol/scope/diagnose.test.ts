import { describe, expect, it } from "vitest";
import { catalogue, scope, T } from "../../../test/catalogue/samples.ts";
import { nearest } from "../edits.ts";
import { catalogueOf, OPENID_SCOPES, stateAt } from "./catalogue.ts";
import { diagnose, wrongDelimiter } from "./diagnose.ts";

describe("diagnose", () => {
  it.each<[word: string, fault: string, instead: string[]]>([
    ["read_photo", "misspelled", ["read_photos"]],
    ["raed_photos", "misspelled", ["read_photos"]],
    ["read-photos", "misspelled", ["read_photos"]],
    ["readphotos", "misspelled", ["read_photos"]],
    ["openidd", "misspelled", ["openid"]],
    ["opnid", "misspelled", ["openid"]],
    ["oped", "unknown", []],
    ["OpenID", "wrong-case", ["openid"]],
    ["READ_PHOTOS", "wrong-case", ["read_photos"]],
    ["GONE_WRITE", "wrong-case", ["gone_write"]],
    ["gone_write", "removed", ["write_photos"]],
    ["gone_for_good", "removed", []],
    ["sunk_read", "removed", ["read_photos"]],
    ["read_photos,write_photos", "wrong-delimiter", ["read_photos", "write_photos"]],
    ["read_photos,send_fax", "wrong-delimiter", ["read_photos", "send_fax"]],
    [",read_photos,,", "wrong-delimiter", ["read_photos"]],
    ["read_photos;openid", "wrong-delimiter", ["read_photos", "openid"]],
    ["read_photos|openid", "wrong-delimiter", ["read_photos", "openid"]],
    ["read_photos+openid", "wrong-delimiter", ["read_photos", "openid"]],
    ["read_photos%20openid", "wrong-delimiter", ["read_photos", "openid"]],
    ["read_photos%2copenid", "wrong-delimiter", ["read_photos", "openid"]],
    ["read_photos\topenid", "wrong-delimiter", ["read_photos", "openid"]],
    ["read_photos\r\nopenid", "wrong-delimiter", ["read_photos", "openid"]],
    ["fax:send,fax:read", "unknown", []],
    ['["read_photos"]', "malformed", ["read_photos"]],
    ['["read_photos","email"]', "malformed", ["read_photos", "email"]],
    ['"read_photos', "malformed", ["read_photos"]],
    ['["read_photos","send_fax"]', "malformed", []],
    ["read\\photos", "malformed", []],
    ["read_photos\u0000", "malformed", []],
    ["réad_photos", "malformed", []],
    ["\u00a0read_photos", "wrong-delimiter", ["read_photos"]],
    ["email\u00a0read_photos", "wrong-delimiter", ["email", "read_photos"]],
    ["https://api.example/photos.readonly", "unknown", []],
    ["x".repeat(8000), "unknown", []],
  ])("%.60j is %s", (word, fault, instead) => {
    expect(diagnose(word, catalogue, [], T)).toMatchObject({ word, fault, instead });
  });

  it("prefers a scope that the client may have", () => {
    const near = catalogueOf([scope("photos.red"), scope("photos.rea")], []);
    expect(diagnose("photos.rex", near, ["photos.rea"], T).instead).toEqual(["photos.rea"]);
    expect(diagnose("photos.rex", near, [], T).instead).toEqual(["photos.red"]);
  });
});

describe("nearest", () => {
  it.each<[word: string, candidates: string[], is: string | undefined]>([
    ["abc", ["abd"], undefined],
    ["abcd", ["abce"], "abce"],
    ["abcd", ["abef"], undefined],
    ["abcdefgh", ["abcdefij"], "abcdefij"],
    ["abcdefgh", ["abcdeijk"], undefined],
    ["abcdefgh", ["abcdefij", "abcdefgi"], "abcdefgi"],
    ["x".repeat(201), ["x".repeat(202)], undefined],
    ["abcdefgh", [], undefined],
  ])("to %.20s among %j", (word, candidates, is) => {
    expect(nearest(word, candidates)).toBe(is);
  });
});

it("a word with a comma in a single known scope's name is not taken apart", () => {
  const odd = catalogueOf([scope("a,b")], []);
  expect(wrongDelimiter("x,y", odd)).toBeUndefined();
});

describe("the catalogue", () => {
  it("knows a scope's state at a time, to the day", () => {
    const sunset = Date.parse("2026-06-16");
    const old = scope("old", {
      state: { is: "deprecated", since: "2025-01-01", sunset: "2026-06-16", replacement: "n" },
    });
    expect(stateAt(old, sunset - 1)).toEqual(old.state);
    expect(stateAt(old, sunset)).toEqual({ is: "removed", replacement: "n" });
    const endless = scope("old", { state: { is: "deprecated", since: "2025-01-01" } });
    expect(stateAt(endless, sunset * 2)).toEqual(endless.state);
  });

  it("the scopes of OpenID Connect speak about a user and belong to no API", () => {
    expect(OPENID_SCOPES.map(({ name, personal, api }) => [name, personal, api])).toEqual(
      ["openid", "profile", "email", "address", "phone", "offline_access"].map((name) => [name, true, undefined]),
    );
  });
});
