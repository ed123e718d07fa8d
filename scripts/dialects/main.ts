/** `npm run dialects`: compiles dialects/*.yaml. `npm run dialects -- check [file]` also says what is wrong with their messages. */
import { compileStale, toLine } from "./compile.ts";

const faults = compileStale();
for (const fault of faults) console.error(toLine(fault));
if (faults.length > 0) process.exitCode = 1;
