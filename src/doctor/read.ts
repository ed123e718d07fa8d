/** Reads what a developer has in hand, whatever it is and however long. Never throws. The time grows with the length. */
import type { Context, Material } from "./material.ts";
import { readContext } from "./readers/context.ts";
import { Gathered } from "./readers/gathered.ts";
import { looksLikeHarText, salvageHar } from "./readers/har.ts";
import { parsedLoosely } from "./readers/json.ts";
import { readJson } from "./readers/json-document.ts";
import { readText } from "./readers/scan.ts";

/** Anything longer isn't read. */
const LONGEST = 64_000_000;

export function read(input: string, context: Context = {}): Material {
  const out = new Gathered(readContext(context));
  try {
    readInto(input.slice(0, LONGEST), out);
  } catch {
    // No known input causes this. What was read so far is kept, and the rest is still a text.
    out.text(input.slice(0, 10_000));
  }
  return out.material();
}

/** The same without the safety net. */
export function readInto(input: string, out: Gathered): void {
  const text = input.replace(/^[\ufeff\s]+/, "");
  const value = /^[{["]/.test(text) ? parsedLoosely(text) : undefined;
  if (value !== undefined) readJson(value, text, out, readText);
  else if (looksLikeHarText(text)) salvageHar(text, out);
  else readText(text, out);
}
