/** Counts and groups of refusals, as the database keeps them. */
import { COUNTED_PERIOD, type CountedBy, type RefusalCount, type RefusalViews } from "../../ports/refusal-views.ts";
import type { Connection, Steps } from "./connection.ts";
import { refusalGroups } from "./refusal-groups.ts";
import { clientsOf, codeValues, OF_CODE } from "./refusal-list.ts";

export function refusalViews({ prepare, read }: Pick<Connection, "prepare" | "read">): RefusalViews {
  const counted = (from: string, hour: string, total: string, where: string, ofCode = OF_CODE) =>
    prepare<RefusalCount>(`select ${hour} as at, code, sum(${total}) as total from ${from}
      where ${where} and ${ofCode} and (cast(?4 as text) is null or endpoint = ?4) group by 1, 2 having sum(${total}) > 0 order by 1, 2`);
  // Numbers are bound as floating-point ones, which would be divided as such.
  const hours = "cast(?5 as integer)";
  const rounded = `hour / ${hours} * ${hours} * ${COUNTED_PERIOD}`;
  const inHours = "hour >= ?6 and hour < ?7";
  const ofAll = counted("refusal_counts", rounded, "total", inHours);
  const clients = "client_id in (select value from json_each(?8))";
  const ofClients = counted("refusal_counts_of_client", rounded, "total", `${clients} and ${inHours}`);
  // Of one cause, so that those of the others aren't read.
  const ofGroups = counted(
    "refusal_counts_of_client indexed by refusal_counts_of_group",
    rounded,
    "total",
    `${clients} and ${inHours}`,
    "code = ?1",
  );
  const bounds = `refused_at >= cast(?6 as bigint) * ${COUNTED_PERIOD} and refused_at < cast(?7 as bigint) * ${COUNTED_PERIOD}`;
  const day = `refused_at / ${COUNTED_PERIOD} / ${hours} * ${hours} * ${COUNTED_PERIOD}`;
  const ofNetwork = counted("refusals", day, "1 + more", `network = ?8 and ${bounds}`);
  const ofNetworkAt = counted(
    "refusals",
    day,
    "1 + more",
    `network = ?8 and ${bounds} and coalesce(client_id, '') in (select value from json_each(?9))`,
  );
  const groups = refusalGroups(prepare);

  function* counts(by: CountedBy): Steps<readonly RefusalCount[]> {
    const { clientId, code, endpoint = null, network, period, from, to } = by;
    const [first = 0, last = 0] = [from, to].map((time) => Math.floor(time / period) * (period / COUNTED_PERIOD));
    const values = [...codeValues(code), endpoint, period / COUNTED_PERIOD, first, last] as const;
    const ids = JSON.stringify(clientsOf(by));
    if (network !== undefined)
      return clientId === undefined
        ? yield* ofNetwork.all(...values, network)
        : yield* ofNetworkAt.all(...values, network, ids);
    if (clientId === undefined) return yield* ofAll.all(...values);
    return yield* (code?.includes("/") === true ? ofGroups : ofClients).all(...values, ids);
  }

  return {
    counts: read(function* (by) {
      return (yield* counts(by)).map(({ at, code, total }) => ({ at, code, total }));
    }),
    groups: read(groups),
  };
}
