/** What scripts/dialects/compile.ts makes of dialects/*.yaml, in compiled.js. */
import type { Head, Rest } from "./packed.ts";

export declare const heads: readonly Head[];
/** Parsed as it is needed. */
export declare const restOf: (at: number) => Rest;
