/** Work of a node of which only one can go on at a time anyway: the others wait here, and hold no connection meanwhile. */
import { StorageUnavailable } from "../../ports/storage.ts";

/** Milliseconds that it waits. */
const PATIENCE = 10_000;

/** Runs work one after the other. Rejects with `StorageUnavailable` what has waited too long. */
export function oneAtATime(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const since = performance.now();
    const done = last.then(() => {
      if (performance.now() - since > PATIENCE) throw new StorageUnavailable("busy", "Too much is written at once.");
      return run();
    });
    last = done.catch(() => {});
    return done;
  };
}
