/** Requests with an Idempotency-Key, in memory. */
import { type IdempotencyStore, KEYED_FOR, type KeyedRequest } from "../../ports/idempotency.ts";

interface Kept {
  readonly kept: KeyedRequest;
  readonly finished?: { readonly response: Uint8Array | undefined };
}

export interface MemoryIdempotency {
  readonly store: IdempotencyStore;
  /** See `Storage.purge`. */
  readonly purge: (now: number, limit: number) => number;
}

export function memoryIdempotency(): MemoryIdempotency {
  const all = new Map<string, Kept>();
  const store: IdempotencyStore = {
    async begin(request) {
      const found = all.get(request.id);
      if (found !== undefined && found.kept.beganAt > request.beganAt - KEYED_FOR) {
        const { kept, finished } = found;
        return finished === undefined ? { is: "running", kept } : { is: "finished", kept, response: finished.response };
      }
      all.set(request.id, { kept: request });
      return undefined;
    },
    async hold(id, from, until) {
      const found = all.get(id);
      if (found === undefined || found.finished !== undefined || found.kept.heldUntil !== from) return false;
      all.set(id, { kept: { ...found.kept, heldUntil: until } });
      return true;
    },
    async finish(id, response, limits) {
      const found = all.get(id);
      if (found === undefined || found.finished !== undefined) return;
      all.set(id, { kept: found.kept, finished: { response } });
      let [count, bytes] = [0, 0];
      const newestFirst = [...all.values()]
        .filter(({ kept, finished }) => kept.caller === found.kept.caller && finished !== undefined)
        .sort((a, b) => b.kept.beganAt - a.kept.beganAt || (a.kept.id < b.kept.id ? 1 : -1));
      for (const { kept, finished } of newestFirst) {
        count += 1;
        bytes += finished?.response?.length ?? 0;
        if (count > limits.count || bytes > limits.bytes) all.delete(kept.id);
      }
    },
    async forget(id) {
      if (all.get(id)?.finished === undefined) all.delete(id);
    },
  };
  return {
    store,
    purge(now, limit) {
      const old = [...all].filter(([, { kept }]) => kept.beganAt < now - KEYED_FOR).slice(0, limit);
      for (const [id] of old) all.delete(id);
      return old.length;
    },
  };
}
