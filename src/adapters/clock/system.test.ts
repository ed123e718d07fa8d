import { describe, expect, it } from "vitest";
import { PARTS } from "../../ports/ids.ts";
import { timeIds } from "./system.ts";

const T = Date.UTC(2026, 5, 15);

describe("ids", () => {
  it("grow with time, stay below 2^53, and are whole, whatever the clock does", () => {
    const ids = timeIds(0, () => 5);
    const times = [T, T, T, T + 1, T - 86_400_000, T, 0, T + 0.7, T + 366 * 86_400_000, T, Date.UTC(2500, 0, 1)];
    const made = times.map(ids);
    for (const [i, id] of made.entries()) {
      expect(Number.isSafeInteger(id)).toBe(true);
      expect(id).toBeGreaterThan(made[i - 1] ?? 0);
    }
  });

  it("start above the existing ones", () => {
    const last = timeIds(0, () => PARTS - 1)(T + 3_600_000);
    expect(timeIds(last, () => 0)(T)).toBeGreaterThan(last);
  });

  it("never repeat among processes that run at once, even if one has run ahead or its clock was set back", () => {
    const seen = new Set<number>();
    const all = Array.from({ length: PARTS }, (_, part) => timeIds(0, () => part));
    for (let round = 0; round < 200; round++)
      for (const [part, ids] of all.entries()) seen.add(ids(T + Math.floor(round / 20) - (part % 3) * 2));
    expect(seen.size).toBe(200 * PARTS);
  });

  it("differ from those of a server of version 0.1 that is still running", () => {
    const ids = timeIds(0, () => 3);
    const old = new Set<number>();
    for (let ms = 0; ms < 100; ms++) for (let i = 0; i < 8; i++) old.add((T + ms - Date.UTC(2025, 0, 1)) * 512 + i);
    for (let ms = 0; ms < 100; ms++) for (let i = 0; i < 4; i++) expect(old).not.toContain(ids(T + ms));
  });

  it("keep growing if the process gets another number", () => {
    let part = 0;
    const ids = timeIds(0, () => part);
    const before = ids(T);
    part = 63;
    expect(ids(T)).toBeGreaterThan(before);
  });
});
