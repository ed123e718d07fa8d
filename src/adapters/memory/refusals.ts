/** Refusals, in memory. */
import type { KeptRefusal, RefusalStore } from "../../ports/storage.ts";
import { isMeant, memoryViews } from "./refusal-views.ts";

type Place = Pick<KeptRefusal, "at" | "ref">;
const newestFirst = (a: Place, b: Place): number => b.at - a.at || (a.ref < b.ref ? 1 : a.ref > b.ref ? -1 : 0);

export function memoryRefusals(): RefusalStore {
  const refusals = new Map<string, KeptRefusal>();
  const { counts, groups, note, forget } = memoryViews(() => [...refusals.values()]);
  return {
    counts,
    groups,
    async insert(refusal) {
      if (refusals.has(refusal.ref)) throw new Error("The reference is in use.");
      refusals.set(refusal.ref, refusal);
      note(refusal);
    },
    async count(ref, more) {
      const refusal = refusals.get(ref);
      if (refusal !== undefined) refusals.set(ref, { ...refusal, more: refusal.more + more });
    },
    find: async (ref) => refusals.get(ref),
    async list({ before, limit, ...by }) {
      return [...refusals.values()]
        .filter((one) => isMeant(by, one) && (before === undefined || newestFirst(before, one) < 0))
        .sort(newestFirst)
        .slice(0, limit);
    },
    async purge(before, bytes) {
      let total = 0;
      let surplus = -1;
      for (const { at, record } of [...refusals.values()].sort((a, b) => b.at - a.at)) {
        total += record.length;
        if (total > bytes && surplus < 0) surplus = at;
      }
      const gone = [...refusals.values()].filter(({ at }) => at < before || at <= surplus);
      for (const { ref } of gone) refusals.delete(ref);
      forget(before);
      return gone.length;
    },
  };
}
