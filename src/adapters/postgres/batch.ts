/**
 * Group commit: what concurrent requests ask for goes to the database as one statement with a row for each, which commits by
 * itself. Whoever comes while it is under way shares the next one, so batches grow with the load.
 */

import { again } from "./again.ts";

/** Rows of one statement. */
const MOST = 256;
/** Statements of one kind that are under way at the same time. */
const UNDER_WAY = 2;

interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * `run` resolves to a result for each that is asked, in order, or rejects with nothing done. If it rejects several for a reason
 * that is `personal` to one of them, each runs once more, alone. What lost against another transaction runs again.
 * `committed` hears of each statement that succeeds.
 */
export function batched<Asked, Answer>(
  run: (all: readonly Asked[]) => Promise<readonly Answer[]>,
  isPersonal: (error: unknown) => boolean = () => false,
  committed?: (operations: number, milliseconds: number) => void,
): (asked: Asked) => Promise<Answer> {
  let queue: Waiting<Asked, Answer>[] = [];
  let underWay = 0;
  let isPlanned = false;

  function plan(): void {
    if (isPlanned || queue.length === 0 || underWay >= UNDER_WAY) return;
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      void flush();
    });
  }

  async function flush(): Promise<void> {
    const batch = queue.slice(0, MOST);
    queue = queue.slice(MOST);
    underWay += 1;
    plan();
    await together(batch);
    underWay -= 1;
    plan();
  }

  async function together(batch: readonly Waiting<Asked, Answer>[]): Promise<void> {
    const began = committed === undefined ? 0 : performance.now();
    try {
      const answers = await again(() => run(batch.map(({ asked }) => asked)));
      committed?.(batch.length, performance.now() - began);
      batch.forEach(({ resolve }, at) => {
        resolve(answers[at] as Answer);
      });
    } catch (error) {
      if (batch.length > 1 && isPersonal(error)) for (const one of batch) await together([one]);
      else for (const { reject } of batch) reject(error);
    }
  }

  return (asked) =>
    new Promise((resolve, reject) => {
      queue.push({ asked, resolve, reject });
      plan();
    });
}
