/** A clock that tests move. Otherwise it runs as the system's does. */
import type { Clock } from "../ports/clock.ts";
import { MockError } from "./fault.ts";

/** Milliseconds, or a text such as `90s`, `61m`, `1h30m` or `2d`. */
export type MockDuration = number | string;

/** The time of the mock. Every method returns the new time, in milliseconds since 1970. */
export interface MockClock {
  /** The time now, in milliseconds since 1970. */
  now(): number;
  /** Moves the clock forward, or back with a negative duration. What expires meanwhile has expired. */
  advance(by: MockDuration): number;
  /** Sets the clock to a date, an ISO 8601 text, or milliseconds since 1970. It goes on from there. */
  set(to: Date | string | number): number;
  /** Stops the clock. It can still be moved. */
  freeze(): number;
  /** Lets the clock run again. */
  resume(): number;
}

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** A duration in milliseconds. Throws a `MockError` if the text isn't one. */
export function millisecondsOf(duration: MockDuration): number {
  if (typeof duration === "number" && Number.isFinite(duration)) return duration;
  const text = String(duration);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)];
  const isWhole = parts.map(([part]) => part).join("") === text.replace(/^-/, "");
  if (parts.length === 0 || !isWhole)
    throw new MockError(
      `The duration ${JSON.stringify(duration)} can't be read. Write milliseconds, or a text such as 90s, 61m, 1h30m or 2d.`,
    );
  const sum = parts.reduce((all, [, number, unit]) => all + Number(number) * UNITS[unit as keyof typeof UNITS], 0);
  return text.startsWith("-") ? -sum : sum;
}

/** A point in time in milliseconds since 1970. Throws a `MockError` if it isn't one. */
export function instantOf(time: Date | string | number): number {
  const at = typeof time === "number" ? time : new Date(time).getTime();
  if (Number.isFinite(at)) return at;
  throw new MockError(`The time ${JSON.stringify(time)} can't be read. Write a date such as 2026-06-15T12:00:00Z.`);
}

/** Makes the clock, starting at `start`. `system` is what it runs by. `reset` puts it back to the start's difference from that. */
export function mockClock(
  system: Clock,
  start?: Date | string | number,
): { readonly clock: MockClock; readonly read: Clock; readonly reset: () => void } {
  const first = start === undefined ? 0 : instantOf(start) - system();
  let offset = first;
  let frozenAt: number | undefined;
  const read: Clock = () => frozenAt ?? system() + offset;
  const moveTo = (time: number): number => {
    offset = time - system();
    if (frozenAt !== undefined) frozenAt = time;
    return time;
  };
  return {
    read,
    reset() {
      offset = first;
      frozenAt = undefined;
    },
    clock: {
      now: read,
      advance: (by) => moveTo(read() + millisecondsOf(by)),
      set: (to) => moveTo(instantOf(to)),
      freeze() {
        frozenAt = read();
        return frozenAt;
      },
      resume() {
        const now = read();
        frozenAt = undefined;
        return moveTo(now);
      },
    },
  };
}
