import { describe, expect, it } from "vitest";
import { countsOn } from "../../test/catalogue/counts.ts";
import { memoryStorage } from "../adapters/memory/storage.ts";
import { type Flood, type FloodLimits, flood, floodLimits, type Sender } from "./flood.ts";
import type { NearCounts } from "./near-counts.ts";

const MINUTE = 60_000;
const limits = { perMinute: 3, charactersPerMinute: 1e9, share: 1 };

const floodOf = (given: FloodLimits, counts: NearCounts = countsOn().counts): Flood => flood(given, counts);

const party = (kind: string, more: Partial<Sender> = {}): Sender => ({
  kind,
  face: kind.split(" ")[0] ?? "",
  network: "a",
  proven: false,
  ...more,
});

/** Keeps what is to be kept, as the journal does, each record as long as was set aside; returns the references that are returned. */
function utter(bounds: Flood, who: Sender, times: number, now: number): string[] {
  return Array.from({ length: times }, (_, i) => {
    const ref = `${who.kind}${now}#${i}`;
    const counted = bounds.place(who, ref, now);
    return counted === undefined ? ref : `counted under ${counted}`;
  });
}

describe("a flood of one kind", () => {
  it("is kept up to the bound and then counted under the last that was kept", () => {
    const bounds = floodOf(limits);
    const [a2, more] = ["a0#2", "counted under a0#2"];
    expect(utter(bounds, party("a"), 5, 0)).toEqual(["a0#0", "a0#1", a2, more, more]);
    expect(bounds.counts()).toEqual([{ ref: a2, more: 2 }]);
    expect(bounds.counts()).toEqual([]);
    utter(bounds, party("a"), 1, 1);
    expect(bounds.counts()).toEqual([{ ref: a2, more: 1 }]);
  });

  it("is kept again a minute later, and what was counted before is not lost", () => {
    const bounds = floodOf(limits);
    utter(bounds, party("a"), 4, 0);
    expect(utter(bounds, party("a"), 1, MINUTE - 1)).toEqual(["counted under a0#2"]);
    expect(utter(bounds, party("a"), 1, MINUTE)).toEqual([`a${MINUTE}#0`]);
    expect(bounds.counts()).toEqual([{ ref: "a0#2", more: 2 }]);
  });

  it("is counted under its own reference even if another one of the same reason was stored since", () => {
    const bounds = floodOf({ ...limits, perMinute: 1 });
    utter(bounds, party("scope/unknown a"), 1, 0);
    utter(bounds, party("scope/unknown b"), 1, 0);
    expect(utter(bounds, party("scope/unknown a"), 1, 0)).toEqual(["counted under scope/unknown a0#0"]);
  });

  it("says nothing about another kind or network", () => {
    const bounds = floodOf(limits);
    utter(bounds, party("a"), 10, 0);
    expect(utter(bounds, party("b"), 1, 0)).toEqual(["b0#0"]);
    expect(utter(bounds, party("a", { network: "b" }), 1, 0)).toEqual(["a0#0"]);
  });
});

it("the bounds are an eighth of the journal in a minute, and a fortieth of that for one network", () => {
  const of = { perMinute: 3, charactersPerMinute: 12_500_000, share: 0.025 };
  expect(floodLimits({ perMinute: 3, megabytes: 100 })).toEqual(of);
});

describe("where the clock is set back", () => {
  it("a minute begins, for one kind and for all of them", () => {
    const bounds = floodOf({ perMinute: 3, charactersPerMinute: 24_000, share: 1 });
    utter(bounds, party("a"), 3, MINUTE);
    expect(utter(bounds, party("a"), 1, MINUTE)).toEqual(["counted under a60000#2"]);
    expect(utter(bounds, party("a"), 3, 0)).toEqual(["a0#0", "a0#1", "a0#2"]);
    expect(bounds.counts()).toEqual([{ ref: "a60000#2", more: 1 }]);
  });
});

