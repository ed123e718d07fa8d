/** Refusals, in memory. */
import type { KeptRefusal, RefusalStore } from "../../ports/storage.ts";

export function memoryRefusals(): RefusalStore {
  const refusals = new Map<string, KeptRefusal>();
  const surroundings = new Map<string, string>();
  return {
    async insert(refusal) {
      if (refusals.has(refusal.ref)) throw new Error("The reference is taken.");
      refusals.set(refusal.ref, refusal);
    },
    async surround(name, text) {
      if (!surroundings.has(name)) surroundings.set(name, text);
    },
    async count(ref, more) {
      const refusal = refusals.get(ref);
      if (refusal !== undefined) refusals.set(ref, { ...refusal, more: refusal.more + more });
    },
    async find(ref) {
      const refusal = refusals.get(ref);
      return refusal && { refusal, surroundings: surroundings.get(refusal.surroundings) ?? "" };
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
      const used = new Set([...refusals.values()].map((refusal) => refusal.surroundings));
      for (const name of surroundings.keys()) if (gone.length > 0 && !used.has(name)) surroundings.delete(name);
      return gone.length;
    },
  };
}
