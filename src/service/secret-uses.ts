/**
 * Notes which secrets are used: in memory, and in the store a few seconds later. A use within a minute of the one that was noted isn't noted
 * again, so that most requests cost one lookup.
 */
import type { Log } from "../ports/log.ts";
import type { SecretUse, SecretUseStore, SecretUses } from "../ports/secret-uses.ts";

const MINUTE = 60_000;
/** Secrets that are remembered. */
const MOST = 10_000;
/** Uses that one commit stores: some milliseconds. */
const BATCH = 200;

export function secretUses(store: SecretUseStore, log: Pick<Log, "error">): SecretUses {
  const noted = new Map<string, number>();
  let waiting = new Map<string, SecretUse>();
  let flushing: Promise<void> | undefined;

  async function storeAll(): Promise<void> {
    const all = [...waiting.values()];
    waiting = new Map();
    for (let from = 0; from < all.length; from += BATCH) {
      try {
        await store.note(all.slice(from, from + BATCH));
      } catch (error) {
        // What was noted meanwhile is later.
        for (const one of all.slice(from)) waiting.set(keyOf(one), waiting.get(keyOf(one)) ?? one);
        log.error({ fault: (error as Error).name }, "the use of secrets could not be stored");
        return;
      }
    }
  }
  async function flush(): Promise<void> {
    await flushing;
    flushing ??= storeAll().finally(() => {
      flushing = undefined;
    });
    await flushing;
  }

  return {
    note(clientId, secretId, at) {
      const use = { clientId, secretId, at };
      const key = keyOf(use);
      const before = noted.get(key);
      // A clock that was set back must not silence it for longer.
      if (before !== undefined && Math.abs(at - before) < MINUTE) return;
      if (noted.size >= MOST) noted.clear();
      noted.set(key, at);
      if (waiting.size < MOST) waiting.set(key, use);
    },
    async of(clientId) {
      await flush();
      return new Map((await store.of(clientId)).map(({ secretId, at }) => [secretId, at]));
    },
    flush,
  };
}

const keyOf = ({ clientId, secretId }: Omit<SecretUse, "at">): string => `${clientId} ${secretId}`;
