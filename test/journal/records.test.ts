/**
 * Records of every version that was ever released, one for each reason, are still decided as they were: what an older server has kept
 * is explained by a newer one. They are never written again; `NEW_RECORDS=1` adds those of the present version for reasons that lack one.
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  occasionOf,
  RECORD_VERSION,
  type RecordedOccasion,
  type Surroundings,
  upgradeRecord,
} from "../../src/protocol/replay/record.ts";
import { replay } from "../../src/protocol/replay/replay.ts";
import type { Refusal } from "../../src/reasons/index.ts";
import { reach } from "../catalogue/reach/all.ts";
import { openReachable } from "../catalogue/reach/world.ts";

const ROOT = join(import.meta.dirname, "../../");
const RECORDS = join(import.meta.dirname, "records");
const pathOf = (version: number, name: string) => join(RECORDS, `v${version}`, `${name}.json`);

interface Kept {
  readonly surroundings: string;
  readonly record: { readonly version: number; readonly refusal: Refusal; readonly occasion: RecordedOccasion };
}

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, "utf8")) as T;

function write(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  // A fault names the files that it came through; not where they lie on this machine.
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(value).replaceAll(ROOT, "/candor/")}\n`);
}

if (process.env.NEW_RECORDS === "1") {
  const world = await openReachable();
  for (const [code, run] of Object.entries(reach)) {
    await run(world);
    const { ref } = world.journal.at(-1) ?? { ref: "" };
    await world.deps.journal.flush();
    const found = await world.deps.storage.refusals.find(ref);
    if (found === undefined) throw new Error(`${code} is not kept.`);
    const { surroundings } = found.refusal;
    write(pathOf(RECORD_VERSION, code), { surroundings, record: JSON.parse(found.refusal.record) });
    write(pathOf(RECORD_VERSION, `surroundings/${surroundings}`), JSON.parse(found.surroundings));
  }
  await world.close();
}

const files = globSync("v*/*/*.json", { cwd: RECORDS }).filter((file) => !file.includes("/surroundings/"));

describe("a record", () => {
  it.each(files)("%s", (file) => {
    const { record, surroundings } = readJson<Kept>(join(RECORDS, file));
    const occasion = upgradeRecord(record.version, record.occasion) ?? expect.fail("It cannot be brought up to date.");
    const around = readJson<Surroundings>(pathOf(record.version, `surroundings/${surroundings}`));
    const { outcome } = replay(occasionOf(occasion, around));
    expect(outcome.is === "refused" ? JSON.parse(JSON.stringify(outcome.refusal)) : outcome).toEqual(record.refusal);
  });

  it("there is one of the present version for every reason", () => {
    const present = files.filter((file) => file.startsWith(`v${RECORD_VERSION}/`));
    expect(present.map((file) => file.slice(3, -5)).sort()).toEqual(Object.keys(reach).sort());
  });
});

describe("upgrades", () => {
  const record: RecordedOccasion = { decision: "http", now: 1, form: "first" };
  const upgrades = {
    1: (one: RecordedOccasion) => ({ ...one, form: `${one.form}, second` }),
    2: (one: RecordedOccasion) => ({ ...one, form: `${one.form}, third` }),
  };

  it("are made one after the other, starting at the record's version", () => {
    expect(upgradeRecord(1, record, upgrades, 3)).toMatchObject({ form: "first, second, third" });
    expect(upgradeRecord(2, record, upgrades, 3)).toMatchObject({ form: "first, third" });
    expect(upgradeRecord(3, record, upgrades, 3)).toBe(record);
  });

  it("are not made up: a record of a newer server, or of one that was never released, is none", () => {
    expect(upgradeRecord(4, record, upgrades, 3)).toBeUndefined();
    expect(upgradeRecord(0, record, upgrades, 3)).toBeUndefined();
  });
});
