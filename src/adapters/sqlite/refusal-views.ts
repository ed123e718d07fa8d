/** Counts and groups of refusals, as the database keeps them. */
import { COUNTED_PERIOD, type RefusalCount, type RefusalGroup, type RefusalViews } from "../../ports/refusal-views.ts";
import type { Connection } from "./connection.ts";
import { clientsOf, familyRange } from "./refusal-list.ts";

interface GroupRow extends Omit<RefusalGroup, "clientId" | "before"> {
  readonly client_id: string;
  readonly quiet_from: number | null;
}

const OF_CODE = "(?1 is null or code = ?1 or (code >= ?2 and code < ?3))";

/** Values of `OF_CODE`. */
const codeValues = (code: string | undefined): [string | null, string, string] =>
  code === undefined ? [null, "", ""] : [code, ...familyRange(code)];

export function refusalViews({ prepare, read }: Pick<Connection, "prepare" | "read">): RefusalViews {
  const counted = (table: string, hour: string, total: string, where: string) =>
    prepare<RefusalCount>(`select ${hour} as at, code, sum(${total}) as total from ${table}
      where ${where} and ${OF_CODE} and (?4 is null or endpoint = ?4) group by 1, 2 having sum(${total}) > 0`);
  // Numbers are bound as floating-point ones, which would be divided as such.
  const hours = "cast(?5 as integer)";
  const rounded = `hour / ${hours} * ${hours} * ${COUNTED_PERIOD}`;
  const ofAll = counted("refusal_counts", rounded, "total", "hour >= ?6 and hour < ?7");
  const inHours = "hour >= ?6 and hour < ?7";
  const ofClient = counted("refusal_counts_of_client", rounded, "total", `client_id = ?8 and ${inHours}`);
  const bounds = `refused_at >= ?6 * ${COUNTED_PERIOD} and refused_at < ?7 * ${COUNTED_PERIOD}`;
  const ofNetwork = counted(
    "refusals",
    `refused_at / ${COUNTED_PERIOD} / ${hours} * ${hours} * ${COUNTED_PERIOD}`,
    "1 + more",
    `network = ?9 and ${bounds} and (?8 is null or coalesce(client_id, '') = ?8)`,
  );

  const grouped = (index: string, where: string) =>
    prepare<GroupRow>(`select code, client_id, first_at as firstAt, quiet_from, since, last_at as lastAt, networks,
        (select coalesce(sum(total), 0) from refusal_counts_of_client counted
         where counted.client_id = one.client_id and counted.code = one.code
         and hour >= since / ${COUNTED_PERIOD} and (?4 is null or endpoint = ?4)) as total
      from refusal_groups one indexed by ${index} where ${where} and total > 0 and ${OF_CODE} and last_at >= ?5 and first_at < ?6
        and last_at <= ?7 and (last_at < ?7 or (code, client_id) > (?8, ?9))
        and (?10 is null or exists (select 1 from refusal_networks n
          where n.code = one.code and n.client_id = one.client_id and n.network = ?10))
        and (?4 is null or exists (select 1 from refusal_counts_of_client e
          where e.client_id = one.client_id and e.code = one.code and e.endpoint = ?4))
      order by last_at desc, code, client_id limit ?11`);
  const groupsOfAll = grouped("refusal_groups_by_last", "true");
  const groupsOfClient = grouped("refusal_groups_of_client", "client_id = ?12");

  return {
    counts: (by) =>
      read(() => {
        const { code, endpoint = null, network, period, from, to } = by;
        const [first, last] = [from, to].map((time) => Math.floor(time / period) * (period / COUNTED_PERIOD));
        const values = [
          ...codeValues(code),
          endpoint,
          period / COUNTED_PERIOD,
          first as number,
          last as number,
        ] as const;
        const found = clientsOf(by).flatMap((clientId) => {
          if (network !== undefined) return ofNetwork.all(...values, clientId ?? null, network);
          return clientId === undefined ? ofAll.all(...values) : ofClient.all(...values, clientId);
        });
        return added(found);
      }),
    groups: (by) =>
      read(() => {
        const { code, endpoint = null, network = null, from = 0, to = Number.MAX_SAFE_INTEGER, after, limit } = by;
        const {
          lastAt,
          code: afterCode,
          clientId: afterClient,
        } = after ?? { lastAt: Number.MAX_SAFE_INTEGER, code: "" };
        const place = [lastAt, afterCode, afterClient ?? ""] as const;
        const values = [...codeValues(code), endpoint, from, to, ...place, network, limit] as const;
        const found = clientsOf(by).flatMap((clientId) =>
          clientId === undefined ? groupsOfAll.all(...values) : groupsOfClient.all(...values, clientId),
        );
        return found.sort(latestFirst).slice(0, limit).map(groupOf);
      }),
  };
}

/** Those of several applications in one. */
function added(found: readonly RefusalCount[]): readonly RefusalCount[] {
  const totals = new Map<string, RefusalCount>();
  for (const one of found) {
    const key = `${one.at} ${one.code}`;
    totals.set(key, { ...one, total: one.total + (totals.get(key)?.total ?? 0) });
  }
  return [...totals.values()].sort((a, b) => a.at - b.at || (a.code < b.code ? -1 : 1));
}

const latestFirst = (a: GroupRow, b: GroupRow): number =>
  b.lastAt - a.lastAt || (a.code === b.code ? (a.client_id < b.client_id ? -1 : 1) : a.code < b.code ? -1 : 1);

const groupOf = ({ client_id, quiet_from, ...row }: GroupRow): RefusalGroup => ({
  ...row,
  clientId: client_id === "" ? undefined : client_id,
  before: quiet_from ?? undefined,
});
