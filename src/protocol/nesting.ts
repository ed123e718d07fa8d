/** How deeply JSON is nested that anybody may send. What is deeper than anybody needs would overflow the stack of whoever walks through it. */

/** The most levels that are accepted. */
export const MOST_LEVELS = 32;

/** Whether a value that was read from JSON has more levels than are accepted. */
export function isTooDeep(value: unknown, left = MOST_LEVELS): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (left === 0) return true;
  for (const name in value) if (isTooDeep((value as Readonly<Record<string, unknown>>)[name], left - 1)) return true;
  return false;
}
