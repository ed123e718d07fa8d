/** When secrets were last used, in memory. */
import { SECRET_USE_KEPT_FOR, type SecretUse, type SecretUseStore } from "../../ports/secret-uses.ts";

export interface MemorySecretUses {
  readonly store: SecretUseStore;
  /** See `Storage.purge`. */
  readonly purge: (now: number, limit: number) => number;
}

export function memorySecretUses(): MemorySecretUses {
  const uses = new Map<string, SecretUse>();
  const store: SecretUseStore = {
    async note(all) {
      for (const use of all) {
        const key = JSON.stringify([use.clientId, use.secretId]);
        if ((uses.get(key)?.at ?? Number.NEGATIVE_INFINITY) < use.at) uses.set(key, use);
      }
    },
    of: async (clientId) =>
      [...uses.values()].filter((use) => use.clientId === clientId).sort((a, b) => (a.secretId < b.secretId ? -1 : 1)),
  };
  return {
    store,
    purge(now, limit) {
      const old = [...uses].filter(([, { at }]) => at < now - SECRET_USE_KEPT_FOR).slice(0, limit);
      for (const [key] of old) uses.delete(key);
      return old.length;
    },
  };
}
