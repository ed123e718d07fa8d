/** Holds what applications are allowed against what they used lately. */
import type { ScopeUse } from "../../../ports/usage.ts";
import type { Client } from "../../../protocol/client.ts";
import { type Catalogue, stateAt } from "../../../protocol/scope/catalogue.ts";
import type { Deps } from "../../deps.ts";
import { type Caller, isWithinReach } from "../caller.ts";
import { findRegistered, listRegistered } from "../found.ts";

export interface Finding {
  readonly client: Client;
  /** Times are milliseconds since 1970; undefined: never noted. */
  readonly unused: readonly { readonly scope: string; readonly usedAt: number | undefined }[];
  readonly refused: readonly { readonly scope: string; readonly refusedAt: number }[];
  readonly deprecated: readonly Deprecated[];
}

export interface Deprecated {
  readonly scope: string;
  readonly usedAt: number;
  readonly sunset?: string | undefined;
  readonly replacement?: string | undefined;
}

export interface ReportBy {
  readonly days: number;
  readonly application?: string | undefined;
  /** The application after which the report continues. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Applications that one page looks at: some tens of milliseconds. */
const LOOKED_AT = 500;
const USES = 1_000;
const DAY = 86_400_000;

export interface ReportPage {
  readonly findings: readonly Finding[];
  /** The last application that was looked at, if there are more. */
  readonly next: string | undefined;
}

/** One page: at most `limit` applications with findings, among those within the caller's reach. */
export async function leastPrivilegeOf(
  deps: Deps,
  caller: Caller,
  { days, application, after, limit }: ReportBy,
): Promise<ReportPage> {
  const now = deps.clock();
  const found = await lookedAt(deps, caller, application, after);
  const findings: Finding[] = [];
  for (const { id, content } of found) {
    const uses = await deps.usage.uses({ clientId: id, limit: USES });
    const finding = findingOf(content.client, uses, deps.registry.catalogue, now - days * DAY, now);
    if (finding !== undefined) findings.push(finding);
    if (findings.length === limit) return { findings, next: id === found.at(-1)?.id ? nextOf(found) : id };
  }
  return { findings, next: nextOf(found) };
}

/** One application, or a page of all. */
async function lookedAt(deps: Deps, caller: Caller, application: string | undefined, after: string | undefined) {
  if (application === undefined) return listRegistered(deps, "application", { after, limit: LOOKED_AT, caller });
  const one = await findRegistered(deps, "application", application);
  return one !== undefined && isWithinReach(caller, one.content) ? [one] : [];
}

const nextOf = (found: readonly { readonly id: string }[]): string | undefined =>
  found.length < LOOKED_AT ? undefined : found.at(-1)?.id;

const usedAt = (use: ScopeUse | undefined): number | undefined => {
  const last = Math.max(use?.askedAt ?? 0, use?.grantedAt ?? 0);
  return last === 0 ? undefined : last;
};

/** What is there to say about one application; `undefined` if nothing. Times in milliseconds. */
export function findingOf(
  client: Client,
  uses: readonly ScopeUse[],
  { scopes }: Catalogue,
  since: number,
  now: number,
): Finding | undefined {
  const byScope = new Map(uses.map((use) => [use.scope, use]));
  const unused = client.scopes
    .map((scope) => ({ scope, usedAt: usedAt(byScope.get(scope)) }))
    .filter((one) => one.usedAt === undefined || one.usedAt < since);
  const refused = uses.flatMap(({ scope, refusedAt }) =>
    refusedAt !== undefined && refusedAt >= since && !client.scopes.includes(scope) ? [{ scope, refusedAt }] : [],
  );
  const deprecated = client.scopes.flatMap((scope): Deprecated[] => {
    const known = scopes.get(scope);
    const [state, last] = [known && stateAt(known, now), usedAt(byScope.get(scope))];
    if (state?.is !== "deprecated" || last === undefined || last < since) return [];
    return [{ scope, usedAt: last, sunset: state.sunset, replacement: state.replacement }];
  });
  const isFine = unused.length + refused.length + deprecated.length === 0;
  return isFine || client.disabled ? undefined : { client, unused, refused, deprecated };
}
