/** Leases: work with a name, which one process at a time does for all that use the storage. */
export interface LeaseStore {
  /**
   * Gives a lease to a holder until `until`, in one step: if nobody has it, if it has ended at `now`, or if it is the holder's
   * own. `false` if another holder has it. Times are milliseconds since 1970.
   */
  take(name: string, holder: string, now: number, until: number): Promise<boolean>;
  /** Prolongs the holder's lease, even after its end. `false` if another holder has taken it, or nobody has it. */
  renew(name: string, holder: string, until: number): Promise<boolean>;
  /** Ends the holder's lease. Changes nothing if another holder has it. */
  release(name: string, holder: string): Promise<void>;
}

/**
 * Whether a lease of another holder has ended. One that ends much later than the new one would was written before the clock was
 * set back. Nobody could take it until the clock has caught up.
 */
export const isFree = (heldUntil: number, now: number, until: number): boolean =>
  heldUntil <= now || heldUntil > until + (until - now);
