/** What was used and may be used once, in memory. */
import type { SingleUseStore } from "../../ports/single-use.ts";

export interface MemorySingleUse {
  readonly store: SingleUseStore;
  /** See `Storage.purge`. */
  readonly purge: (now: number, limit: number) => number;
}

export function memorySingleUse(): MemorySingleUse {
  const used = new Map<string, number>();
  const store: SingleUseStore = {
    async use(all) {
      const keys = all.map(({ hash, until }) => [Buffer.from(hash).toString("latin1"), until] as const);
      if (new Map(keys).size < keys.length || keys.some(([key]) => used.has(key))) return false;
      for (const [key, until] of keys) used.set(key, until);
      return true;
    },
  };
  return {
    store,
    purge(now, limit) {
      const over = [...used].filter(([, until]) => until < now).slice(0, limit);
      for (const [key] of over) used.delete(key);
      return over.length;
    },
  };
}
