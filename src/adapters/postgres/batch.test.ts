/** Batches: who shares a statement, whom a failure strikes, and what runs again. */
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { batched } from "./batch.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/** Turns of the event loop, which come in order, however busy the machine is. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await setImmediate();
}

const failure = (code: string) => Object.assign(new Error(code), { code });

/** Doubles numbers, and writes down what it was asked at once. `fails` throws for some. */
function doubling(fails: (all: readonly number[]) => Error | undefined = () => undefined) {
  const asked: (readonly number[])[] = [];
  const double = batched<number, number>(
    async (all) => {
      asked.push(all);
      await turns(5);
      const error = fails(all);
      if (error !== undefined) throw error;
      return all.map((one) => one * 2);
    },
    (error) => (error as { readonly code?: string }).code === "23505",
  );
  return { asked, double };
}

describe("a batch", () => {
  it("is what is asked in one turn, and what comes while two are under way shares the next", async () => {
    const { asked, double } = doubling();
    const first = [1, 2].map(double);
    await turns(1);
    const second = [3].map(double);
    await turns(1);
    const third = [4, 5, 6].map(double);
    expect(await Promise.all([...first, ...second, ...third])).toEqual([2, 4, 6, 8, 10, 12]);
    expect(asked).toEqual([[1, 2], [3], [4, 5, 6]]);
  });

  it("is bounded", async () => {
    const { asked, double } = doubling();
    await Promise.all(Array.from({ length: 300 }, (_, n) => double(n)));
    expect(asked.map((all) => all.length)).toEqual([256, 44]);
  });

  it("runs once more one by one, if one of several is to blame", async () => {
    const { asked, double } = doubling((all) => (all.includes(2) ? failure("23505") : undefined));
    const results = await Promise.allSettled([1, 2, 3].map(double));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(asked).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  it("rejects all for what nobody in it is to blame for", async () => {
    const { asked, double } = doubling(() => failure("57P01"));
    const results = await Promise.allSettled([1, 2].map(double));
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(asked).toEqual([[1, 2]]);
  });

  it.each(["40P01", "40001"])("runs again if it lost against another transaction (%s), also alone", async (code) => {
    let losses = 3;
    const { asked, double } = doubling(() => (losses-- > 0 ? failure(code) : undefined));
    expect(await double(4)).toBe(8);
    expect(asked).toEqual([[4], [4], [4], [4]]);
  });
});

it("one runs after the other, and a failure ends only its own", async () => {
  const alone = oneAtATime();
  const log: string[] = [];
  const run = (name: string, fails = false) =>
    alone(async () => {
      log.push(`${name} begins`);
      await turns(2);
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([run("a"), run("b", true), run("c")]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(log).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
});
