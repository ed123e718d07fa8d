/** Builders for the fixes and pointers of the families. They make everything from evidence printable and bounded. */
import { ascii, cut } from "./ascii.ts";
import type { Change, Fix, Pointer, Supply } from "./fix.ts";

/** A change of the request. */
export const developer = (says: string, ...changes: Change[]): Fix => ({ says, by: "developer", changes });

/** A change of the configuration. */
export const operator = (says: string, ...changes: Change[]): Fix => ({ says, by: "operator", changes });

/** An action of the user in front of the screen. */
export const person = (says: string, ...changes: Change[]): Fix => ({ says, by: "person", changes });

/** A fix that restarts the flow. */
export const again = (fix: Fix): Fix => ({ ...fix, again: true });

/** A fix that weakens security, and why. */
export const weakens = (why: string, fix: Fix): Fix => ({ ...fix, weakens: why });

export const set = (parameter: string, value: string): Change => ({ change: "set", parameter, value });
export const leaveOut = (parameter: string): Change => ({ change: "leave-out", parameter });
export const supply = (what: Supply): Change => ({ change: "supply", what });
export const sendAsForm: Change = { change: "send-as-form" };

/** Evidence is cut at a bound, and credentials in it are covered. Such values can't be sent or registered. */
export const whole = (text: string): boolean => text !== "" && !text.endsWith("…") && !/\*{19}/.test(text);

/** A value from evidence within a sentence: printable ASCII, bounded. */
export const shown = (value: string, most = 120): string => cut(ascii(value.slice(0, most + 1)), most);

/** A value to be sent, in full. */
export const full = (value: string): string => shown(value, 1_000);

/** The words for one of a few values, or another value as it is. Evidence may be any text, such as `constructor`. */
export const worded = (words: Readonly<Record<string, string>>, value: string): string =>
  (Object.hasOwn(words, value) ? words[value] : undefined) ?? value;

/** Several names in a sentence. */
export function names(values: readonly string[], most = 5): string {
  const all = values.filter((value) => value !== "…");
  const first = all
    .slice(0, most)
    .map((value) => shown(value, 64))
    .join(", ");
  // The length of a list that was cut is unknown.
  if (all.length < values.length) return `${first} and more`;
  return all.length > most ? `${first} and ${all.length - most} more` : first;
}

/** A duration in words, rounded down. */
export function lasting(seconds: number): string {
  for (const [unit, length] of [
    ["days", 86_400],
    ["hours", 3_600],
    ["minutes", 60],
  ] as const) {
    if (seconds >= 2 * length) return `${Math.floor(seconds / length)} ${unit}`;
  }
  return `${seconds} s`;
}

/** A number of characters in words. */
export const characters = (count: number): string => (count === 1 ? "1 character" : `${count} characters`);

/** Whether the name comes after an `&` that was written as `&amp;`, as in HTML. */
const isEscaped = (name: string): boolean => name.startsWith("amp;");

/** What descriptions say about a parameter that was sent under a wrong name. */
export const misnamed = (near: string): string =>
  isEscaped(near)
    ? `${near} was sent: an & was written as &amp;. Write & between the parameters.`
    : `${named(near)} was sent, which looks like it. Rename it.`;

/** A name in quotation marks where it has white space or a mark that would be taken for one of the sentence. */
export const named = (name: string): string => (/^[\w.[\]-]+$/.test(name) ? name : `'${name}'`);

/** Renames a parameter, and the others of a URL that was escaped for HTML. */
export function rename(near: string, parameter: string, escaped: readonly string[] = []): Fix[] {
  if (!whole(near) || !whole(parameter)) return [];
  const others = escaped
    .filter((name) => name !== near && whole(name))
    .map((name): [string, string] => [name, name.replace(/^(?:amp;)+/, "")]);
  const changes = [[near, parameter] as const, ...others].map(([from, to]): Change => ({ change: "rename", from, to }));
  const says = isEscaped(near)
    ? "Write & between the parameters, not &amp;. Only HTML source requires &amp;."
    : `Rename ${named(shown(near))} to ${shown(parameter)}.`;
  return [developer(says, ...changes)];
}

/** The same for an optional name. */
export const renameTo = (parameter: string, near: string | undefined): Fix[] =>
  near === undefined ? [] : rename(near, parameter);

/** Points at a part of the request: at its whole value, or at the first place with this `text`. */
export function point(at: string, note?: string, text?: string): Pointer {
  return {
    at,
    ...(note === undefined || note === "" ? {} : { note: shown(note) }),
    ...(text === undefined || !whole(text) ? {} : { text }),
  };
}
