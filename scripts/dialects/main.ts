/** `npm run dialects`: compiles dialects/*.yaml. `npm run dialects -- check [file …]` says what is wrong with them, and changes nothing. */
import { resolve } from "node:path";
import { compileStale, toLine } from "./compile.ts";
import { dialectFiles, readDialect, writtenDialects } from "./file.ts";

const [command, ...named] = process.argv.slice(2);
if (command === "check") await checkFiles(named.length === 0 ? dialectFiles() : named.map((file) => resolve(file)));
else if (command === undefined) {
  const faults = compileStale();
  for (const fault of faults) console.error(toLine(fault));
  if (faults.length > 0) process.exitCode = 1;
} else {
  console.error("npm run dialects [-- check [file …]]");
  process.exitCode = 2;
}

/** The check asks the doctor, which needs the artifacts. */
async function checkFiles(files: readonly string[]): Promise<void> {
  const { check, knownOf } = await import("./check.ts");
  const known = writtenDialects().map(knownOf);
  const checked = files.map((file) => check(readDialect(file), known));
  const faults = checked.flatMap((one) => one.faults);
  for (const one of faults) console.error(toLine(one));
  for (const one of checked.flatMap(({ notes }) => notes)) console.error(`${toLine(one)} (a note)`);
  console.log(faults.length === 0 ? "Nothing is wrong." : `${faults.length} to mend.`);
  if (faults.length > 0) process.exitCode = 1;
}
