/** How tests wait: until something is so, however busy the machine is, or for some time. */

/** Milliseconds that anything may take on a machine that is busy with other things and stands still for seconds. */
const PATIENCE = 120_000;

/** Waits until something is so. */
export async function until(is: () => boolean | Promise<boolean>, what: string, patience = PATIENCE): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; await pause(25)) if (await is()) return;
  throw new Error(`Waited ${patience / 1_000} s in vain until ${what}.`);
}

/** For what must not happen meanwhile. What must happen is waited for with `until` or `expect.poll`. */
export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
