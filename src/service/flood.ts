/**
 * Bounds what the journal keeps: of the same kind by the same party the first few in a minute, of all kinds together so many
 * characters in a minute. What is beyond is counted under one that was kept, and that one's reference is returned: each leads somewhere.
 */

const MINUTE = 60_000;
/** Kinds and parties at once; made-up ones push out the oldest. */
const CAPACITY = 10_000;

export interface FloodLimits {
  /** Refusals of one kind by one party that are kept in a minute. */
  readonly perMinute: number;
  /** Characters of records that are kept in a minute. */
  readonly charactersPerMinute: number;
  /** Of these, what one network may use up. */
  readonly share: number;
}

/**
 * The bounds for a journal of so many megabytes: in a minute, no more than an eighth of it is written, and no more than a fortieth of that
 * by one network, which would take more than five hours to push out everything else.
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

/** Characters that are set aside for a record before its length is known: few have more. */
export const RESERVED = 4_000;

/** What a refusal is counted by. */
export interface Party {
  /** The face, and whoever the request says it comes from. */
  readonly kind: string;
  /** The reason as the requester sees it. */
  readonly face: string;
  readonly network: string;
  /** Whether the client has authenticated: it knows that it exists, and may learn so by a reference of its own. */
  readonly proven: boolean;
}

interface Kind {
  readonly since: number;
  kept: number;
  ref: string;
  more: number;
}

export interface Flood {
  /** The reference under which one more is counted; `undefined` where it is to be kept under `ref`, for which there is room now. */
  place(party: Party, ref: string, now: number): string | undefined;
  /** Tells the length of a record that is to be kept; returns whether there is room for all of it. */
  settle(network: string, length: number, now: number): boolean;
  /** Gives back a count that could not be written. */
  giveBack(ref: string, more: number): void;
  /** The counts since this was last asked. */
  counts(): readonly { readonly ref: string; readonly more: number }[];
}

export function flood({ perMinute, charactersPerMinute, share }: FloodLimits): Flood {
  const kinds = new Map<string, Kind>();
  const ended = new Map<string, number>();
  /** The last that was kept of a reason from a network, from a network, of a reason, and of all. */
  const last = new Map<string, string>();
  const ofNetwork = charactersPerMinute * share;
  const reserved = Math.min(RESERVED, ofNetwork);
  let minute = 0;
  let characters = 0;
  /** Characters by network; there are no more networks than records, which are bounded. */
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
  const fits = (network: string, length: number, most: number): boolean =>
    characters + length <= charactersPerMinute && used(network) + length <= most;

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
  const coarser = ({ face, network }: Party): readonly string[] => [`${face} ${network}`, ` ${network}`, face, ""];

  function remember(party: Party, ref: string, now: number): void {
    const key = keyOf(party);
    const kind = current(key, now);
    if (kind !== undefined) {
      // What was counted belongs to the one before.
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
      // From half of its share on, a network has one of each kind kept: whoever tries many things hears of each.
      const most = fits(network, reserved, ofNetwork / 2) ? perMinute : 1;
      const isKept =
        (kind?.kept ?? 0) < most && fits(network, reserved, proven && kind === undefined ? 2 * ofNetwork : ofNetwork);
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
      const whole = more <= 0 || fits(network, more, 2 * ofNetwork);
      if (whole) take(network, more);
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

const keyOf = ({ kind, network }: Party): string => `${kind} ${network}`;
