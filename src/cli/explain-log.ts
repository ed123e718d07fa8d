/** `candor explain --from`: the failures in a log, for a reader, an editor or a program. */
import { type Failure, failuresIn } from "../doctor/failures-in-log.ts";
import type { Context } from "../doctor/material.ts";
import { diagnosisToTerminal } from "../doctor/terminal.ts";
import { visible } from "../render/characters.ts";
import { EXIT } from "./exit.ts";
import { readerOf } from "./print.ts";
import { readPieces } from "./read-text.ts";

/** `problem`: a line for each, as compilers write them. */
export type Format = "text" | "problem" | "json";

/** What is printed, and the exit code. `file` may be `-` for standard input. @throws in words if it can't be read. */
export function explainLog(
  file: string,
  context: Context,
  format: Format,
  verbose = false,
): { readonly text: string; readonly code: number } {
  // Lines are garbage as soon as they are read. Without this, the heap grows for them, by as much as the log itself.
  process.getBuiltinModule("node:v8").setFlagsFromString("--semi-space-growth-factor=1");
  const failures = failuresIn(readPieces(file === "-" ? 0 : file), context, Date.now());
  const code = failures.length > 0 ? EXIT.fine : EXIT.not;
  const shown = visible(file);
  if (format === "json") return { text: JSON.stringify({ file, failures: failures.map(asJson) }, null, 2), code };
  if (format === "problem") return { text: failures.map((failure) => asProblem(shown, failure)).join("\n"), code };
  if (failures.length === 0) return { text: `${shown} has no failure of OAuth that Candor knows.`, code };
  const options = { ...readerOf(), verbose };
  const parts = failures.map(
    (failure) => `${placeOf(shown, failure)}${timesOf(failure)}\n${diagnosisToTerminal(failure.diagnosis, options)}`,
  );
  return { text: parts.join("\n\n"), code };
}

const placeOf = (file: string, { line, column }: Failure): string => `${file}:${line}:${column}`;
const timesOf = ({ count }: Failure): string => (count > 1 ? ` (${count} times)` : "");

/** `error` for what is most likely, `warning` for what is possible. */
const severityOf = ({ report }: Failure): "error" | "warning" =>
  report.findings[0]?.likelihood === "most likely" ? "error" : "warning";

/** `build.log:42:7: error: The redirect URI … Fix: … [redirect-uri/unregistered]`, on one line. */
function asProblem(file: string, failure: Failure): string {
  const [first] = failure.report.findings;
  if (first === undefined) return "";
  const message = `${first.title}${timesOf(failure)}. Fix: ${first.fix}`;
  return `${placeOf(file, failure)}: ${severityOf(failure)}: ${visible(message.replaceAll(/\s+/g, " "))} [${first.reason}]`;
}

const asJson = (failure: Failure) => {
  const { line, column, count, report } = failure;
  return { line, column, count, severity: severityOf(failure), ...report };
};
