/** `candor export`: what is registered in a data directory, as a file. A server may use it at the same time. */
import { renameSync, writeFileSync } from "node:fs";
import { unfinished } from "../../adapters/unfinished.ts";
import { itemsIn } from "../../declared/carry-out.ts";
import { type Exported, exported, WEAK } from "../../declared/export.ts";
import { visible } from "../../render/characters.ts";
import { said } from "../data-directory.ts";
import { EXIT } from "../exit.ts";
import { onRegistry } from "../on-registry.ts";
import { print } from "../print.ts";
import type { ExportOptions } from "./options.ts";

/** Writes the file, and sets the exit code. */
export async function exportRegistry(options: ExportOptions): Promise<void> {
  const { out } = options;
  try {
    const all = exported(await onRegistry(options, itemsIn));
    const text = await textOf(all, options);
    for (const { client } of all.weak) process.stderr.write(`${visible(`Warning: application ${client}: ${WEAK}`)}\n`);
    if (out === undefined) print(text.trimEnd());
    else replace(out, text);
  } catch (error) {
    process.exitCode = EXIT.usage;
    process.stderr.write(`${visible(said(error))}\n`);
  }
}

async function textOf(all: Exported, { format, out }: ExportOptions): Promise<string> {
  const isJson = format === undefined ? out?.endsWith(".json") === true : format === "json";
  if (isJson) return `${JSON.stringify(all.file, null, 2)}\n`;
  return (await import("../../declared/write-yaml.ts")).yamlOf(all);
}

/** Whoever reads the file meanwhile gets the one before, and never half of it. */
function replace(file: string, text: string): void {
  const half = unfinished(file);
  try {
    writeFileSync(half.file, text, { mode: 0o600, flag: "wx" });
    renameSync(half.file, file);
  } finally {
    half.end();
  }
}
