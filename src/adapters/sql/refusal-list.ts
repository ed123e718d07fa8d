/** Finds refusals by filters: each combination of an application and a code is read from an index of its own, and the results are merged. */
import type { RefusalsBy } from "../../ports/refusal-views.ts";
import type { KeptRefusal, RefusalFilter } from "../../ports/storage.ts";
import type { Connection, Statement, Steps } from "./connection.ts";

export type Place = Pick<KeptRefusal, "at" | "ref">;

/** Behind every refusal. */
const END: Place = { at: Number.MAX_SAFE_INTEGER, ref: "" };

const newestFirst = (a: Place, b: Place): number => b.at - a.at || (a.ref < b.ref ? 1 : -1);

/** The places of the refusals that match, the newest first. Reads no record. */
export function placesOf({ prepare }: Pick<Connection, "prepare">): (filter: RefusalFilter) => Steps<readonly Place[]> {
  const statements = new Map<string, Statement<Place>>();
  const codesOf = codesIn(prepare);

  function places(sql: string): Statement<Place> {
    const statement = statements.get(sql) ?? prepare<Place>(sql);
    statements.set(sql, statement);
    return statement;
  }

  return function* (filter) {
    const { before: sent = END, limit, from = 0, to = END.at, endpoint, network } = filter;
    // One end is where the index is entered. With two, SQLite would walk from one to the other.
    const before = to <= sent.at ? { at: to, ref: "" } : sent;
    const codes = yield* codesOf(filter.code);
    const lists = clientsOf(filter).flatMap((clientId) =>
      codes.map((code) => {
        const one = { client_id: clientId, code, network, endpoint };
        const values = [clientId || undefined, code, network, endpoint].filter((value) => value !== undefined);
        return (most: number) => places(sqlFor(one)).all(...values, before.at, before.ref, from, most);
      }),
    );
    return yield* merged(lists, limit);
  };
}

/** Of each of many lists, only the beginning is read at first: most of them have nothing of the newest. */
const BEGINNING = 4;

function* merged(
  lists: readonly ((most: number) => Steps<readonly Place[]>)[],
  limit: number,
): Steps<readonly Place[]> {
  const most = lists.length < BEGINNING ? limit : Math.min(limit, BEGINNING);
  const begun: { readonly read: (typeof lists)[number]; readonly places: readonly Place[] }[] = [];
  for (const read of lists) begun.push({ read, places: yield* read(most) });
  const newest = begun.flatMap(({ places }) => places).sort(newestFirst);
  const last = newest[limit - 1];
  const goesOn = ({ places }: { readonly places: readonly Place[] }): boolean => {
    const end = places.at(-1);
    return (
      places.length === most &&
      most < limit &&
      (last === undefined || (end !== undefined && newestFirst(end, last) < 0))
    );
  };
  const found: Place[] = [];
  for (const one of begun) found.push(...(goesOn(one) ? yield* one.read(limit) : one.places));
  return found.sort(newestFirst).slice(0, limit);
}

/** Filters of one list, in the order in which they say which index is read. */
interface One {
  readonly client_id: string | undefined;
  readonly code: string | undefined;
  readonly network: string | undefined;
  readonly endpoint: string | undefined;
}

function sqlFor(one: One): string {
  const conditions = Object.entries(one).flatMap(([name, value]) =>
    value === undefined ? [] : value === "" && name === "client_id" ? ["client_id is null"] : [`${name} = ?`],
  );
  return `select ref, refused_at as at from refusals ${indexFor(one)}
    where ${[...conditions, "(refused_at, ref) < (?, ?)", "refused_at >= ?"].join(" and ")}
    order by refused_at desc, ref desc limit ?`;
}

function indexFor({ client_id, code, network, endpoint }: One): string {
  if (client_id !== undefined) return `indexed by refusals_of_${code === undefined ? "client" : "group"}`;
  if (code !== undefined) return "indexed by refusals_of_code";
  if (network !== undefined) return "indexed by refusals_of_network";
  return endpoint === undefined ? "" : "indexed by refusals_of_endpoint";
}

/** The applications of a filter; `undefined` stands for all of them. */
export const clientsOf = ({ clientId }: RefusalsBy): readonly (string | undefined)[] =>
  typeof clientId === "object" ? [...new Set(clientId)] : [clientId];

/** The codes of a filter: one, or those of a family that were ever refused. `undefined` stands for all of them. */
function codesIn(prepare: Connection["prepare"]): (code: string | undefined) => Steps<readonly (string | undefined)[]> {
  // Each step is one look into the index.
  const ofFamily = prepare<{ readonly code: string }>(`with recursive found (code) as (
      select min(code) from refusals where code >= ?1 and code < ?2
      union all
      select (select min(code) from refusals where refusals.code > found.code and refusals.code < ?2)
      from found where found.code is not null
    ) select code from found where code is not null`);
  return function* (code) {
    if (code === undefined || code.includes("/")) return [code];
    return (yield* ofFamily.all(...familyRange(code))).map((row) => row.code);
  };
}

/** Of a code or a family, among the values of `codeValues`. */
export const OF_CODE = "(cast(?1 as text) is null or code = ?1 or (code >= ?2 and code < ?3))";

export const codeValues = (code: string | undefined): [string | null, string, string] =>
  code === undefined ? [null, "", ""] : [code, ...familyRange(code)];

/** From the first possible code of a family to behind the last one. */
export const familyRange = (family: string): readonly [from: string, to: string] => [`${family}/`, `${family}0`];
