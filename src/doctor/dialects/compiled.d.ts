/** What scripts/dialects/compile.ts makes of dialects/*.yaml, in compiled.js. */
import type { CompiledDialect } from "./define.ts";

export declare const compiled: readonly CompiledDialect[];
