import { expect, it } from "vitest";
import { AT_ONCE, inGroups } from "./in-groups.ts";

async function* of<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

it("works on many at once, returns their results in order, and keeps those of one key apart", async () => {
  const names = [...Array.from({ length: AT_ONCE + 5 }, (_, i) => `n${i}`), "same", "other", "same", "last"];
  const [at, keys] = [{ once: 0, most: 0 }, new Set<string>()];
  const done: string[] = [];
  const work = async (name: string): Promise<string> => {
    expect(keys).not.toContain(name);
    keys.add(name);
    at.most = Math.max(at.most, ++at.once);
    // Later ones are done earlier.
    for (let turns = AT_ONCE - at.once; turns > 0; turns--) await undefined;
    at.once--;
    keys.delete(name);
    return name;
  };
  for await (const one of inGroups(of(names), (name) => name, work)) done.push(one);
  expect(done).toEqual(names);
  expect(at.most).toBe(AT_ONCE);
  for await (const one of inGroups(of([]), String, work)) done.push(one);
  expect(done).toHaveLength(names.length);
});
