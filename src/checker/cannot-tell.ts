/** Why a probe can't go on. */
import type { Exchange } from "./exchange.ts";

/** Its findings are unclear. */
export class CannotTell extends Error {
  readonly shows: readonly Exchange[];

  constructor(because: string, shows: readonly Exchange[] = []) {
    super(because);
    this.shows = shows;
  }
}
