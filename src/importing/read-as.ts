/** Members of a foreign document, read with patience: what is missing, null or of another type counts as absent. */

export type Json = Readonly<Record<string, unknown>>;

export const asObject = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text that isn't blank; numbers as they are written. */
export function asText(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

export const asTexts = (value: unknown): readonly string[] => asList(value).flatMap((one) => asText(one) ?? []);

/** True and false, and the words for them. */
export function asFlag(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  const word = value.trim().toLowerCase();
  return ["true", "1", "yes"].includes(word) ? true : ["false", "0", "no"].includes(word) ? false : undefined;
}

export function asNumber(value: unknown): number | undefined {
  const text = asText(value);
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** Milliseconds since 1970, of a number of them or a date with a time. */
export function asTime(value: unknown): number | undefined {
  const number = asNumber(value);
  if (number !== undefined) return number >= 0 ? Math.floor(number) : undefined;
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return time >= 0 ? time : undefined;
}

/** A member by its name, whatever the case of its letters. */
export function member(of: Json, name: string): unknown {
  if (Object.hasOwn(of, name)) return of[name];
  const folded = name.toLowerCase();
  const found = Object.keys(of).find((key) => key.toLowerCase() === folded);
  return found === undefined ? undefined : of[found];
}

/** What is in an object, without what is undefined. */
export const defined = <T extends object>(members: T): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
