/**
 * Bounds what the journal keeps: of the same kind by the same party the first few in a minute, of all kinds together so many
 * characters in a minute. What is beyond is counted under the last that was kept.
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

interface Kind {
  readonly since: number;
  kept: number;
  ref: string;
  more: number;
}

export interface Flood {
  /** The reference under which one more of a kind is counted, or `undefined` where it is to be kept. */
  counted(key: string, now: number): string | undefined;
  /** Takes note that one was kept. */
  kept(key: string, ref: string, now: number): void;
  /** Whether the characters of one more record from a network may be kept. */
  admits(network: string, characters: number, now: number): boolean;
  /** Whether this minute has had its fill of a network's refusals, or of all: the next one need not even be begun. */
  isFull(network: string, now: number): boolean;
  /** Gives back a count that could not be written. */
  giveBack(ref: string, more: number): void;
  /** The counts since this was last asked. */
  counts(): readonly { readonly ref: string; readonly more: number }[];
}

export function flood({ perMinute, charactersPerMinute, share }: FloodLimits): Flood {
  const kinds = new Map<string, Kind>();
  const ended: { ref: string; more: number }[] = [];
  let minute = 0;
  let characters = 0;
  let full = false;
  /** Characters by network; there are no more networks than records, which are bounded. */
  let networks = new Map<string, number>();

  const begin = (now: number): void => {
    if (now < minute + MINUTE) return;
    [minute, characters, full] = [now, 0, false];
    networks = new Map();
  };

  const end = (key: string, kind: Kind): void => {
    kinds.delete(key);
    if (kind.more > 0) ended.push({ ref: kind.ref, more: kind.more });
  };
  const current = (key: string, now: number): Kind | undefined => {
    const kind = kinds.get(key);
    if (kind === undefined || now < kind.since + MINUTE) return kind;
    end(key, kind);
    return undefined;
  };
  return {
    counted(key, now) {
      const kind = current(key, now);
      if (kind === undefined || kind.kept < perMinute) return undefined;
      kind.more++;
      return kind.ref;
    },
    kept(key, ref, now) {
      const kind = current(key, now);
      if (kind !== undefined) {
        // What was counted belongs to the one before.
        kind.kept++;
        kind.ref = ref;
        return;
      }
      const oldest = kinds.size < CAPACITY ? undefined : kinds.entries().next().value;
      if (oldest !== undefined) end(...oldest);
      kinds.set(key, { since: now, kept: 1, ref, more: 0 });
    },
    admits(network, length, now) {
      begin(now);
      const used = networks.get(network) ?? 0;
      full ||= characters + length > charactersPerMinute;
      if (full || used + length > charactersPerMinute * share) {
        networks.set(network, Number.POSITIVE_INFINITY);
        return false;
      }
      characters += length;
      networks.set(network, used + length);
      return true;
    },
    isFull(network, now) {
      begin(now);
      return full || networks.get(network) === Number.POSITIVE_INFINITY;
    },
    giveBack: (ref, more) => void ended.push({ ref, more }),
    counts() {
      const counts = ended.splice(0);
      for (const kind of kinds.values()) {
        if (kind.more > 0) counts.push({ ref: kind.ref, more: kind.more });
        kind.more = 0;
      }
      return counts;
    },
  };
}
