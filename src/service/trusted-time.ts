/**
 * The time by which things are deleted for good. If the clock jumps a year ahead for a minute, everything seems to have ended.
 * What is refused meanwhile is granted again when the clock is right, but deleted data doesn't come back. So a jump is believed
 * only after it has lasted.
 */

/** Milliseconds that the clock may gain without doubt: as long as ended things are kept anyway. */
export const PLAUSIBLE = 3_600_000;
/** How long the clock must stay ahead before it is believed, in milliseconds. */
export const HOLD = 86_400_000;
/**
 * At most this much of a pause between two readings is believed, in milliseconds, because the other clock may have jumped too.
 */
const LONGEST_PAUSE = 600_000;
/** A difference worth a line in the log, in milliseconds. */
const NOTABLE = 10_000;

export interface TrustedTime {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How long the clock has been further ahead than is plausible. */
  readonly doubted: number;
}

/**
 * The state after the next reading. `wall` is the clock's time. `elapsed` is the time since the last reading, by a clock that
 * can't be set; `undefined` at a start, because nobody can say how long no server ran.
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
    if (doubted >= HOLD)
      return { trusted: { at: wall, doubted: 0 }, says: "the clock stayed ahead for a day and is trusted now" };
    const says =
      before.doubted === 0
        ? `${elapsed === undefined ? "no server ran for a long time, or the clock jumped ahead" : "the clock jumped ahead"}: nothing is deleted based on it until it has stayed ahead for a day`
        : undefined;
    return { trusted: { at: expected, doubted: Math.max(doubted, 1) }, ...(says !== undefined && { says }) };
  }
  const trusted = { at: wall, doubted: 0 };
  if (before.doubted > 0) return { trusted, says: "the clock is no longer ahead" };
  if (ahead < -NOTABLE) return { trusted, says: "the clock was set back" };
  return ahead > NOTABLE && elapsed !== undefined ? { trusted, says: "the clock jumped ahead" } : { trusted };
}
