/** The work of each grant type that brings something to be exchanged. */

import { type GrantTypeName, grantTypeOf } from "../../protocol/grants/index.ts";
import type { Origin } from "../../protocol/origin.ts";
import type { TokenOccasion } from "../../protocol/token/facts.ts";
import { authorizationCode } from "./authorization-code.ts";
import type { GrantWork, Loaded, Where } from "./grant-work.ts";
import { refreshToken } from "./refresh-token.ts";

const NOTHING: GrantWork = { load: async () => ({}) };

const WORK = {
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
  client_credentials: NOTHING,
} satisfies Readonly<Record<GrantTypeName, GrantWork>>;

const byName: ReadonlyMap<string, GrantWork> = new Map(Object.entries(WORK));

/** The facts about what a request exchanges. `now` in milliseconds. */
export function loadGrant(
  deps: Where,
  grantType: string,
  values: ReadonlyMap<string, string>,
  by: Origin | undefined,
  now: number,
): Promise<Loaded> {
  return (byName.get(grantType) ?? NOTHING).load(deps, values, by, now);
}

/** Everything that the parameters bring, of whichever grant type they are, and that was not loaded before. */
export async function loadWhatIsBrought(
  deps: Where,
  on: TokenOccasion,
  values: ReadonlyMap<string, string>,
): Promise<Loaded> {
  const missing = [...byName].filter(([name]) => {
    const type = grantTypeOf(name);
    return type?.requires !== undefined && values.has(type.requires) && type.facts(on) === undefined;
  });
  const loaded = await Promise.all(missing.map(([, { load }]) => load(deps, values, undefined, on.now)));
  return Object.assign({}, ...loaded);
}
