/** Works on many things at once, so that what they write shares commits. */

/** So many at once: another process waits for SQLite's lock no longer than this takes. */
export const AT_ONCE = 50;

/** What `work` returns of each, in their order. Those with the same key don't meet: the second sees what the first has written. */
export async function* inGroups<One, Done>(
  all: AsyncIterable<One>,
  keyOf: (one: One) => string,
  work: (one: One) => Promise<Done>,
): AsyncGenerator<Done> {
  let group: One[] = [];
  let keys = new Set<string>();
  async function end(): Promise<readonly Done[]> {
    const now = group;
    group = [];
    keys = new Set();
    return Promise.all(now.map(work));
  }
  for await (const one of all) {
    const key = keyOf(one);
    if (keys.has(key) || group.length >= AT_ONCE) yield* await end();
    group.push(one);
    keys.add(key);
  }
  yield* await end();
}
