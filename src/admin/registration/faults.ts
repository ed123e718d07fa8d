/** Builders for the faults of a registration's members. */
import { quoted } from "../../configuration/form.ts";
import type { FaultOf, MetadataFault } from "../../protocol/registration/occasion.ts";

/** A value as it may be shown: never an object's content, which may be a key. */
export function shownValue(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  if (!Array.isArray(value)) return "an object";
  if (value.length === 0) return "an empty list";
  return value.every((one) => typeof one === "string") ? quoted(value.join(" ")) : "a list";
}

export const fault = (member: string, sent: unknown, expected: string, of: FaultOf = "metadata"): MetadataFault => ({
  of,
  member,
  sent: shownValue(sent).replaceAll(/\s/g, " "),
  expected,
});

export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");
