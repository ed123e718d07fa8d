/** Compiles the dialects before the tests run, if one has changed. */
export { compileOrThrow as default } from "./compile.ts";
