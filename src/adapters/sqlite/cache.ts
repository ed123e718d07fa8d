/**
 * Remembers rows that almost every request reads and that rarely change: accounts, sessions, consents, access tokens. All are
 * forgotten together when this process changes one of them, or another process commits anything.
 */

export interface Cache {
  /** `load`, called once per key until something is forgotten. A key without a row is loaded each time. */
  cached<K, V>(load: (key: K) => V | undefined): (key: K) => V | undefined;
  forget(): void;
}

/** Rows of each kind: some megabytes. */
const CAPACITY = 5_000;

export function rowCache(): Cache {
  const memories: Map<unknown, unknown>[] = [];
  return {
    cached<K, V>(load: (key: K) => V | undefined) {
      const memory = new Map<K, V>();
      memories.push(memory);
      return (key: K) => {
        const known = memory.get(key);
        if (known !== undefined) return known;
        const loaded = load(key);
        if (loaded !== undefined) {
          if (memory.size >= CAPACITY) memory.clear();
          memory.set(key, loaded);
        }
        return loaded;
      };
    },
    forget() {
      for (const memory of memories) memory.clear();
    },
  };
}
