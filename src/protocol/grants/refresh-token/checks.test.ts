import { describe, expect, it } from "vitest";
import {
  catalogue,
  client,
  DAY,
  grant,
  refreshState,
  SECOND,
  settings,
  T,
} from "../../../../test/catalogue/samples.ts";
import { type Refusal, refuse } from "../../../reasons/index.ts";
import { firstRefusal } from "../../decision.ts";
import type { Grant, RefreshState } from "../../grant.ts";
import type { Origin } from "../../origin.ts";
import { isRepetition, type RefreshCase, refreshChecks, refreshOf } from "./checks.ts";

interface Row extends Partial<Omit<RefreshCase, "settings">> {
  readonly behind?: number;
  readonly state?: Partial<RefreshState>;
  readonly grant?: Partial<Grant>;
  readonly grace?: number;
  readonly scope?: string;
}

const given = ({ behind = 0, state, grant: of, grace = 10, scope, ...row }: Row): RefreshCase => ({
  token: { is: "found", grant: grant({ refresh: refreshState(state), ...of }), generationsBehind: behind },
  client: { method: "client_secret_basic", clientId: "photos", client: client(), secret: { is: "right" } },
  catalogue,
  accountEnabled: true,
  request: { grantType: "refresh_token", refreshToken: "r", scope },
  settings: settings({ refreshGrace: grace }),
  now: T,
  by: undefined,
  ...row,
});
const thief: Row = {
  client: { method: "none", clientId: "thief", client: client({ id: "thief" }), secret: { is: "absent" } },
};
const ago = (seconds: number) => ({ rotatedAt: T - seconds * SECOND });
const reused = (seconds: number, generationsBehind: number, grace = 10) =>
  refuse("refresh-token/reused", {
    rotatedAt: T - seconds * SECOND,
    millisecondsAgo: seconds * SECOND,
    generationsBehind,
    grace,
  });
const absolute = (expiredAt: number) =>
  refuse("refresh-token/expired", { limit: "absolute", lifetime: 90 * 86_400, expiredAt });
const idle = (expiredAt: number) =>
  refuse("refresh-token/expired", { limit: "idle", lifetime: 14 * 86_400, expiredAt });

