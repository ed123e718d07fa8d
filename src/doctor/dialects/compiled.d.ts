/** What scripts/dialects/compile.ts makes of dialects/*.yaml, in compiled.js: JSON, which is parsed as it is needed. */

/** A list of `Head`. */
export declare const heads: string;
/** A `Rest` for each. */
export declare const rests: readonly string[];
