import { setImmediate } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { type Capacity, type Party, waitingRoom } from "./waiting-room.ts";

/** Work that ends on demand, and what was begun, in its order. */
let begun: string[];
let finish: Map<string, () => void>;
beforeEach(() => {
  begun = [];
  finish = new Map();
});

function crowd(capacity: Capacity) {
  const room = waitingRoom(capacity);
  return (key: string, party: Partial<Party> = {}): Promise<string | undefined> =>
    room.run({ key, network: "here", familiar: false, ...party }, () => {
      begun.push(key);
      return new Promise((resolve) => finish.set(key, () => resolve(`${key} is done`)));
    });
}

/** Lets the work that is under way end, and what follows it, until nothing is left. */
async function drain(): Promise<void> {
  while (finish.size > 0) {
    const [key, end] = [...finish][0] as [string, () => void];
    finish.delete(key);
    end();
    await setImmediate();
  }
}

describe("a waiting room", () => {
  it("does only so much at once, in the order of arrival", async () => {
    const come = crowd({ slots: 2, places: 10 });
    const all = ["a", "b", "c", "d"].map((key) => come(key));
    expect(begun).toEqual(["a", "b"]);
    finish.get("b")?.();
    await all[1];
    await setImmediate();
    expect(begun).toEqual(["a", "b", "c"]);
    await drain();
    expect(await Promise.all(all)).toEqual(["a", "b", "c", "d"].map((key) => `${key} is done`));
  });

  it("turns away whoever finds no place, at once", async () => {
    const come = crowd({ slots: 1, places: 2 });
    const all = ["a", "b", "c", "d"].map((key) => come(key));
    expect(await all[3]).toBeUndefined();
    expect(begun).toEqual(["a"]);
    await drain();
    expect(begun).toEqual(["a", "b", "c"]);
  });

  it("lets two of the same key in one after the other, and others pass", async () => {
    const come = crowd({ slots: 2, places: 10 });
    const all = [come("a"), come("a"), come("b")];
    expect(begun).toEqual(["a", "b"]);
    await drain();
    await Promise.all(all);
    expect(begun).toEqual(["a", "b", "a"]);
  });

  it("continues after failed work", async () => {
    const room = waitingRoom({ slots: 1, places: 1 });
    const party = { key: "a", network: "here", familiar: false };
    const failed = room.run(party, () => Promise.reject(new Error("no")));
    const next = room.run(party, async () => "yes");
    await expect(failed).rejects.toThrow("no");
    expect(await next).toBe("yes");
  });
});

describe("a flood from one network", () => {
  it("takes turns with others", async () => {
    const come = crowd({ slots: 1, places: 100 });
    for (let n = 0; n < 20; n++) void come(`flood ${n}`, { network: "flood" });
    for (let n = 0; n < 3; n++) void come(`office ${n}`, { network: "office" });
    await drain();
    const turns = begun.map((key, at) => (key.startsWith("office") ? at : -1)).filter((at) => at >= 0);
    expect(turns).toEqual([2, 4, 6]);
  });

  it("gives up its last places to others if the queue is full", async () => {
    const come = crowd({ slots: 1, places: 4 });
    const flood = Array.from({ length: 9 }, (_, n) => come(`flood ${n}`, { network: "flood" }));
    const office = ["x", "y", "z"].map((key) => come(key, { network: "office" }));
    await drain();
    const kept = (all: readonly (string | undefined)[]) => all.map((said) => said !== undefined);
    expect(kept(await Promise.all(flood))).toEqual([true, true, true, ...Array(6).fill(false)]);
    expect(kept(await Promise.all(office))).toEqual([true, true, false]);
  });
});

describe("familiar browsers", () => {
  it("go first, and have places of their own", async () => {
    const come = crowd({ slots: 1, places: 2 });
    const strangers = ["a", "b", "c", "d"].map((key) => come(key));
    const known = ["home", "phone", "work"].map((key) => come(key, { familiar: true }));
    expect(await strangers[3]).toBeUndefined();
    expect(await known[2]).toBeUndefined();
    await drain();
    expect(begun).toEqual(["a", "home", "phone", "b", "c"]);
  });
});
