/** One request of a fuzzing run: which one depends on the seed and its number alone. */
import type { Dice } from "./dice.ts";
import { BREAKAGES, MUTATIONS } from "./mutations.ts";
import { draft, type Seed } from "./seed.ts";
import { write } from "./socket.ts";

/** `whole` is a request that has an end, so that a response is due. */
export function fuzzed(seed: Seed, throws: Dice, host: string): { readonly bytes: Buffer; readonly whole: boolean } {
  const it = draft(seed);
  for (let n = throws.one([0, 1, 1, 1, 2, 3]); n > 0; n--) throws.one(MUTATIONS)(it, throws);
  const bytes = write(it, host);
  const whole = throws.chance(0.85);
  return { bytes: whole ? bytes : throws.one(BREAKAGES)(bytes, throws), whole };
}
