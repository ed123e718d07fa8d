/** Faults of the body of a request to the admin API. */
import { field } from "./define.ts";
import { shown } from "./fixes.ts";

/** What is wrong in the body: four lists of the same length, each with an item for each fault. */
export const faults = {
  fields: field("list", "JSON pointers of the faulty members"),
  sent: field("list", "their values"),
  expected: field("list", "what is expected there"),
  codes: field("list", "reason of each"),
};

interface Faults {
  readonly fields: readonly string[];
  readonly sent: readonly string[];
  readonly expected: readonly string[];
}

/** The first fault in words, and how many follow. */
export function firstOf({ fields, sent, expected }: Faults): string {
  const more = fields.length - 1;
  const others = more <= 0 ? "" : ` ${more} more ${more === 1 ? "member is" : "members are"} wrong: see errors.`;
  // Quotation marks can't be sent in a description.
  const of = (list: readonly string[]): string => shown((list[0] ?? "").replaceAll('"', "'"), 160);
  return `${of(fields)} in the body is ${of(sent)}. Expected: ${of(expected).replace(/(?<![?.…])$/, ".")}${others}`;
}
