/** Reads the body of a request as one JSON object. A member that is there twice is refused: two programs would read it in two ways. */
import type { Members } from "./representation.ts";

/** The members, or why there are none, in words that follow "The body". */
export function readBody(text: string): Members | string {
  if (text.trim() === "") return "is empty";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "isn't JSON";
  }
  if (value === null) return "is null";
  if (Array.isArray(value)) return "is a list";
  if (typeof value !== "object") return `is a ${typeof value}`;
  const twice = repeatedIn(text);
  return twice === undefined ? (value as Members) : `has the member '${twice}' twice`;
}

/** A name that one object in a JSON text has twice. The text is known to be JSON. */
function repeatedIn(json: string): string | undefined {
  const open: Set<string>[] = [];
  // Strings with what follows them, and brackets. A string before a colon is a name.
  for (const [token, text, colon] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*(:?)|[{}[\]]/g)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (colon === ":") {
      const names = open.at(-1);
      // The same name can be written in several ways.
      const name = JSON.parse(text ?? "") as string;
      if (names?.has(name) === true) return name;
      names?.add(name);
    }
  }
  return undefined;
}
