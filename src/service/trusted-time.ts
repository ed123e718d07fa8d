/**
 * The time by which things are deleted for good. A clock can leap: a year ahead for a minute, and everything would have ended. What is refused
 * meanwhile is granted again when the clock is right; what is deleted does not come back. So a leap is believed only once it has lasted.
 */

/** Milliseconds that the clock may gain without being doubted: as long as what has ended is kept anyway. */
export const PLAUSIBLE = 3_600_000;
/** How long the clock has to stay ahead, in milliseconds, until it is believed. */
export const HOLD = 86_400_000;
/** Of a pause between two readings no more than this is believed, in milliseconds: the other clock may have leapt too. */
const LONGEST_PAUSE = 600_000;
/** A difference that is worth a line in the log, in milliseconds. */
const NOTABLE = 10_000;

export interface TrustedTime {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** For how long the clock has been further ahead than is plausible. */
  readonly doubted: number;
}

/**
 * What the next reading makes of it. `wall` is what the clock says, `elapsed` what has passed since the last reading by one that cannot be set:
 * `undefined` at a start, since is unknown for how long no server ran.
 */
export function nextTrusted(
  before: TrustedTime,
  wall: number,
  elapsed: number | undefined,
): { readonly trusted: TrustedTime; readonly says?: string } {
  const passed = Math.floor(Math.min(Math.max(elapsed ?? 0, 0), LONGEST_PAUSE));
  const expected = before.at + passed;
  const ahead = wall - expected;
  if (ahead > PLAUSIBLE) {
    const doubted = before.doubted + passed;
    if (doubted >= HOLD) return { trusted: { at: wall, doubted: 0 }, says: "the clock stayed ahead and is believed" };
    const says =
      before.doubted === 0
        ? `${elapsed === undefined ? "no server ran for long, or the clock leapt ahead" : "the clock leapt ahead"}; nothing is deleted by it before it has stayed so for a day`
        : undefined;
    return { trusted: { at: expected, doubted: Math.max(doubted, 1) }, ...(says !== undefined && { says }) };
  }
  const trusted = { at: wall, doubted: 0 };
  if (before.doubted > 0) return { trusted, says: "the clock came back" };
  if (ahead < -NOTABLE) return { trusted, says: "the clock was set back" };
  return ahead > NOTABLE && elapsed !== undefined ? { trusted, says: "the clock leapt ahead" } : { trusted };
}
