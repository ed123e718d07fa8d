import { describe, expect, it } from "vitest";
import { T } from "../../test/catalogue/samples.ts";
import { systemRandom } from "../adapters/clock/system.ts";
import { openKeys } from "../adapters/keys/keys.ts";
import { memoryStorage } from "../adapters/memory/storage.ts";
import { familiarMark, keepMarks } from "./familiar.ts";

const DAY = 86_400_000;
const open = async () => ({ keys: await openKeys(memoryStorage().keys, undefined, T), random: systemRandom() });
const deps = await open();
const familiar = (marks: string | undefined, username = "ada", now = T) => familiarMark(deps, username, marks, now);

describe("a browser", () => {
  const marks = keepMarks(deps, "ada", undefined, T);

  it("is familiar only for the user who signed in with it, in any spelling of the name", () => {
    expect(familiar(marks)).toMatch(/^\d+\.[\w-]{12}$/);
    expect(familiar(marks, "ADA")).toBe(familiar(marks));
    expect(familiar(marks, "grace")).toBeUndefined();
  });

  it.each([
    ["no mark", undefined],
    ["an empty one", ""],
    ["a longer one", `${marks}A`],
    ["a cut one", marks.slice(1)],
    ["another day", marks.replace(/^\d+/, (day) => String(Number(day) + 1))],
    ["nothing but a name", marks.slice(0, marks.lastIndexOf("."))],
    ["a tag of asterisks", marks.replace(/[^.]+$/, "*".repeat(24))],
  ])("is not with %s", (_, sent) => expect(familiar(sent)).toBeUndefined());

  it("is not with a mark of another server", async () => {
    expect(familiarMark(await open(), "ada", marks, T)).toBeUndefined();
  });

  it("is for a year, also after the clock was set back", () => {
    expect(familiar(marks, "ada", T + 365 * DAY)).toBeDefined();
    expect(familiar(marks, "ada", T + 366 * DAY)).toBeUndefined();
    expect(familiar(marks, "ada", T - 400 * DAY)).toBeDefined();
  });

  it("has its own mark", () => {
    expect(familiar(keepMarks(deps, "ada", undefined, T))).not.toBe(familiar(marks));
  });
});

describe("a browser of several users", () => {
  it("is familiar to the last eight of them", () => {
    const marks = Array.from({ length: 9 }, (_, n) => `user ${n}`).reduce<string | undefined>(
      (kept, name) => keepMarks(deps, name, kept, T),
      undefined,
    );
    const known = Array.from({ length: 9 }, (_, n) => familiar(marks, `user ${n}`) !== undefined);
    expect(known).toEqual([false, ...Array(8).fill(true)]);
  });

  it("gets a new mark at each sign-in, and keeps the others' as they are", () => {
    const first = keepMarks(deps, "ada", undefined, T);
    const both = keepMarks(deps, "grace", first, T);
    const again = keepMarks(deps, "Ada", both, T);
    expect(again.split("~")).toHaveLength(2);
    expect(familiar(again)).not.toBe(familiar(first));
    expect(familiar(again, "grace")).toBe(familiar(both, "grace"));
  });

  it("doesn't keep foreign values in the cookie", () => {
    expect(keepMarks(deps, "ada", `x~${"y".repeat(5_000)}~~`, T)).toHaveLength(keepMarks(deps, "ada", "", T).length);
  });
});
