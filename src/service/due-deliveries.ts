/** Rounds that send to clients what is due: sign-outs, decisions of users. */
import type { Shared } from "./deps.ts";

/** What sends to clients what is due. What does so is loaded with the first one. `what`: for the log, if it fails. */
export function dueDeliveries(
  shared: () => Shared,
  isDue: (storage: Shared["storage"], now: number) => Promise<boolean>,
  load: () => Promise<(shared: Shared) => Promise<void>>,
  what: string,
): () => Promise<void> {
  async function round(): Promise<void> {
    const { storage, clock, log } = shared();
    try {
      if (!(await isDue(storage, clock()))) return;
      const deliver = await load();
      await deliver(shared());
    } catch (error) {
      log.error({ fault: (error as Error).name }, what);
    }
  }
  // Rounds of a process never overlap: whoever waits for one has waited for those before.
  let last = Promise.resolve();
  return () => {
    last = last.then(round);
    return last;
  };
}
