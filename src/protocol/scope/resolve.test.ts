import { describe, expect, it } from "vitest";
import { catalogue, client, PHOTOS, T } from "../../../test/catalogue/samples.ts";
import { isRefusal } from "../../reasons/index.ts";
import type { Client } from "../client.ts";
import { resolveScope, type ScopeRequest } from "./resolve.ts";

const ALLOWED = [
  "openid",
  "email",
  "read_photos",
  "write_photos",
  "old_read",
  "sunk_read",
  "gone_write",
  "gone_for_good",
];

const decide = (sent: string | undefined, given: Partial<ScopeRequest> = {}, of: Partial<Client> = {}) =>
  resolveScope(
    {
      sent,
      client: client({ scopes: ALLOWED, ...of }),
      catalogue,
      withPerson: true,
      unknownScopes: "refuse",
      ...given,
    },
    T,
  );

describe("offline_access", () => {
  it("may be asked for by a client that may refresh", () => {
    const asked = "openid offline_access";
    expect(decide(asked, {}, { grantTypes: ["authorization_code", "refresh_token"] })).toMatchObject({
      scopes: ["openid", "offline_access"],
    });
    expect(decide(asked, {}, { grantTypes: ["authorization_code"] })).toMatchObject({
      refused: "scope/not-allowed-for-client",
    });
  });
});

describe("granted", () => {
  it.each<[sent: string, scopes: string[], deprecated: string[], api: string | undefined]>([
    ["read_photos", ["read_photos"], [], PHOTOS.resource],
    ["write_photos read_photos", ["write_photos", "read_photos"], [], PHOTOS.resource],
    ["read_photos read_photos", ["read_photos"], [], PHOTOS.resource],
    ["openid email", ["openid", "email"], [], undefined],
    ["openid read_photos", ["openid", "read_photos"], [], PHOTOS.resource],
    ["old_read read_photos", ["old_read", "read_photos"], ["old_read"], PHOTOS.resource],
  ])("%j", (sent, scopes, deprecated, api) => {
    const granted = decide(sent);
    if (isRefusal(granted)) throw new Error(granted.refused);
    expect(granted.scopes).toEqual(scopes);
    expect(granted.deprecated.map(({ name }) => name)).toEqual(deprecated);
    expect(granted.api?.resource).toBe(api);
  });
});

describe("refused, with all offenders and a value that is granted", () => {
  it.each<[code: string, sent: string, repaired: string | undefined, offenders: string[]]>([
    [
      "scope/wrong-delimiter",
      "read_photos,write_photos",
      "read_photos write_photos",
      ["'read_photos,write_photos' joins scopes by a comma instead of a space"],
    ],
    [
      "scope/wrong-delimiter",
      "read_photos, write_photos",
      "read_photos write_photos",
      ["'read_photos,' has a comma in it, but scopes are separated only by a space"],
    ],
    [
      "scope/wrong-delimiter",
      "openid,read_photo,Write_photos",
      "openid read_photos write_photos",
      [
        "'openid,read_photo,Write_photos' joins scopes by a comma instead of a space",
        "'read_photo' is unknown. Did you mean 'read_photos'?",
        "'Write_photos' is written 'write_photos': scopes are case-sensitive",
      ],
    ],
    [
      "scope/wrong-delimiter",
      "read_photos+write_photos",
      "read_photos write_photos",
      ["'read_photos+write_photos' joins scopes by a plus sign instead of a space"],
    ],
    [
      "scope/malformed",
      "read_photos  write_photos",
      "read_photos write_photos",
      ["scopes are separated by exactly one space"],
    ],
    ["scope/malformed", " read_photos", "read_photos", ["scopes are separated by exactly one space"]],
    ["scope/malformed", "read_photos ", "read_photos", ["scopes are separated by exactly one space"]],
    [
      "scope/malformed",
      'read_photos "email"',
      "read_photos email",
      ["'\"email\"' has characters that no scope may have"],
    ],
    ["scope/malformed", "read_phötos", undefined, ["'read_phötos' has characters that no scope may have"]],
    ["scope/unknown", "send_fax", undefined, ["'send_fax' is unknown"]],
    ["scope/unknown", "send_fax read_photos", "read_photos", ["'send_fax' is unknown"]],
    ["scope/misspelled", "read_photo", "read_photos", ["'read_photo' is unknown. Did you mean 'read_photos'?"]],
    [
      "scope/wrong-case",
      "Read_Photos",
      "read_photos",
      ["'Read_Photos' is written 'read_photos': scopes are case-sensitive"],
    ],
    ["scope/not-allowed-for-client", "read_bills email", "email", ["'read_bills' isn't allowed for photos"]],
    ["scope/removed", "gone_write", "write_photos", ["'gone_write' has been removed in favor of 'write_photos'"]],
    ["scope/removed", "sunk_read", "read_photos", ["'sunk_read' has been removed in favor of 'read_photos'"]],
    ["scope/removed", "gone_for_good email", "email", ["'gone_for_good' has been removed without a successor"]],
    ["scope/removed", "gone_for_good", undefined, ["'gone_for_good' has been removed without a successor"]],
    [
      "scope/misspelled",
      "read_photo send_fax read_bills email send_fax",
      "read_photos email",
      [
        "'read_photo' is unknown. Did you mean 'read_photos'?",
        "'send_fax' is unknown",
        "'read_bills' isn't allowed for photos",
      ],
    ],
    // The form is judged before the names.
    [
      "scope/wrong-delimiter",
      "send_fax openid,email",
      "openid email",
      ["'send_fax' is unknown", "'openid,email' joins scopes by a comma instead of a space"],
    ],
  ])("%s: %j", (code, sent, repaired, offenders) => {
    const refusal = decide(sent);
    expect(refusal).toMatchObject({ refused: code, evidence: { sent, offenders } });
    expect(isRefusal(refusal) && refusal.evidence.repaired).toBe(repaired);
    if (repaired !== undefined) expect(decide(repaired)).toMatchObject({ scopes: repaired.split(" ") });
  });
});

it("a hundred words are judged, and no more", () => {
  const words = (count: number) => Array.from({ length: count }, () => "read_photos").join(" ");
  expect(decide(words(100))).toMatchObject({ scopes: ["read_photos"] });
  const refused = decide(words(101));
  expect(isRefusal(refused) && refused.refused).toBe("scope/malformed");
});