describe("many made-up kinds", () => {
  it("push out the oldest, whose count is not lost", () => {
    const bounds = floodOf({ ...limits, perMinute: 1 });
    utter(bounds, party("first"), 2, 0);
    for (let n = 0; n < 9_999; n++) utter(bounds, party(`kind ${n}`), 1, 0);
    expect(utter(bounds, party("first"), 1, 0)).toEqual(["counted under first0#0"]);
    utter(bounds, party("one more"), 1, 0);
    expect(bounds.counts()).toEqual([{ ref: "first0#0", more: 2 }]);
    expect(utter(bounds, party("first"), 1, 0)).toEqual(["first0#0"]);
  });
});

describe("the length of a record", () => {
  /** Room for ten records as they are set aside; twice that for what one network's become. */
  const narrow = { perMinute: 100, charactersPerMinute: 160_000, share: 1 / 4 };

  it("counts with what it has beyond what was set aside, up to twice the share", () => {
    const bounds = floodOf(narrow);
    utter(bounds, party("a"), 1, 0);
    expect(bounds.settle("a", 80_001, 0)).toBe(false);
    expect(bounds.settle("a", 80_000, 0)).toBe(true);
    expect(bounds.settle("a", 4_001, 0)).toBe(false);
    // What isn't longer than that always has room.
    expect(bounds.settle("a", 4_000, 0)).toBe(true);
    expect(utter(bounds, party("b"), 1, 0)).toEqual(["counted under a0#0"]);
    expect(bounds.settle("a", 76_000, MINUTE)).toBe(true);
  });

  it("gives back what was set aside and not needed", () => {
    const bounds = floodOf(narrow);
    for (let n = 0; n < 100; n++) {
      expect(utter(bounds, party(`kind ${n}`), 1, 0)).toEqual([`kind ${n}0#0`]);
      expect(bounds.settle("a", 0, 0)).toBe(true);
    }
  });
});

describe("a flood of many kinds", () => {
  /** Room for ten records of a network, and for forty of all. */
  const narrow = { perMinute: 3, charactersPerMinute: 160_000, share: 1 / 4 };
  const many = (bounds: Flood, count: number, more: Partial<Sender> = {}): string[] =>
    Array.from({ length: count }, (_, i) => utter(bounds, party(`scope/unknown client-${i}`, more), 1, 0)[0] ?? "");

  it("from one network gets no more than its share, and every reference was stored", () => {
    const bounds = floodOf(narrow);
    const refs = many(bounds, 1_000);
    const kept = refs.filter((ref) => !ref.startsWith("counted"));
    expect(kept).toHaveLength(10);
    const answered = new Set(refs.map((ref) => ref.replace("counted under ", "")));
    expect([...answered].sort()).toEqual([...kept].sort());
    expect(bounds.counts()).toEqual([{ ref: kept.at(-1), more: 990 }]);
  });

  it("keeps one of each kind from half of the share on, so that many kinds find room", () => {
    const bounds = floodOf(narrow);
    const refs = ["a", "b", "c", "d", "e", "f", "g"].map((kind) => utter(bounds, party(kind), 3, 0));
    const kept = refs.map((of) => of.filter((ref) => !ref.startsWith("counted")).length);
    expect(kept).toEqual([3, 2, 1, 1, 1, 1, 1]);
  });

  it("keeps a separate record for each reason of an authenticated client", () => {
    const bounds = floodOf(narrow);
    many(bounds, 1_000);
    expect(utter(bounds, party("code/expired web"), 1, 0)[0]).toMatch(/^counted/);
    expect(utter(bounds, party("code/expired web", { proven: true }), 2, 0)).toEqual([
      "code/expired web0#0",
      "counted under code/expired web0#0",
    ]);
    // That room, too, is bounded.
    expect(many(bounds, 1_000, { proven: true }).filter((ref) => !ref.startsWith("counted"))).toHaveLength(9);
  });

  it("of all networks is bounded as well, and counted under what another one was kept under", () => {
    const bounds = floodOf(narrow);
    for (let network = 0; network < 50; network++) many(bounds, 10, { network: `n${network}` });
    expect(many(bounds, 1, { network: "z" })).toEqual([expect.stringMatching(/^counted under scope\/unknown /)]);
    expect(utter(bounds, party("other/kind x", { network: "z" }), 1, 0)).toEqual([expect.stringMatching(/^counted/)]);
    expect(utter(bounds, party("other/kind x", { network: "z" }), 1, MINUTE)).toEqual([`other/kind x${MINUTE}#0`]);
  });

  it("prefers the same reason from the same network", () => {
    const bounds = floodOf(narrow);
    utter(bounds, party("code/expired other"), 1, 0);
    many(bounds, 100);
    expect(utter(bounds, party("code/expired web"), 1, 0)).toEqual(["counted under code/expired other0#0"]);
    expect(utter(bounds, party("code/unknown web"), 1, 0)[0]).toMatch(/^counted under scope\/unknown/);
  });

  it("pushes out the oldest, whose count is not lost", () => {
    const bounds = floodOf(limits);
    utter(bounds, party("first"), 5, 0);
    for (let i = 0; i < 10_000; i++) utter(bounds, party(`made-up-${i}`), 1, 0);
    expect(bounds.counts()).toEqual([{ ref: "first0#2", more: 2 }]);
    // It begins again, as a kind that was not seen before.
    expect(utter(bounds, party("first"), 1, 0)).toEqual(["first0#0"]);
  });
});

