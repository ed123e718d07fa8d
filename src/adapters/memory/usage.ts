/** What applications use, in memory. */
import type { ScopeUse, Success, UsageStore } from "../../ports/usage.ts";

type Place = Pick<ScopeUse, "clientId" | "scope">;

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

/** In the order of their bytes, as a database compares them. */
const compared = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const inOrder = (a: Place, b: Place): number => compared(a.clientId, b.clientId) || compared(a.scope, b.scope);

const later = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

const lastOf = ({ askedAt = 0, grantedAt = 0, refusedAt = 0 }: ScopeUse): number =>
  Math.max(askedAt, grantedAt, refusedAt);

export interface MemoryUsage {
  readonly store: UsageStore;
  readonly forgetClient: (clientId: string) => void;
}

export function memoryUsage(): MemoryUsage {
  const uses = new Map<string, ScopeUse>();
  const successes = new Map<string, Success>();
  const store: UsageStore = {
    async note(noted) {
      for (const { clientId, scope, ...times } of noted) {
        const key = keyOf(clientId, scope);
        const before = uses.get(key);
        uses.set(key, {
          clientId,
          scope,
          askedAt: later(before?.askedAt, times.askedAt),
          grantedAt: later(before?.grantedAt, times.grantedAt),
          refusedAt: later(before?.refusedAt, times.refusedAt),
        });
      }
    },
    uses: async ({ clientId, scope, after, limit }) =>
      [...uses.values()]
        .filter((use) => clientId === undefined || use.clientId === clientId)
        .filter((use) => scope === undefined || use.scope === scope)
        .filter((use) => after === undefined || inOrder(use, after) > 0)
        .sort(inOrder)
        .slice(0, limit),
    lastAsked: async (scope) =>
      [...uses.values()]
        .filter((use) => use.scope === scope)
        .reduce<number | undefined>((last, { askedAt }) => later(last, askedAt), undefined),
    async keep(success, most) {
      const { clientId, kind, variety } = success;
      successes.set(keyOf(clientId, kind, variety), success);
      const all = [...successes].filter(([, one]) => one.clientId === clientId && one.kind === kind);
      for (const [key] of all.sort(([, a], [, b]) => b.at - a.at).slice(most)) successes.delete(key);
    },
    successes: async (clientId, limit) =>
      [...successes.values()]
        .filter((one) => one.clientId === clientId)
        .sort((a, b) => b.at - a.at)
        .slice(0, limit),
    async purge(before, limit) {
      const old = [...uses].filter(([, use]) => lastOf(use) < before.uses).slice(0, limit);
      const past = [...successes].filter(([, { at }]) => at < before.successes).slice(0, limit);
      for (const [key] of old) uses.delete(key);
      for (const [key] of past) successes.delete(key);
      return old.length + past.length;
    },
  };
  return {
    store,
    forgetClient(clientId) {
      for (const rows of [uses, successes])
        for (const [key, one] of rows) if (one.clientId === clientId) rows.delete(key);
    },
  };
}
