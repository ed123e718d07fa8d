/** Counts and groups of refusals, from those in memory. */
import {
  COUNTED_PERIOD,
  type RefusalCount,
  type RefusalGroup,
  type RefusalsBy,
  type RefusalViews,
  SILENCE,
} from "../../ports/refusal-views.ts";
import type { KeptRefusal } from "../../ports/storage.ts";

/** Whether a filter means a refusal. */
export function isMeant(by: RefusalsBy, { clientId = "", code, endpoint, network, at }: KeptRefusal): boolean {
  const clients = typeof by.clientId === "string" ? [by.clientId] : by.clientId;
  return (
    (clients === undefined || clients.includes(clientId)) &&
    (by.code === undefined || code === by.code || code.startsWith(`${by.code}/`)) &&
    (by.endpoint === undefined || endpoint === by.endpoint) &&
    (by.network === undefined || network === by.network) &&
    at >= (by.from ?? 0) &&
    at < (by.to ?? Number.POSITIVE_INFINITY)
  );
}

/** When a group was last seen before a silence, and since when it has been seen again. */
type Times = Pick<RefusalGroup, "before" | "since" | "lastAt">;

const keyOf = ({ code, clientId = "" }: Pick<KeptRefusal, "code" | "clientId">): string => `${code} ${clientId}`;

const downTo = (time: number, period: number): number => Math.floor(time / period) * period;

export interface MemoryViews extends RefusalViews {
  /** Takes note of a new refusal. */
  readonly note: (refusal: KeptRefusal) => void;
  /** Forgets groups that have no refusals and were last seen before a time. */
  readonly forget: (before: number) => void;
}

export function memoryViews(all: () => readonly KeptRefusal[]): MemoryViews {
  const times = new Map<string, Times>();

  function counts(refusals: readonly KeptRefusal[], period: number): readonly RefusalCount[] {
    const totals = new Map<string, RefusalCount>();
    for (const { at: time, code, more } of refusals) {
      const at = downTo(time, period);
      const total = 1 + more + (totals.get(`${at} ${code}`)?.total ?? 0);
      totals.set(`${at} ${code}`, { at, code, total });
    }
    return [...totals.values()].sort((a, b) => a.at - b.at || (a.code < b.code ? -1 : 1));
  }

  function groupOf(members: readonly KeptRefusal[], endpoint: string | undefined): RefusalGroup {
    const { code, clientId } = members[0] as KeptRefusal;
    const own = times.get(keyOf({ code, clientId })) as Times;
    const begun = downTo(own.since, COUNTED_PERIOD);
    const total = members.filter((one) => one.at >= begun && isMeant({ endpoint }, one));
    return {
      code,
      clientId,
      firstAt: Math.min(...members.map(({ at }) => at)),
      ...own,
      total: total.reduce((sum, { more }) => sum + 1 + more, 0),
      networks: new Set(members.flatMap(({ network }) => network ?? [])).size,
    };
  }

  return {
    async counts({ period, from, to, ...by }) {
      const within = { ...by, from: downTo(from, period), to: downTo(to, period) };
      return counts(
        all().filter((one) => isMeant(within, one)),
        period,
      );
    },
    async groups({ from = 0, to = Number.POSITIVE_INFINITY, after, limit, ...by }) {
      const groups = new Map<string, KeptRefusal[]>();
      for (const one of all()) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
      return [...groups.values()]
        .filter((members) => members.some((one) => isMeant({ clientId: by.clientId, code: by.code }, one)))
        .filter((members) => members.some(({ endpoint }) => by.endpoint === undefined || endpoint === by.endpoint))
        .filter((members) => members.some(({ network }) => by.network === undefined || network === by.network))
        .map((members) => groupOf(members, by.endpoint))
        .filter(({ firstAt, lastAt }) => lastAt >= from && firstAt < to)
        .filter((group) => after === undefined || latestFirst(after, group) < 0)
        .sort(latestFirst)
        .slice(0, limit);
    },
    note(refusal) {
      const key = keyOf(refusal);
      times.set(key, grown(times.get(key), refusal.at));
    },
    forget(before) {
      const left = new Set(all().map(keyOf));
      for (const [key, { lastAt }] of times) if (!left.has(key) && lastAt < before) times.delete(key);
    },
  };
}

/** A refusal may be stored a moment after a later one. */
function grown(times: Times | undefined, at: number): Times {
  if (times === undefined) return { before: undefined, since: at, lastAt: at };
  const { before, since, lastAt } = times;
  if (at > lastAt + SILENCE) return { before: lastAt, since: at, lastAt: at };
  return { before, since: at >= since - SILENCE ? Math.min(since, at) : since, lastAt: Math.max(lastAt, at) };
}

type Place = Pick<RefusalGroup, "lastAt" | "code" | "clientId">;

function latestFirst(a: Place, b: Place): number {
  const [one, other] = [a.clientId ?? "", b.clientId ?? ""];
  return (
    b.lastAt - a.lastAt || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0) || (one < other ? -1 : one > other ? 1 : 0)
  );
}
