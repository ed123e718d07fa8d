import { describe, expect, it } from "vitest";
import type { Storage } from "../ports/storage.ts";
import { BEAT, join } from "./processes.ts";

/** A store of numbers, as others see it, and what was written to the log. */
function others({ kept = true, free = [4, 7] }: { kept?: boolean; free?: number[] } = {}) {
  const asked: unknown[][] = [];
  const written: unknown[][] = [];
  const state = { kept, down: false };
  const processes: Storage["processes"] = {
    take: async (holder, count) => {
      asked.push(["take", holder, count]);
      return free.shift() ?? 0;
    },
    keep: async (holder, part) => {
      asked.push(["keep", holder, part]);
      if (state.down) throw new Error("the path /secret/data is full");
      return state.kept;
    },
  };
  const log = { error: (fields: object, message: string) => void written.push([fields, message]) };
  const random = (length: number) => new Uint8Array(length).fill(1);
  return { asked, written, state, join: () => join({ processes }, random, log, 16) };
}
const HOLDER = "AQEBAQEBAQEBAQEB";

describe("a process", () => {
  it("takes a number of its own and keeps it by signs of life", async () => {
    const { asked, written, join } = others();
    const member = await join();
    expect(member.part()).toBe(4);
    await member.beat();
    expect(member.part()).toBe(4);
    expect(asked).toEqual([
      ["take", HOLDER, 16],
      ["keep", HOLDER, 4],
    ]);
    expect(written).toEqual([]);
  });

  it("takes another number where its own was given away, so that no two ids are alike, and says so", async () => {
    const { asked, written, state, join } = others();
    const member = await join();
    state.kept = false;
    await member.beat();
    expect(member.part()).toBe(7);
    expect(asked.at(-1)).toEqual(["take", HOLDER, 16]);
    expect(written).toEqual([
      [{ part: 7 }, "another process took this process's number, because the number wasn't renewed in time"],
    ]);
  });

  it("continues if its number can't be renewed, and logs only the name of the fault", async () => {
    const { written, state, join } = others();
    const member = await join();
    state.down = true;
    await member.beat();
    expect(member.part()).toBe(4);
    expect(written).toEqual([[{ fault: "Error" }, "this process's number could not be renewed"]]);
  });

  it("gives a sign of life every ten seconds", () => expect(BEAT).toBe(10_000));
});
