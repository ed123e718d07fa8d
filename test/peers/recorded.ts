/** What `npm run peers` found last time, which the guide is written from: a file for each server. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Summary } from "../checker/peers/document.ts";
import { REAL_PEERS } from "./index.ts";

type Counts = Summary["counts"];

const fileOf = (name: string): string => join(import.meta.dirname, "recorded", `${name}.json`);

export const record = (name: string, counts: Counts): void =>
  writeFileSync(fileOf(name), `${JSON.stringify(counts, undefined, 2)}\n`);

/** Those that were checked. */
export const recorded = (): readonly Summary[] =>
  Object.entries(REAL_PEERS)
    .filter(([name]) => existsSync(fileOf(name)))
    .map(([name, peer]) => ({ ...peer, counts: JSON.parse(readFileSync(fileOf(name), "utf8")) as Counts }));
