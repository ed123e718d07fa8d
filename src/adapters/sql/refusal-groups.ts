/** Finds groups of refusals: first which ones, and then how many refusals each of these has. */
import { COUNTED_PERIOD, type GroupedBy, type RefusalGroup } from "../../ports/refusal-views.ts";
import type { Connection, Steps } from "./connection.ts";
import { clientsOf, codeValues, OF_CODE } from "./refusal-list.ts";

interface GroupRow extends Omit<RefusalGroup, "clientId" | "before" | "total"> {
  readonly client_id: string;
  readonly quiet_from: number | null;
}

/** Behind every group. */
const END = { lastAt: Number.MAX_SAFE_INTEGER, code: "", clientId: "" };

export function refusalGroups(prepare: Connection["prepare"]): (by: GroupedBy) => Steps<readonly RefusalGroup[]> {
  const grouped = (from: string, where: string) =>
    prepare<GroupRow>(`select one.code, one.client_id, first_at as "firstAt", quiet_from, since, last_at as "lastAt", networks
      from ${from} where ${where} and total > 0 and ${OF_CODE.replaceAll("code", "one.code")}
        and last_at >= ?5 and first_at < ?6 and last_at <= ?7 and (last_at < ?7 or (one.code, one.client_id) > (?8, ?9))
        and (cast(?4 as text) is null or (one.code in (select value from json_each(?11)) and exists (
          select 1 from refusal_counts_of_client e where e.client_id = one.client_id and e.code = one.code and e.endpoint = ?4)))
      order by last_at desc, one.code, one.client_id limit ?10`);
  const ofAll = grouped("refusal_groups one indexed by refusal_groups_by_last", "true");
  const clients = "in (select value from json_each(?12))";
  const ofClients = grouped("refusal_groups one indexed by refusal_groups_of_client", `one.client_id ${clients}`);
  const ofNetwork = grouped(
    "refusal_networks n cross join refusal_groups one on one.code = n.code and one.client_id = n.client_id",
    `n.network = ?13 and (cast(?12 as text) is null or n.client_id ${clients})`,
  );
  const codesAt = codesOfEndpoint(prepare);
  const totals = prepare<{ readonly total: number }>(
    `select coalesce(sum(total), 0) as total from refusal_counts_of_client indexed by refusal_counts_of_group
     where client_id = ? and code = ? and hour >= ? and (cast(?4 as text) is null or endpoint = ?4)`,
  );

  return function* (by) {
    const { code, endpoint = null, network, from = 0, to = Number.MAX_SAFE_INTEGER, after = END, limit } = by;
    const place = [after.lastAt, after.code, after.clientId ?? ""] as const;
    const codes = endpoint === null ? [] : yield* codesAt(endpoint);
    if (endpoint !== null && codes.length === 0) return [];
    const values = [...codeValues(code), endpoint, from, to, ...place, limit, JSON.stringify(codes)] as const;
    const ids = by.clientId === undefined ? null : JSON.stringify(clientsOf(by));
    const found =
      network !== undefined
        ? yield* ofNetwork.all(...values, ids, network)
        : ids === null
          ? yield* ofAll.all(...values)
          : yield* ofClients.all(...values, ids);
    const groups: RefusalGroup[] = [];
    for (const row of found) {
      const hour = Math.floor(row.since / COUNTED_PERIOD);
      groups.push(groupOf(row, (yield* totals.get(row.client_id, row.code, hour, endpoint))?.total ?? 0));
    }
    return groups;
  };
}

/** The codes that were ever refused at an endpoint. Each step is one look into the index. */
function codesOfEndpoint(prepare: Connection["prepare"]): (endpoint: string) => Steps<readonly string[]> {
  const codes = prepare<{ readonly code: string }>(`with recursive found (code) as (
      select min(code) from refusal_counts where endpoint = ?1
      union all
      select (select min(code) from refusal_counts where endpoint = ?1 and refusal_counts.code > found.code)
      from found where found.code is not null
    ) select code from found where code is not null`);
  return function* (endpoint) {
    return (yield* codes.all(endpoint)).map(({ code }) => code);
  };
}

const groupOf = ({ client_id, quiet_from, ...row }: GroupRow, total: number): RefusalGroup => ({
  ...row,
  clientId: client_id === "" ? undefined : client_id,
  before: quiet_from ?? undefined,
  total,
});
