/** What the families make their fixes and pointers of. Whatever comes from evidence is made printable and bounded here. */
import { ascii, cut } from "./ascii.ts";
import type { Change, Fix, Pointer, Supply } from "./fix.ts";

/** A change of the request. */
export const developer = (says: string, ...changes: Change[]): Fix => ({ says, by: "developer", changes });

/** A change of the configuration. */
export const operator = (says: string, ...changes: Change[]): Fix => ({ says, by: "operator", changes });

/** Something that the person in front of the screen does. */
export const person = (says: string, ...changes: Change[]): Fix => ({ says, by: "person", changes });

/** A fix that begins anew. */
export const again = (fix: Fix): Fix => ({ ...fix, again: true });

/** A fix that weakens security, and why. */
export const weakens = (why: string, fix: Fix): Fix => ({ ...fix, weakens: why });

export const set = (parameter: string, value: string): Change => ({ change: "set", parameter, value });
export const leaveOut = (parameter: string): Change => ({ change: "leave-out", parameter });
export const supply = (what: Supply): Change => ({ change: "supply", what });
export const sendAsForm: Change = { change: "send-as-form" };

/** Evidence is cut at a bound, and credentials in it are covered: what is left is nothing to send or to register. */
export const whole = (text: string): boolean => text !== "" && !text.endsWith("…") && !/\*{19}/.test(text);

/** A value from evidence within a sentence: printable ASCII, bounded. */
export const shown = (value: string, most = 120): string => cut(ascii(value), most);

/** A value to be sent, in full. */
export const full = (value: string): string => shown(value, 1_000);

/** Several names within a sentence. */
export function names(values: readonly string[], most = 5): string {
  const rest = values.length - most;
  const first = values
    .slice(0, most)
    .map((value) => shown(value, 64))
    .join(", ");
  return rest > 0 ? `${first} and ${rest} more` : first;
}

/** A duration in words, never more than it is. */
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

/** Points at a part of the request: all of its value, or the first place where `text` stands. */
export function point(at: string, note?: string, text?: string): Pointer {
  return {
    at,
    ...(note === undefined || note === "" ? {} : { note: shown(note) }),
    ...(text === undefined || !whole(text) ? {} : { text }),
  };
}