describe("refresh token", () => {
  it.each<[row: Row, is: Refusal | "granted"]>([
    [{}, "granted"],
    [{ state: { rotatedAt: T - 14 * DAY + 1 } }, "granted"],
    [{ state: { startedAt: T - 90 * DAY + 1 } }, "granted"],
    [{ grace: 0 }, "granted"],
    // A copy of a bound token is no use, whatever became of it, and ends nothing.
    ...[{}, { behind: 1, state: ago(60) }, { grant: { revokedAt: T } }, { state: { rotatedAt: 0 } }].map(
      (row: Row): [Row, Refusal] => [
        { ...row, state: { ...row.state, cnf: { jkt: "thumbprint" } } },
        refuse("refresh-token/key-unproved", { bound: ["jkt"] }),
      ],
    ),
    [{ state: { cnf: {} } }, refuse("refresh-token/key-unproved", { bound: [] })],
    // Two at once: the second gets the same successor.
    [{ behind: 1, state: ago(9.999) }, "granted"],
    [{ behind: 1, state: ago(0) }, "granted"],
    [{ behind: 1, state: ago(1), scope: "read_photos" }, "granted"],

    [{ behind: 1, state: ago(10) }, reused(10, 1)],
    [{ behind: 2, state: ago(1) }, reused(1, 2)],
    [{ behind: 1, state: ago(0), grace: 0 }, reused(0, 1, 0)],
    [{ behind: 4, state: ago(100_000) }, reused(100_000, 4)],
    [{ behind: 2, state: ago(0.007) }, reused(0.007, 2)],
    [
      { behind: 2, state: { rotatedAt: T + 900 } },
      { ...reused(-0.9, 2), evidence: { ...reused(-0.9, 2).evidence, millisecondsAgo: 0 } },
    ],

    [{ token: { is: "foreign", length: 9 } }, refuse("refresh-token/unknown", { length: 9, issuedHere: false })],
    [{ token: { is: "gone", length: 71 } }, refuse("refresh-token/unknown", { length: 71, issuedHere: true })],
    [
      { token: { is: "wrong-kind", looks: "an access token" } },
      refuse("refresh-token/wrong-kind", { looks: "an access token" }),
    ],
    [
      { token: { is: "corrupted", looks: "cut off", length: 9, expected: 71 } },
      refuse("refresh-token/corrupted", { length: 9, expected: 71, looks: "cut off" }),
    ],

    // A thief who has another client's token learns nothing, and does not end the family.
    [
      { ...thief, behind: 3, grant: { revokedAt: T } },
      refuse("refresh-token/of-other-client", { clientId: "thief", issuedTo: "photos" }),
    ],
    [
      { behind: 3, grant: { revokedAt: T - 5, revokedBecause: "the client revoked it" } },
      refuse("refresh-token/revoked", { at: T - 5, because: "the client revoked it" }),
    ],
    [{ grant: { revokedAt: T } }, refuse("refresh-token/revoked", { at: T })],

    [{ state: { startedAt: T - 90 * DAY } }, absolute(T)],
    [{ state: { startedAt: T - 91 * DAY, rotatedAt: T - 15 * DAY } }, absolute(T - DAY)],
    [{ state: { rotatedAt: T - 14 * DAY } }, idle(T)],
    [{ accountEnabled: false, state: { rotatedAt: T - 14 * DAY } }, idle(T)],
    // Reuse is reported before expiry: the family is still to be revoked.
    [{ behind: 1, state: { startedAt: 0, ...ago(60) } }, reused(60, 1)],
    [{ accountEnabled: false }, refuse("grant/account-disabled", { clientId: "photos" })],
  ])("%#: %j", (row, is) => {
    expect(firstRefusal(refreshChecks, given(row)) ?? "granted").toEqual(is);
  });

  const here: Origin = { agent: "a", network: "192.0.2.0/24" };
  it.each<[by: Origin | undefined, first: Origin | undefined, is: object]>([
    [here, here, { sameAgent: true, sameNetwork: true }],
    [{ ...here, agent: "b" }, here, { sameAgent: false, sameNetwork: true }],
    [{ ...here, network: "198.51.100.0/24" }, here, { sameAgent: true, sameNetwork: false }],
    [{ agent: undefined, network: "192.0.2.0/24" }, here, { sameNetwork: true }],
    [undefined, here, {}],
    [here, undefined, {}],
  ])("sent again by %j, after %j: %j", (by, first, is) => {
    const refusal = firstRefusal(refreshChecks, given({ behind: 2, state: { ...ago(1), by: first }, by }));
    expect(refusal).toEqual({ ...reused(1, 2), evidence: { ...reused(1, 2).evidence, ...is } });
  });

  const spa: Row["client"] = {
    method: "none",
    clientId: "photos",
    client: client({ authMethods: ["none"] }),
    secret: { is: "absent" },
  };
  const away: Origin = { agent: "b", network: "198.51.100.0/24" };
  it.each<[what: string, by: Origin | undefined, first: Origin | undefined]>([
    ["the same", here, here],
    ["a phone that changed its network", { ...here, network: away.network }, here],
    ["an extension beside the application", { ...here, agent: "b" }, here],
    ["one that never sends a user agent", { agent: undefined, network: away.network }, { ...here, agent: undefined }],
    ["one whose host gives no IP address", { agent: "b", network: undefined }, { agent: "a", network: undefined }],
    ["nothing known of the first", away, undefined],
    ["nothing known of the second", undefined, here],
  ])("a public client repeats within the grace: %s", (_, by, first) => {
    const row = { client: spa, behind: 1, state: { ...ago(1), by: first }, by };
    expect(firstRefusal(refreshChecks, given(row))).toBeUndefined();
  });

  it.each<[what: string, by: Origin, first: Origin, same: object]>([
    ["another user agent, another network", away, here, { sameAgent: false, sameNetwork: false }],
    ["no user agent, another network", { ...away, agent: undefined }, here, { sameNetwork: false }],
    ["a user agent where there was none", away, { ...here, agent: undefined }, { sameNetwork: false }],
  ])("somebody else does not get the successor of a public client's token: %s", (_, by, first, same) => {
    const row = { client: spa, behind: 1, state: { ...ago(1), by: first }, by };
    const is = { ...reused(1, 1).evidence, ...same, elsewhere: true };
    expect(firstRefusal(refreshChecks, given(row))).toEqual({ ...reused(1, 1), evidence: is });
    // Where it is too old in any case, that is the cause.
    const late = firstRefusal(refreshChecks, given({ ...row, state: { ...ago(10), by: first } }));
    expect(late).toEqual({ ...reused(10, 1), evidence: { ...reused(10, 1).evidence, ...same } });
    // A confidential client has proved who it is.
    expect(firstRefusal(refreshChecks, given({ ...row, client: given({}).client }))).toBeUndefined();
  });

  it("a repetition doesn't extend an ended lifetime", () => {
    const row = { behind: 1, state: { ...ago(1), startedAt: T - 90 * DAY } };
    expect(isRepetition(given(row))).toBe(true);
    expect(firstRefusal(refreshChecks, given(row))).toEqual(absolute(T));
  });

  it("returns the token only if there is one", () => {
    expect(() => refreshOf({ accountEnabled: true, token: { is: "gone", length: 1 } })).toThrow("before its checks");
    expect(() => refreshOf(given({ grant: { refresh: undefined } }))).toThrow("before its checks");
  });
});
