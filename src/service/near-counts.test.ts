import { describe, expect, it } from "vitest";
import { countsOn } from "../../test/catalogue/counts.ts";
import { T } from "../../test/catalogue/samples.ts";
import { memoryStorage } from "../adapters/memory/storage.ts";
import type { Counters } from "../ports/counters.ts";

const HOUR = 3_600_000;
const ADA = ["ada"];
const one = { count: ADA, drain: HOUR };

/** A process on counters whose writes wait until they are let through, or fail. */
function held() {
  const storage = memoryStorage();
  const waiting: (() => void)[] = [];
  const state = { broken: false, writes: 0 };
  const add: Counters["add"] = async (counted, now) => {
    state.writes++;
    if (state.broken) throw new Error("broken");
    await new Promise<void>((resolve) => waiting.push(resolve));
    return storage.counters.add(counted, now);
  };
  const process = countsOn({ counters: { ...storage.counters, add } });
  const letThrough = async () => {
    while (waiting.length > 0) {
      waiting.shift()?.();
      await new Promise(setImmediate);
    }
  };
  return { ...process, storage, state, letThrough };
}

describe("counts of this process", () => {
  it("are known at once, and to the store in one write for all that came during the last one", async () => {
    const { counts, storage, state, letThrough } = held();
    for (let n = 0; n < 100; n++) {
      counts.add(one, T);
      counts.share(one, T);
    }
    expect(counts.find(ADA, T)).toEqual({ emptyAt: T + 100 * HOUR, lastAt: T });
    await letThrough();
    await counts.flush();
    expect(state.writes).toBe(2);
    expect(await storage.counters.find([ADA], T)).toEqual([{ emptyAt: T + 100 * HOUR, lastAt: T }]);
  });

  it("include what others have counted, from the next time that the store hears of them", async () => {
    const storage = memoryStorage();
    const [here, there] = [countsOn(storage).counts, countsOn(storage).counts];
    for (let n = 0; n < 3; n++) there.share(one, T);
    await there.flush();
    expect(here.find(ADA, T)).toBeUndefined();
    here.share(one, T);
    await here.flush();
    expect(here.find(ADA, T)).toEqual({ emptyAt: T + 4 * HOUR, lastAt: T });
    expect(there.find(ADA, T)).toEqual({ emptyAt: T + 3 * HOUR, lastAt: T });
  });

  it("that can't be stored are tried again with the next one, and logged once", async () => {
    const { counts, storage, state, said, letThrough } = held();
    state.broken = true;
    for (let n = 0; n < 5; n++) {
      counts.share(one, T);
      await counts.flush();
    }
    expect(said).toEqual(["counts could not be shared with other processes"]);
    state.broken = false;
    counts.share(one, T);
    await letThrough();
    await counts.flush();
    expect(await storage.counters.find([ADA], T)).toEqual([{ emptyAt: T + 6 * HOUR, lastAt: T }]);
  });

  it("that are empty are dropped, and others never", () => {
    const { counts } = countsOn();
    counts.add(one, T);
    for (let n = 0; n < 20_000; n++) counts.add({ count: [`made up ${n}`], drain: 1 }, T + n);
    expect(counts.find(["made up 0"], T)).toBeUndefined();
    expect(counts.find(ADA, T)).toEqual({ emptyAt: T + HOUR, lastAt: T });
  });
});
