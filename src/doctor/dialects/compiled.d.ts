/** What scripts/dialects/compile.ts makes of dialects/*.yaml, in compiled.js. */
import type { Index } from "./lookup.ts";
import type { Head, Rest } from "./packed.ts";

/** All of it. What is below reads it. */
export declare const lines: readonly string[];
export declare const heads: readonly Head[];
export declare const index: Index;
/** Parsed as it is needed. */
export declare const restOf: (at: number) => Rest;
