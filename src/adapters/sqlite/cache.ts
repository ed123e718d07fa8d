/**
 * Remembers rows that are read for almost every request and change seldom: accounts, sessions, consents, access tokens. All of it is forgotten
 * together, whenever this process changes one of them, or another process commits anything.
 */

export interface Cache {
  /** `load`, asked once for each key until something is forgotten; what it does not find it is asked for again. */
  cached<K, V>(load: (key: K) => V | undefined): (key: K) => V | undefined;
  forget(): void;
}

/** Rows of each kind at once: some megabytes. */
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
