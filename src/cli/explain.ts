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

export function explainCommand(): Command {
  return new Command("explain")
    .description(
      "Explains a failed OAuth exchange with any provider. Works offline, and prints no secret that it is given.",
    )
    .argument("[input...]", "what you have, or the name of a file with it; standard input where there is none")
    .option("--context <file>", "JSON: registered redirect URIs, scopes, server time, … (docs/explain.md)")
    .option("--json", "answer as JSON, for tools")
    .option("--online", "fetch the issuer's discovery document and keys: the only thing that is ever sent")
    .action(run);
}

async function run(input: readonly string[], options: Options): Promise<void> {
  try {
    const context = options.context === undefined ? {} : (JSON.parse(readFileSync(options.context, "utf8")) as Context);
    const text = textOf(input);
    if (text.trim() === "")
      return fail("There is nothing to explain: give it as an argument, a file, or on standard input.");
    const material = read(text, context);
    const known = options.online === true ? await lookUp(material) : material;
    answer(explainMaterial(known), options);
  } catch (error) {
    fail(error instanceof SyntaxError ? "The context is not JSON." : (error as Error).message);
  }
}

function textOf(input: readonly string[]): string {
  if (input.length === 0 || (input.length === 1 && input[0] === "-")) return readFileSync(0, "utf8");
  const [only = ""] = input;
  const isFile = input.length === 1 && only.length < 1_000 && existsSync(only) && statSync(only).isFile();
  if (!isFile) return input.join(" ");
  if (statSync(only).size > LONGEST) throw new Error(`The file is longer than ${LONGEST / 1_000_000} MB.`);
  return readFileSync(only, "utf8");
}

function answer(diagnosis: Diagnosis, { json }: Options): void {
  const { findings, causes } = diagnosis;
  const isAnswered = causes.length > 0 || (findings[0]?.confidence ?? 0) >= ANSWER;
  process.exitCode = isAnswered ? EXIT.answered : EXIT.unknown;
  if (json === true) return void process.stdout.write(`${JSON.stringify(toReport(diagnosis), null, 2)}\n`);
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
