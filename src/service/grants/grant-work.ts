/** The half of a grant type that reads the store. */
import type { Origin } from "../../protocol/origin.ts";
import type { TokenOccasion } from "../../protocol/token/facts.ts";
import type { Deps } from "../deps.ts";

/** What was loaded for one grant type. */
export type Loaded = Pick<TokenOccasion, "code" | "refresh">;

/** Where it is loaded from. */
export type Where = Pick<Deps, "storage" | "keys" | "hooks">;

export interface GrantWork {
  /** Loads what the parameters bring. `by`: where the request came from. `now` in milliseconds. */
  readonly load: (
    deps: Where,
    values: ReadonlyMap<string, string>,
    by: Origin | undefined,
    now: number,
  ) => Promise<Loaded>;
}
