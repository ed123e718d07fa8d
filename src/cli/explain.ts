/** `candor explain`: paste what you have, get the cause and the fix, for any provider. Sends nothing unless asked to. */
import { existsSync } from "node:fs";
import { type Diagnosis, explainMaterial } from "../doctor/explain.ts";
import type { Context, Material } from "../doctor/material.ts";
import { read } from "../doctor/read.ts";
import { toReport } from "../doctor/report.ts";
import { sourcesOf, sourcesOfProvider, sourcesToText } from "../doctor/sources.ts";
import { diagnosisToTerminal } from "../doctor/terminal.ts";
import { EXIT } from "./exit.ts";
import { explainLog, type Format } from "./explain-log.ts";
import { print, readerOf } from "./print.ts";
import { readText } from "./read-text.ts";

export interface ExplainOptions {
  readonly context?: string;
  readonly json?: boolean;
  readonly online?: boolean;
  readonly verbose?: boolean;
  readonly sources?: boolean;
  readonly from?: string;
  readonly format?: Format;
}

/** Characters that move the cursor or change the writing direction in a terminal that shows the JSON. */
const escaped = (json: string): string =>
  json.replaceAll(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Prints the findings, and sets the exit code. */
export async function explain(input: readonly string[], options: ExplainOptions): Promise<void> {
  try {
    const context = options.context === undefined ? {} : contextOf(readText(options.context), options.context);
    if (options.from !== undefined && input.length > 0) return fail("Pass either an error, or a log with --from.");
    if (options.from !== undefined) return ofLog(options.from, context, options);
    if (options.format !== undefined) return fail("--format is for logs: add --from and the file.");
    const text = textOf(input);
    if (text.trim() === "")
      return fail("There is nothing to explain. Pass the error as an argument, in a file, or on standard input.");
    const ofProvider = options.sources === true ? sourcesOfProvider(text.trim()) : [];
    if (ofProvider.length > 0) return print(sourcesToText(ofProvider));
    const material = read(text, context);
    const known = options.online === true ? await lookedUp(material) : material;
    // A token alone is compared with the time of whoever asks.
    answer(explainMaterial(known, Date.now()), options);
  } catch (error) {
    fail((error as Error).message);
  }
}

/** Loads what can send a request only if it may. */
async function lookedUp(material: Material): Promise<Material> {
  const { lookUp } = await import("./online.ts");
  return lookUp(material);
}

/** @throws if it isn't a JSON object. */
function contextOf(text: string, file: string): Context {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`The context in ${file} is not JSON.`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`The context in ${file} is not a JSON object.`);
  return value;
}

/** Looks like the name of a file: an extension, and a path or nothing else. */
const FILE_NAME = /^(?:\.{0,2}\/)?[\w ./-]{1,200}\.(?:har|json|txt|log|http|jwt)$/i;

function textOf(input: readonly string[]): string {
  if (input.length === 0 || (input.length === 1 && input[0] === "-")) return readText(0);
  const [only = ""] = input;
  if (input.length > 1 || only.length >= 1_000) return input.join(" ");
  if (!existsSync(only)) {
    if (FILE_NAME.test(only)) throw new Error(`There is no file ${only}.`);
    return only;
  }
  return readText(only);
}

function ofLog(from: string, context: Context, { json, format, verbose }: ExplainOptions): void {
  const { text, code } = explainLog(from, context, format ?? (json === true ? "json" : "text"), verbose);
  process.exitCode = code;
  if (text !== "") print(format === "json" || json === true ? escaped(text) : text);
}

/** Prints a diagnosis for a program or for a reader. */
function answer(diagnosis: Diagnosis, { json, verbose, sources }: ExplainOptions): void {
  const report = toReport(diagnosis);
  process.exitCode = report.verdict === "cause" ? EXIT.fine : EXIT.not;
  if (json === true) print(escaped(JSON.stringify(report, null, 2)));
  else if (sources === true) print(sourcesToText(sourcesOf(diagnosis)));
  else print(diagnosisToTerminal(diagnosis, { ...readerOf(), verbose }));
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = EXIT.usage;
}
