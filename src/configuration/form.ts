/** Problems of form: unknown settings, or values of the wrong kind. No sentence of zod's is shown. */
import type { z } from "zod";
import { expectedAt, meantBy, type Path, type SettingSchema, settingSchema } from "./expected.ts";
import type { ConfigurationFault } from "./fault.ts";

/** What is wrong, from an issue of the schema. `settings` is that schema, by default the configuration's. */
export function faultsOf(
  issue: z.core.$ZodIssue,
  config: unknown,
  settings: SettingSchema = settingSchema(),
): ConfigurationFault[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((name) => {
      const meant = meantBy(name, path, settings);
      const question = meant === undefined ? "" : `. Did you mean ${meant}?`;
      return { key: keyOf([...path, name]), is: "unknown", expected: `one of the documented settings${question}` };
    });
  }
  const within = issue.code === "invalid_union" ? issue.errors.flat().filter((inner) => inner.path.length > 0) : [];
  if (within.length > 0)
    return within.flatMap((inner) => faultsOf({ ...inner, path: [...path, ...inner.path] }, config, settings));
  const value = path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step], config);
  return [{ key: keyOf(path), is: shown(path, value), expected: expectedAt(path, settings) }];
}

/** A path as written in code: `clients[0].id`. */
export const keyOf = (path: Path): string =>
  path.reduce<string>(
    (key, step) =>
      typeof step === "number" ? `${key}[${step}]` : key === "" ? String(step) : `${key}.${String(step)}`,
    "",
  ) || "the configuration";

/** A value as it may be shown: never a secret, and never an object's content, which may be one. */
function shown(path: Path, value: unknown): string {
  if (value === undefined) return "missing";
  if (path.includes("secrets")) return "not usable (its value is not shown)";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return { object: "an object", function: "a function" }[typeof value as string] ?? `a ${typeof value}`;
}

/** Text in quotation marks, shortened, without the password of a URL. */
export function quoted(text: string): string {
  return JSON.stringify(text.replace(/\/\/[^/?#@]*@/, "//…@").slice(0, 120));
}
