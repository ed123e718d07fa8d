/**
 * Where sign-ins wait for their turn. Comparing a password takes 19 MiB and a core for tens of milliseconds, so only a few are
 * compared at once, and only a limited number wait. Familiar browsers go first. All others take turns by network, so that a
 * flood from one network takes places only from itself. Each process has its own: it protects the cores and the memory of one.
 */

/** Who waits. */
export interface Party {
  /** Two with the same key never run at once, so that the second sees the result of the first. */
  readonly key: string;
  readonly network: string;
  /** Whether the user has signed in before in this browser. */
  readonly familiar: boolean;
}

export interface WaitingRoom {
  /** Does the work when it is this party's turn; `undefined` if the queue is full. */
  run<T>(party: Party, work: () => Promise<T>): Promise<T | undefined>;
  /** How much is being done, and how many wait. */
  readonly state: () => { readonly running: number; readonly waiting: number };
}

export interface Capacity {
  /** How much work is done at once. */
  readonly slots: number;
  /** How many strangers wait, and how many familiar browsers. */
  readonly places: number;
}

/** Node's pool has four threads, and the disk needs one. */
const HASHING_THREADS = 3;
/** The time that a few seconds of comparing passwords take. */
const PLACES = 256;

/** What one of several workers on a machine may do, so that all of them together take no more than its cores. */
export const capacityFor = (workers: number, cores: number): Capacity => ({
  slots: Math.min(Math.max(1, Math.floor(cores / workers)), HASHING_THREADS),
  places: Math.ceil(PLACES / workers),
});

interface Waiting {
  readonly key: string;
  start(): void;
  turnAway(): void;
}

type Line = Waiting[];

/** Makes an empty queue. */
export function waitingRoom({ slots, places }: Capacity): WaitingRoom {
  const familiar: Line = [];
  /** By network; the first is served next. */
  const strangers = new Map<string, Line>();
  const underWay = new Set<string>();

  const leave = (network: string, line: Line): void => {
    strangers.delete(network);
    // Behind the others.
    if (line.length > 0) strangers.set(network, line);
  };
  const takeFrom = (line: Line): Waiting | undefined => {
    const at = line.findIndex(({ key }) => !underWay.has(key));
    return at === -1 ? undefined : line.splice(at, 1)[0];
  };
  const takeNext = (): Waiting | undefined => {
    const first = takeFrom(familiar);
    if (first !== undefined) return first;
    for (const [network, line] of strangers) {
      const next = takeFrom(line);
      if (next === undefined) continue;
      leave(network, line);
      return next;
    }
    return undefined;
  };
  const proceed = (): void => {
    while (underWay.size < slots) {
      const next = takeNext();
      if (next === undefined) return;
      underWay.add(next.key);
      next.start();
    }
  };

  const strangersWaiting = (): number => [...strangers.values()].reduce((total, { length }) => total + length, 0);

  /** Whether there is a place for one more from a network. The longest line gives up its last place to a shorter one. */
  const hasPlace = (network: string): boolean => {
    if (strangersWaiting() < places) return true;
    const lines = [...strangers.entries()];
    const [of, longest] = lines.reduce((a, b) => (b[1].length > a[1].length ? b : a));
    if (longest.length <= (strangers.get(network)?.length ?? 0) + 1) return false;
    longest.pop()?.turnAway();
    if (longest.length === 0) strangers.delete(of);
    return true;
  };
  const enter = (party: Party, waiting: Waiting): boolean => {
    if (party.familiar) return familiar.length < places && familiar.push(waiting) > 0;
    if (!hasPlace(party.network)) return false;
    const line = strangers.get(party.network);
    if (line === undefined) strangers.set(party.network, [waiting]);
    else line.push(waiting);
    return true;
  };

  return {
    state: () => ({ running: underWay.size, waiting: familiar.length + strangersWaiting() }),
    run: <T>(party: Party, work: () => Promise<T>) =>
      new Promise<T | undefined>((resolve, reject) => {
        const done = (): void => {
          underWay.delete(party.key);
          proceed();
        };
        const waiting: Waiting = {
          key: party.key,
          start: () => void work().then(resolve, reject).finally(done),
          turnAway: () => resolve(undefined),
        };
        if (enter(party, waiting)) proceed();
        else resolve(undefined);
      }),
  };
}
