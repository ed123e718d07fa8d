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

const YES = ["true", "1", "yes", "t", "y", "on"];
const NO = ["false", "0", "no", "f", "n", "off"];

/** True and false, and the words for them: databases write `1`, `0`, `t` and `f`. */
export function asFlag(value: unknown): boolean | undefined {
  const word = String(value).trim().toLowerCase();
  return YES.includes(word) ? true : NO.includes(word) ? false : undefined;
}

/** Whether there is anything: neither nothing, nor a word for it. */
export const isThere = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== "" && asFlag(value) !== false;

export function asNumber(value: unknown): number | undefined {
  const text = asText(value);
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** A number below is one of seconds: as milliseconds, it would be in the first years of Unix. */
const LEAST_MILLISECONDS = 1e11;

/** `2026-11-30 16:20:00.5+01`, as databases write it. */
const TIMESTAMP = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?(?:\.\d+)?) ?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** Milliseconds since 1970, of a number of them or of seconds, or a date with a time. Without a zone, it is UTC, as databases keep it. */
export function asTime(value: unknown): number | undefined {
  const number = asNumber(value);
  if (number !== undefined)
    return number < 0 ? undefined : Math.floor(number < LEAST_MILLISECONDS ? number * 1000 : number);
  // The extended JSON of MongoDB.
  const { $date, $numberLong } = asObject(value);
  if ($date !== undefined || $numberLong !== undefined) return asTime($date ?? $numberLong);
  const time = typeof value === "string" ? Date.parse(zoned(value.trim())) : Number.NaN;
  return time >= 0 ? time : undefined;
}

function zoned(text: string): string {
  const [, day, time, zone = "Z"] = TIMESTAMP.exec(text) ?? [];
  if (day === undefined) return text;
  return `${day}T${time}${zone.length === 3 ? `${zone}:00` : zone.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2")}`;
}

/** An entry of a table of names. What every object inherits, such as `constructor`, is no entry. */
export const entry = <T>(of: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;

/** JSON within a text; what is no text stays as it is, and what isn't JSON is `undefined`. */
export function parsedJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
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
