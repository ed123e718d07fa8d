/**
 * Limits what the journal keeps per minute: the first few refusals of the same kind by the same party, and a number of
 * characters in total. Any more are counted under one that was kept, and get its reference, so that every reference can be
 * looked up.
 */
import type { Counted } from "../protocol/count-cells.ts";
import { leftIn } from "../protocol/draining-count.ts";
import type { NearCounts } from "./near-counts.ts";

const MINUTE = 60_000;
/** Kinds and parties that are counted at once. Made-up ones push out the oldest. */
const CAPACITY = 10_000;

export interface FloodLimits {
  /** How many refusals of one kind by one party are kept in a minute. */
  readonly perMinute: number;
  /** How many characters of records are kept in a minute. */
  readonly charactersPerMinute: number;
  /** How many of these one network may use. */
  readonly share: number;
}

/**
 * The limits for a journal of so many megabytes. In a minute, at most an eighth of it is written, and at most a fortieth of
 * that by one network, which would need more than five hours to push out everything else.
 */
export function floodLimits({
  perMinute,
  megabytes,
}: {
  readonly perMinute: number;
  readonly megabytes: number;
}): FloodLimits {
  return { perMinute, charactersPerMinute: (megabytes * 1_000_000) / 8, share: 1 / 40 };
}

/** Characters reserved for a record before its length is known. Few records have more. */
export const RESERVED = 4_000;

/** What refusals are counted by. */
export interface Sender {
  /** The public reason, and who the request claims to come from. */
  readonly kind: string;
  /** The reason as the requester sees it. */
  readonly face: string;
  readonly network: string;
  /** Whether the client has authenticated. It then knows that it exists, so a reference of its own reveals nothing. */
  readonly proven: boolean;
}

interface Kind {
  readonly since: number;
  kept: number;
  ref: string;
  more: number;
}

export interface Flood {
  /**
   * The reference under which the refusal is counted; `undefined` if it is to be kept under `ref`, for which there is room now.
   */
  place(party: Sender, ref: string, now: number): string | undefined;
  /** Takes the length of a record that is to be kept, once. Returns whether there is room for all of it. */
  settle(network: string, length: number, now: number): boolean;
  /** Takes back a count that couldn't be written. */
  giveBack(ref: string, more: number): void;
  /** The counts since the last call. */
  counts(): readonly { readonly ref: string; readonly more: number }[];
}

/**
 * Empty limits. `counts` has what all processes have written, so that together they write no more than one. It knows this a
 * commit later, so each may exceed the limit by what it writes until then. How many refusals of a kind are kept is counted by
 * each process.
 */
export function flood({ perMinute, charactersPerMinute, share }: FloodLimits, counts: NearCounts): Flood {
  const kinds = new Map<string, Kind>();
  const ended = new Map<string, number>();
  /** The last kept refusal of a reason from a network, of a network, of a reason, and of all. */
  const last = new Map<string, string>();
  const ofNetwork = charactersPerMinute * share;
  const reserved = Math.min(RESERVED, ofNetwork);
  let minute = 0;
  let characters = 0;
  /** Characters by network. There are no more networks than records, and those are limited. */
  let networks = new Map<string, number>();

  const begin = (now: number): void => {
    if (now >= minute && now < minute + MINUTE) return;
    [minute, characters] = [now, 0];
    networks = new Map();
  };
  const used = (network: string): number => networks.get(network) ?? 0;
  const take = (network: string, length: number): void => {
    characters = Math.max(0, characters + length);
    networks.set(network, Math.max(0, used(network) + length));
  };
  const all = { count: counts.cellsOf("journal", ""), drain: MINUTE / charactersPerMinute };
  const ofOne = (network: string) => ({
    count: counts.cellsOf("network's journal", network),
    drain: MINUTE / ofNetwork,
  });
  /** Characters that all processes have written, less what has drained. */
  const written = ({ count, drain }: Counted, now: number): number => leftIn(counts.find(count, now), now) / drain;
  /** What is less than the millisecond that stores count in, and is shared later. */
  let rest = 0;
  function write(network: string, length: number, now: number): void {
    const one = ofOne(network);
    rest += length * all.drain;
    counts.share({ count: one.count, drain: Math.round(length * one.drain) }, now);
    counts.share({ count: all.count, drain: Math.floor(rest) }, now);
    rest %= 1;
  }
  const fits = (network: string, length: number, most: number, now: number): boolean =>
    characters + length <= charactersPerMinute &&
    used(network) + length <= most &&
    written(all, now) + length <= charactersPerMinute &&
    written(ofOne(network), now) + length <= most;

  const count = (ref: string, more: number): void => {
    if (more > 0) ended.set(ref, (ended.get(ref) ?? 0) + more);
  };
  const end = (key: string, kind: Kind): void => {
    kinds.delete(key);
    count(kind.ref, kind.more);
  };
  const current = (key: string, now: number): Kind | undefined => {
    const kind = kinds.get(key);
    if (kind === undefined || (now >= kind.since && now < kind.since + MINUTE)) return kind;
    end(key, kind);
    return undefined;
  };
  const coarser = ({ face, network }: Sender): readonly string[] => [`${face} ${network}`, ` ${network}`, face, ""];

  function remember(party: Sender, ref: string, now: number): void {
    const key = keyOf(party);
    const kind = current(key, now);
    if (kind !== undefined) {
      // The pending counts belong to the previous one.
      count(kind.ref, kind.more);
      [kind.ref, kind.more] = [ref, 0];
      kind.kept++;
    } else {
      const oldest = kinds.size < CAPACITY ? undefined : kinds.entries().next().value;
      if (oldest !== undefined) end(...oldest);
      kinds.set(key, { since: now, kept: 1, ref, more: 0 });
    }
    for (const one of coarser(party)) last.set(one, ref);
    if (last.size > CAPACITY) last.delete(last.keys().next().value as string);
  }

  return {
    place(party, ref, now) {
      begin(now);
      const { network, proven } = party;
      const kind = current(keyOf(party), now);
      const kept = kind?.kept ?? 0;
      const isKept =
        kept < perMinute &&
        // A network that has used half of its share gets one record of each kind, so that whoever tries many things sees each
        // of them.
        (kept === 0 || fits(network, reserved, ofNetwork / 2, now)) &&
        fits(network, reserved, proven && kind === undefined ? 2 * ofNetwork : ofNetwork, now);
      if (isKept) {
        take(network, reserved);
        remember(party, ref, now);
        return undefined;
      }
      if (kind !== undefined) {
        kind.more++;
        return kind.ref;
      }
      const counted = coarser(party)
        .map((one) => last.get(one))
        .find((one) => one !== undefined);
      if (counted !== undefined) count(counted, 1);
      return counted ?? ref;
    },
    settle(network, length, now) {
      begin(now);
      const more = length - reserved;
      const whole = more <= 0 || fits(network, more, 2 * ofNetwork, now);
      if (whole) take(network, more);
      const kept = whole ? length : reserved;
      write(network, kept, now);
      return whole;
    },
    giveBack: count,
    counts() {
      for (const kind of kinds.values()) {
        count(kind.ref, kind.more);
        kind.more = 0;
      }
      const counts = [...ended].map(([ref, more]) => ({ ref, more }));
      ended.clear();
      return counts;
    },
  };
}

const keyOf = ({ kind, network }: Sender): string => `${kind} ${network}`;
