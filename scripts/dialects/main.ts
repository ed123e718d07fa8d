/** `npm run dialects`: compiles dialects/*.yaml. `npm run dialects -- check [file …]` says what is wrong with them, and changes nothing. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { compileStale, isCompiled, toLine } from "./compile.ts";
import { type DialectFile, dialectFiles, type Fault, readDialect } from "./file.ts";

const [command, ...named] = process.argv.slice(2);
if (command === "check") await checkFiles(named.map((file) => resolve(file)));
else if (command === undefined) tell(compileStale());
else {
  console.error("npm run dialects [-- check [file …]]");
  process.exitCode = 2;
}

function tell(faults: readonly Fault[]): void {
  for (const fault of faults) console.error(toLine(fault));
  if (faults.length > 0) process.exitCode = 1;
}

/** All files if none is named. What a file says by itself comes first: it takes no engine, and no other file. */
async function checkFiles(named: readonly string[]): Promise<void> {
  const missing = named.filter((file) => !existsSync(file));
  for (const file of missing) console.error(`There is no file ${file}.`);
  const files = (named.length === 0 ? dialectFiles() : named.filter((file) => existsSync(file))).map((file) =>
    readDialect(file),
  );
  const faults = files.flatMap((file) => file.faults);
  if (faults.length === 0 && missing.length === 0) return checkTogether(files, named.length === 0);
  tell(faults);
  console.log(`${faults.length + missing.length} to mend.`);
  process.exitCode = 1;
}

/** By the doctor itself, among all other files. */
async function checkTogether(files: readonly DialectFile[], isAll: boolean): Promise<void> {
  // The doctor doesn't start without the artifact. One that is older does.
  if (!isCompiled()) tell(compileStale());
  if (!isCompiled()) return;
  const [{ checkAll, checkEach }, { writtenDialects }] = await Promise.all([
    import("./check.ts"),
    import("./written.ts"),
  ]);
  const { faults, notes } = isAll ? checkAll(files) : checkEach(files, writtenDialects());
  tell(faults);
  for (const one of notes) console.error(`${toLine(one)} (a note)`);
  console.log(faults.length === 0 ? "Nothing is wrong." : `${faults.length} to mend.`);
  if (isAll) console.log("Name a file to see what else is worth a look in it.");
}
