/**
 * One record for each reason, in every format that was ever released, is still decided as it was: what an older server has kept
 * is explained by a newer one. They are never written again; `NEW_RECORDS=1` adds one for each reason that lacks one. A decision whose
 * record gets a new version keeps the old ones under another name.
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { occasionOf, type RecordedOccasion } from "../../src/protocol/replay/record.ts";
import { replay } from "../../src/protocol/replay/replay.ts";
import type { Refusal } from "../../src/reasons/index.ts";
import { KEPT_VERSION } from "../../src/service/kept-refusals.ts";
import { reach } from "../catalogue/reach/all.ts";
import { openReachable } from "../catalogue/reach/world.ts";

const ROOT = join(import.meta.dirname, "../../");
const RECORDS = join(import.meta.dirname, "records");
const pathOf = (version: number, name: string) => join(RECORDS, `v${version}`, `${name}.json`);

interface Kept {
  readonly refusal: Refusal;
  readonly occasion: RecordedOccasion;
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
    write(pathOf(KEPT_VERSION, code), JSON.parse(found.record));
  }
  await world.close();
}

const files = globSync("v*/*/*.json", { cwd: RECORDS });

describe("a record", () => {
  it.each(files)("%s", (file) => {
    const { occasion, refusal } = readJson<Kept>(join(RECORDS, file));
    const { outcome } = replay(occasionOf(occasion));
    expect(outcome.is === "refused" ? JSON.parse(JSON.stringify(outcome.refusal)) : outcome).toEqual(refusal);
  });

  it("there is one of the present version for every reason", () => {
    const present = files.filter((file) => file.startsWith(`v${KEPT_VERSION}/`));
    expect(present.map((file) => file.slice(3, -5)).sort()).toEqual(Object.keys(reach).sort());
  });
});
