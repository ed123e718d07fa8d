/** Work of which a portion waits for one commit together. */
const PORTION = 5_000;

/** Does something `count` times, in order. */
export async function together(count: number, work: (n: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < count; from += PORTION)
    await Promise.all(Array.from({ length: Math.min(PORTION, count - from) }, (_, i) => work(from + i)));
}
