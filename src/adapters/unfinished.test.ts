import { hash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { unfinished } from "./unfinished.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "candor-unfinished-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** No process has it: Linux has at most 4,194,304. */
const GONE = 9_999_999;
const HERE = hash("sha256", `${hostname()} ${readFileSync("/proc/sys/kernel/random/boot_id", "utf8")}`, "hex").slice(
  0,
  8,
);
const ELSEWHERE = "00000000";
const HOUR = 3_600_000;

it("removes what a process left that is gone, and nothing that another one may be writing", () => {
  const started = Date.now() - process.uptime() * 1_000;
  const leave = (name: string, age: number) => {
    const at = (Date.now() - age) / 1_000;
    writeFileSync(join(folder, name), "half");
    utimesSync(join(folder, name), at, at);
    return name;
  };
  const left = [
    leave(`a.jsonl.partial-${HERE}-${GONE}-0123abcd`, 0),
    leave(`a.sqlite.partial-${HERE}-${GONE}-0123abcd-journal`, 0),
    leave(`another.partial-${HERE}-${GONE}-0123abcd`, 0),
    leave(`own.partial-${HERE}-${process.pid}-0123abcd`, Date.now() - started + HOUR),
    leave(`old.partial-${ELSEWHERE}-${process.ppid}-0123abcd`, 25 * HOUR),
  ];
  const kept = [
    leave("a.jsonl", 99 * HOUR),
    leave(`a.jsonl.partial-${HERE}-${process.ppid}-0123abcd`, 23 * HOUR),
    leave(`a.jsonl.partial-${HERE}-${process.pid}-0123abcd`, 0),
    leave(`a.jsonl.partial-${ELSEWHERE}-${GONE}-0123abcd`, 23 * HOUR),
    leave(`a.jsonl.partial-of-a-novel`, 99 * HOUR),
  ];
  const half = unfinished(join(folder, "b.jsonl"));
  expect(readdirSync(folder).toSorted()).toEqual(kept.toSorted());
  expect(readdirSync(folder)).not.toContain(left[0]);
  writeFileSync(half.file, "half");
  writeFileSync(`${half.file}-journal`, "half");
  expect(unfinished(join(folder, "b.jsonl")).file).not.toBe(half.file);
  expect(readdirSync(folder)).toHaveLength(kept.length + 2);
  half.end();
  expect(readdirSync(folder).toSorted()).toEqual(kept.toSorted());
});

it("makes no folder, and fails nowhere", () => {
  expect(() => unfinished(join(folder, "missing", "c")).end()).not.toThrow();
});
