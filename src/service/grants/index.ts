/** Loads what a token request brings. */

import { factsOf } from "../../protocol/grants/grant-type.ts";
import { grantTypeOf } from "../../protocol/grants/index.ts";
import type { TokenOccasion } from "../../protocol/token/facts.ts";
import type { Code } from "../../reasons/index.ts";
import type { GrantWork, Loaded, Where } from "./grant-work.ts";
import { WORK } from "./list.ts";

const NOTHING: GrantWork = { load: async () => ({ facts: {} }) };

const byName: ReadonlyMap<string, GrantWork> = new Map(Object.entries(WORK));

/** The facts about what a request exchanges. `now` in milliseconds. */
export function loadGrant(
  deps: Where,
  grantType: string,
  values: ReadonlyMap<string, string>,
  now: number,
): Promise<Loaded> {
  return (byName.get(grantType) ?? NOTHING).load(deps, values, now);
}

/** Notes what a grant type remembers of a refused request. */
export async function noteRefused(
  deps: Where,
  grantType: string,
  facts: unknown,
  code: Code,
  now: number,
): Promise<void> {
  if (facts !== undefined) await byName.get(grantType)?.refused?.(deps, facts, code, now);
}

/** The facts about everything that the parameters bring, of whichever grant type they are. Those that were loaded before stay. */
export async function loadWhatIsBrought(
  deps: Where,
  on: TokenOccasion,
  values: ReadonlyMap<string, string>,
): Promise<TokenOccasion["facts"]> {
  const missing = [...byName].filter(([name]) => {
    const type = grantTypeOf(name);
    return type?.requires !== undefined && values.has(type.requires) && factsOf(type, on) === undefined;
  });
  const loaded = await Promise.all(
    missing.map(async ([name, { load }]) => [name, (await load(deps, values, on.now)).facts] as const),
  );
  return { ...on.facts, ...Object.fromEntries(loaded) };
}
