/** Work that one of several processes does for all of them. A process that dies loses its lease, and another one goes on. */
import type { Storage } from "../ports/storage.ts";

export interface Lease {
  /** Takes the lease, or prolongs this process's own. `false` if another process has it. `now`: trusted milliseconds. */
  take(now: number): Promise<boolean>;
  /**
   * Whether this process still has the lease. Asked before each step of the work, which ends if it is lost. Prolongs the lease
   * in time, and asks the store only then. `now`: trusted milliseconds.
   */
  isHeld(now: number): Promise<boolean>;
  /** Lets another process take it at once. */
  release(): Promise<void>;
}

/** A lease of `length` milliseconds, by its name, for a holder that nobody else is. */
export function leaseOf({ leases }: Pick<Storage, "leases">, name: string, holder: string, length: number): Lease {
  let renewed = Number.NEGATIVE_INFINITY;
  return {
    async take(now) {
      const isTaken = await leases.take(name, holder, now, now + length);
      if (isTaken) renewed = now;
      return isTaken;
    },
    async isHeld(now) {
      if (now >= renewed && now - renewed < length / 3) return true;
      const isKept = await leases.renew(name, holder, now + length);
      if (isKept) renewed = now;
      return isKept;
    },
    release: () => leases.release(name, holder),
  };
}
