/** Leases in memory. There is only one process, so they exist for the contract. */
import { isFree, type LeaseStore } from "../../ports/leases.ts";

export function memoryLeases(): LeaseStore {
  const leases = new Map<string, { readonly holder: string; readonly until: number }>();
  return {
    async take(name, holder, now, until) {
      const lease = leases.get(name);
      if (lease !== undefined && lease.holder !== holder && !isFree(lease.until, now, until)) return false;
      leases.set(name, { holder, until });
      return true;
    },
    async renew(name, holder, until) {
      if (leases.get(name)?.holder !== holder) return false;
      leases.set(name, { holder, until });
      return true;
    },
    async release(name, holder) {
      if (leases.get(name)?.holder === holder) leases.delete(name);
    },
  };
}
