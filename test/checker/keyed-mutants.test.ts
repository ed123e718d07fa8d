/** What clients prove is checked on oidc-provider: each fault is found by the requirements that speak of it, and by no other. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { someOf } from "../breadth.ts";
import { brokenIn, checkedAll } from "./checked.ts";
import { KEYED } from "./keyed/index.ts";
import type { Peer } from "./peers/oidc-provider.ts";
import { allOf, checkedWith, type Recorded, recorded, type Subject } from "./reached.ts";

let place = 0;
const placed = Object.entries(KEYED).map(([name, keyed]) => {
  const first = place;
  place += Object.keys(keyed.mutants).length;
  return [name, keyed, first] as const;
});

// Each server is checked without a fault before, which takes longest.
describe.each(someOf(placed))("%s", (_, { start, clients, api, ca, behind, mutants, known, ...also }, first) => {
  let peer: Peer;
  let subject: Subject;
  let before: Recorded;
  beforeAll(async () => {
    peer = await start();
    const given = { api: api?.(peer.issuer), ca: ca?.(), ...also };
    const check: Subject["check"] = (run) =>
      checkedAll(peer.issuer, clients(peer.clients), peer.user, { ...run, ...given });
    subject = { ...peer, behind, check };
    before = await recorded(subject);
  });
  afterAll(() => peer.close());

  it("oidc-provider holds everything else", () => {
    expect(brokenIn(before.found)).toEqual(Object.keys(known).sort());
  });

  it.each(allOf(mutants, first))("%s", async (_, mutant, at) => {
    const broken = brokenIn(await checkedWith(subject, before, mutant, at));
    expect(broken).toEqual([...Object.keys(known), ...mutant.breaks].sort());
  });
});
