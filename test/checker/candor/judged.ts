/** Candor with something switched on, and its faults: each is found by the requirements that speak of it, and by no other. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { brokenIn, checkedAll } from "../checked.ts";
import type { Peer } from "../peers/oidc-provider.ts";
import { checkedWith, listed, type Recorded, recorded, type Subject } from "../reached.ts";
import { atCandor } from "./paths.ts";
import { notShown } from "./shown.ts";
import type { AtCandor, Setups } from "./start.ts";

/** A little more than an hour, in milliseconds. */
const AN_HOUR = 3_601_000;
const A_SECOND = 1_000;
const wait = async (milliseconds: number): Promise<void> => void vi.setSystemTime(Date.now() + milliseconds);

/** Nothing is broken without a fault, what this is about is clear, and each fault is found. */
export function judge(setups: Setups): void {
  let place = 0;
  const placed = Object.entries(setups).map(([name, setup]) => {
    const first = place;
    place += Object.keys(notShown(setup.mutants)).length;
    return [name, setup, first] as const;
  });
  describe.each(placed)("%s", (_, setup, first) => judgeOne(setup, first));
}

/** `first`: the place of its first fault among those of all setups. */
function judgeOne(setup: AtCandor, first: number): void {
  const { start, clients, api, ca, behind, mutants, clear, unclear = {}, known = {}, hourly, ...also } = setup;
  const isSkipping = also.patience !== undefined || hourly !== undefined;
  let peer: Peer;
  let subject: Subject;
  let before: Recorded;
  beforeAll(async () => {
    if (isSkipping) vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
    peer = await start();
    const given = { api: api?.(peer.issuer), ca: ca?.(), wait, ...also };
    const check: Subject["check"] = (run) =>
      checkedAll(peer.issuer, clients(peer.clients), peer.user, {
        ...{ ...run, ...given },
        visits: () => {
          run.visits?.();
          if (isSkipping) void wait(A_SECOND);
        },
        progress: (...at) => {
          run.progress?.(...at);
          if (hourly) void wait(AN_HOUR);
        },
      });
    subject = { ...peer, behind, check };
    before = await recorded(subject);
  });
  beforeEach(() => (isSkipping ? wait(AN_HOUR) : undefined));
  afterAll(async () => {
    vi.useRealTimers();
    await peer.close();
  });

  it("holds everything", () => {
    expect(brokenIn(before.found)).toEqual(Object.keys(known).sort());
    const left = before.found.filter(({ id, is }) => clear.includes(id.split("/")[0] ?? "") && is === "unclear");
    expect(Object.fromEntries(left.map(({ id, because }) => [id, because]))).toEqual(unclear);
  });

  it.each(listed(notShown(mutants), first))("%s", async (_, mutant, at) => {
    const broken = brokenIn(await checkedWith(subject, before, atCandor(mutant), at));
    expect(broken).toEqual([...Object.keys(known), ...mutant.breaks].sort());
  });
}