describe("the length of a record", () => {
  it("is known later: what was set aside is given back, and a long one is kept whole where there is room", () => {
    const bounds = floodOf({ perMinute: 100, charactersPerMinute: 20_000, share: 1 });
    expect(utter(bounds, party("a"), 1, 0)).toEqual(["a0#0"]);
    expect(bounds.settle("a", 1_000, 0)).toBe(true);
    utter(bounds, party("b"), 1, 0);
    expect(bounds.settle("a", 15_000, 0)).toBe(true);
    expect(utter(bounds, party("c"), 1, 0)).toEqual(["c0#0"]);
    expect(bounds.settle("a", 4_001, 0)).toBe(false);
  });

  it("is counted in the minute in which it is returned", () => {
    const bounds = floodOf({ perMinute: 100, charactersPerMinute: 4_000, share: 1 });
    utter(bounds, party("a"), 1, 0);
    expect(bounds.settle("a", 100, MINUTE)).toBe(true);
    expect(utter(bounds, party("b"), 1, MINUTE)).toEqual([`b${MINUTE}#0`]);
  });

  it("of a journal that is small lets something in", () => {
    const bounds = floodOf({ perMinute: 20, charactersPerMinute: 125_000, share: 1 / 40 });
    expect(utter(bounds, party("a"), 1, 0)).toEqual(["a0#0"]);
  });
});

it("a count that could not be written is written again", () => {
  const bounds = floodOf(limits);
  bounds.giveBack("ref", 7);
  expect(bounds.counts()).toEqual([{ ref: "ref", more: 7 }]);
  expect(bounds.counts()).toEqual([]);
});

describe("several processes", () => {
  const narrow = { perMinute: 100, charactersPerMinute: 160_000, share: 1 / 4 };

  it.each<[limit: string, network: (n: number) => string, room: number]>([
    ["the share of a network", () => "a", 40_000],
    ["the limit for all networks", (n) => `network ${n}`, 160_000],
  ])("write together no more than %s, and again as it drains", async (_, network, room) => {
    const storage = memoryStorage();
    const processes = Array.from({ length: 4 }, () => {
      const { counts } = countsOn(storage);
      return { counts, bounds: flood(narrow, counts) };
    });
    const write = async (count: number, now: number): Promise<number> => {
      let written = 0;
      for (let n = 0; n < count; n++) {
        for (const { counts, bounds } of processes) {
          const who = party(`kind ${n}`, { network: network(n) });
          if (bounds.place(who, `ref ${n}`, now) === undefined && bounds.settle(who.network, 2_000, now))
            written += 2_000;
          await counts.flush();
        }
      }
      return written;
    };
    const first = await write(200, 0);
    // Each hears what the others have written when it writes, and one that finds no room writes nothing.
    expect(first).toBeGreaterThan(room - 4_000);
    expect(first).toBeLessThanOrEqual(room + 3 * 2_000);
    expect(await write(10, 1)).toBe(0);
    const half = await write(200, MINUTE / 2);
    expect(half).toBeLessThanOrEqual(room / 2 + 4 * 4_000);
    expect(half).toBeGreaterThan(0);
  });
});
