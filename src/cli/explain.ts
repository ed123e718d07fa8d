/** `candor explain`: paste what you have, get the cause and the fix, for any provider. Sends nothing unless told to. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { Command } from "commander";
import { type Diagnosis, explainMaterial } from "../doctor/explain.ts";
import type { Context } from "../doctor/material.ts";
import { read } from "../doctor/read.ts";
import { toReport } from "../doctor/report.ts";
import { causeToTerminal, diagnosisToTerminal } from "../doctor/terminal.ts";
import { lookUp } from "./online.ts";

interface Options {
  readonly context?: string;
  readonly json?: boolean;
  readonly online?: boolean;
}

/** Exit codes: an answer; nothing that can be told from it; wrong use. */
const EXIT = { answered: 0, unknown: 1, usage: 2 } as const;
/** Below this confidence it is no answer. */
const ANSWER = 0.4;
const LONGEST = 64_000_000;
const TOO_LONG = `That is longer than ${LONGEST / 1_000_000} MB.`;

/** What moves the cursor or turns the direction of writing, in a terminal that shows the JSON. */
const escaped = (json: string): string =>
  json.replaceAll(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

export function explainCommand(): Command {
  return (
    new Command("explain")
      .description(
        "Explains a failed OAuth exchange with any provider. Works offline, and prints no secret that it is given.",
      )
      .argument("[input...]", "what you have, or the name of a file with it; standard input where there is none")
      .option("--context <file>", "JSON: registered redirect URIs, scopes, server time, … (docs/explain.md)")
      .option("--json", "answer as JSON, for tools")
      .option("--online", "fetch the issuer's discovery document and keys: the only thing that is ever sent")
      // What can be told, and what cannot, have exit codes of their own.
      .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.answered : EXIT.usage))
      .action(run)
  );
}

async function run(input: readonly string[], options: Options): Promise<void> {
  try {
    const context = options.context === undefined ? {} : contextOf(fileText(options.context));
    const text = textOf(input);
    if (text.trim() === "")
      return fail("There is nothing to explain: give it as an argument, a file, or on standard input.");
    const material = read(text, context);
    const known = options.online === true ? await lookUp(material) : material;
    answer(explainMaterial(known), known.names.length > 0, options);
  } catch (error) {
    fail((error as Error).message);
  }
}

/** @throws where it is no JSON object. */
function contextOf(text: string): Context {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("The context is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("The context is not a JSON object.");
  return value;
}

/** What looks like the name of a file that was meant: it has an extension, and a path or nothing else. */
const FILE_NAME = /^(?:\.{0,2}\/)?[\w ./-]{1,200}\.(?:har|json|txt|log|http|jwt)$/i;

function textOf(input: readonly string[]): string {
  if (input.length === 0 || (input.length === 1 && input[0] === "-")) return fileText(0);
  const [only = ""] = input;
  if (input.length > 1 || only.length >= 1_000) return input.join(" ");
  if (!existsSync(only)) {
    if (FILE_NAME.test(only)) throw new Error(`There is no file ${only}.`);
    return only;
  }
  if (statSync(only).isDirectory()) throw new Error(`${only} is a folder.`);
  return fileText(only);
}

/** The text of a file, by its byte order mark; without one it is UTF-8. */
function fileText(file: string | 0): string {
  if (file !== 0 && statSync(file).size > LONGEST) throw new Error(TOO_LONG);
  const bytes = readFileSync(file);
  if (bytes.length > LONGEST) throw new Error(TOO_LONG);
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

/** Of a name alone, what it can mean is the answer. */
function answer(diagnosis: Diagnosis, isOfNames: boolean, { json }: Options): void {
  const { findings, causes } = diagnosis;
  const isAnswered =
    causes.length > 0 || (isOfNames && findings.length > 0) || (findings[0]?.confidence ?? 0) >= ANSWER;
  process.exitCode = isAnswered ? EXIT.answered : EXIT.unknown;
  if (json === true) return void process.stdout.write(`${escaped(JSON.stringify(toReport(diagnosis), null, 2))}\n`);
  const { isTTY = false, columns } = process.stdout;
  const options = { colour: isTTY && !process.env.NO_COLOR, width: columns };
  const named = causes.map((code) => causeToTerminal(code, options));
  const told = causes.length > 0 && findings.length === 0 ? [] : [diagnosisToTerminal(diagnosis, options)];
  process.stdout.write(`${[...named, ...told].join("\n\n")}\n`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = EXIT.usage;
}
