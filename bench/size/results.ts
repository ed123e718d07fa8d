/** What was measured last of each kind, from which `docs/scale.md` is written (`npm run docs`). */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Costs } from "./costs.ts";
import type { During } from "./during.ts";
import type { Comparison } from "./rates.ts";
import type { Soaked } from "./soak.ts";

export interface Results {
  readonly costs?: Costs;
  readonly "rates-postgres"?: Comparison;
  /** With enough buffers for most of what is read. */
  readonly "rates-postgres-warm"?: Comparison;
  readonly "rates-sqlite"?: Comparison;
  readonly "purge-postgres"?: During;
  readonly "purge-sqlite"?: During;
  readonly "join-postgres"?: During;
  readonly "join-sqlite"?: During;
  readonly soak?: Soaked;
}

const FILE = fileURLToPath(new URL("results.json", import.meta.url));

export const results = (): Results => (existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : {});

/** Keeps one in place of the one before. Numbers of more digits than were measured are rounded. */
export function keep<Name extends keyof Results>(name: Name, value: Results[Name]): void {
  const rounded = (_: string, one: unknown) => (typeof one === "number" ? Number(one.toPrecision(5)) : one);
  writeFileSync(FILE, `${JSON.stringify({ ...results(), [name]: value }, rounded, 2)}\n`);
}
