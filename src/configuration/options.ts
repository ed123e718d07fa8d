/** Problems with the options of `createCandor`, for callers from JavaScript. */

import { nearest } from "./expected.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";

/** What each option must be. `undefined` is valid for all except `config`. */
const OPTIONS: Readonly<Record<string, readonly [fits: (value: unknown) => boolean, expected: string]>> = {
  config: [isObject, "an object: createCandor({ config: { issuer, … } })"],
  directory: [isText, "the path of a folder"],
  storage: [
    (value) => value === "sqlite" || value === "postgres" || value === "memory",
    '"sqlite", "postgres" or "memory"',
  ],
  environment: [isObject, "an object of strings, such as process.env"],
  demo: [(value) => typeof value === "boolean", "true or false"],
  clock: [isFunction, "a function that returns milliseconds since 1970"],
  onRefusal: [isFunction, "a function"],
};

/** Names every option that doesn't exist or can't be used. */
export function* optionFaults(options: unknown): Generator<ConfigurationFault> {
  if (!isObject(options)) {
    yield { key: "createCandor()", is: "called without options", expected: "createCandor({ config })" };
    return;
  }
  for (const name of Object.keys(options)) {
    if (name in OPTIONS) continue;
    const meant = nearest(name, Object.keys(OPTIONS)) ?? (options.config === undefined ? "config" : undefined);
    const question = meant === undefined ? "" : `. Did you mean ${meant === "config" ? `config.${name}` : meant}?`;
    yield { key: name, is: "unknown", expected: `one of the options of createCandor()${question}` };
  }
  for (const [name, [fits, expected]] of Object.entries(OPTIONS)) {
    const value = options[name];
    if (value === undefined ? name === "config" : !fits(value)) yield { key: name, is: kindOf(value), expected };
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isText(value: unknown): boolean {
  return typeof value === "string";
}
function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "string") return quoted(value);
  return value === null ? "null" : Array.isArray(value) ? "a list" : `of type ${typeof value}`;
}
