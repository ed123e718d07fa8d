/** What is counted of refusals. The database itself counts, so that it also counts what an older version writes. */
import { COUNTED_PERIOD, SILENCE } from "../../ports/refusal-views.ts";
import type { Dialect } from "./dialect.ts";

/** Statements of the migration that makes them. */
export function countedRefusals(dialect: Dialect): readonly string[] {
  return [...columns(dialect), ...tables(dialect), ...dialect.earlier(...fill), ...followed(dialect)];
}

/** Each index has the columns that its list is filtered by, so that what doesn't match isn't read. */
const columns = ({ earlier }: Dialect): readonly string[] => [
  "alter table refusals add column endpoint text",
  "alter table refusals add column network text",
  ...earlier(
    `update refusals set endpoint = json_extract(record, '$.endpoint'), network = json_extract(record, '$.network')
     where json_valid(record)`,
  ),
  "drop index refusals_of_client",
  "create index refusals_of_client on refusals (client_id, refused_at, ref, endpoint, network)",
  "create index refusals_of_group on refusals (code, client_id, refused_at, ref, endpoint, network)",
  "create index refusals_of_code on refusals (code, refused_at, ref, endpoint, network)",
  "create index refusals_of_network on refusals (network, refused_at, ref, endpoint, code, more)",
  "create index refusals_of_endpoint on refusals (endpoint, refused_at, ref)",
];

/** An empty text stands for no application, and for an endpoint that isn't known. */
const tables = ({ integer, table }: Dialect): readonly string[] => [
  `create table refusal_counts (
      hour ${integer} not null,
      code text not null,
      endpoint text not null,
      total ${integer} not null,
      primary key (hour, code, endpoint)
    ) ${table}`,
  `create table refusal_counts_of_client (
      client_id text not null,
      hour ${integer} not null,
      code text not null,
      endpoint text not null,
      total ${integer} not null,
      primary key (client_id, hour, code, endpoint)
    ) ${table}`,
  `create table refusal_groups (
      code text not null,
      client_id text not null,
      first_at ${integer} not null,
      quiet_from ${integer},
      since ${integer} not null,
      last_at ${integer} not null,
      total ${integer} not null,
      networks ${integer} not null,
      primary key (code, client_id)
    ) ${table}`,
  "create index refusal_groups_by_last on refusal_groups (last_at desc, code, client_id)",
  "create index refusal_groups_of_client on refusal_groups (client_id, last_at desc, code)",
  `create table refusal_networks (
      code text not null,
      client_id text not null,
      network text not null,
      kept ${integer} not null,
      primary key (code, client_id, network)
    ) ${table}`,
];

const HOUR = `refused_at / ${COUNTED_PERIOD}`;

/** The refusals from before. Their silences aren't looked for: each group began with its first one. */
const fill: readonly string[] = [
  `insert into refusal_counts (hour, code, endpoint, total)
   select ${HOUR}, code, coalesce(endpoint, ''), sum(1 + more) from refusals group by 1, 2, 3`,
  `insert into refusal_counts_of_client (client_id, hour, code, endpoint, total)
   select coalesce(client_id, ''), ${HOUR}, code, coalesce(endpoint, ''), sum(1 + more) from refusals group by 1, 2, 3, 4`,
  `insert into refusal_groups (code, client_id, first_at, since, last_at, total, networks)
   select code, coalesce(client_id, ''), min(refused_at), min(refused_at), max(refused_at), sum(1 + more), count(distinct network)
   from refusals group by 1, 2`,
  `insert into refusal_networks (code, client_id, network, kept)
   select code, coalesce(client_id, ''), network, count(*) from refusals where network is not null group by 1, 2, 3`,
];

/** Adds to a count that may not be there yet. */
const grow = (name: string, key: readonly string[], values: readonly string[], total: string): string =>
  `insert into ${name} (${key.join(", ")}, total) values (${values.join(", ")}, ${total})
   on conflict (${key.join(", ")}) do update set total = ${name}.total + excluded.total`;

/** Changes the counts that a row belongs to by an amount. */
const counts = (row: "new" | "old", amount: string): readonly string[] => {
  const [hour, endpoint, client] = [
    `${row}.${HOUR}`,
    `coalesce(${row}.endpoint, '')`,
    `coalesce(${row}.client_id, '')`,
  ];
  return [
    grow("refusal_counts", ["hour", "code", "endpoint"], [hour, `${row}.code`, endpoint], amount),
    grow(
      "refusal_counts_of_client",
      ["client_id", "hour", "code", "endpoint"],
      [client, hour, `${row}.code`, endpoint],
      amount,
    ),
  ];
};

const ofGroup = (row: "new" | "old"): string => `code = ${row}.code and client_id = coalesce(${row}.client_id, '')`;

/** A refusal may be stored a moment after a later one. */
const join = `insert into refusal_groups (code, client_id, first_at, since, last_at, total, networks)
  values (new.code, coalesce(new.client_id, ''), new.refused_at, new.refused_at, new.refused_at, 1 + new.more, 0)
  on conflict (code, client_id) do update set
    first_at = case when refusal_groups.total = 0 or excluded.first_at < refusal_groups.first_at
      then excluded.first_at else refusal_groups.first_at end,
    quiet_from = case when excluded.last_at > refusal_groups.last_at + ${SILENCE}
      then refusal_groups.last_at else refusal_groups.quiet_from end,
    since = case when excluded.last_at > refusal_groups.last_at + ${SILENCE}
        or excluded.since between refusal_groups.since - ${SILENCE} and refusal_groups.since
      then excluded.since else refusal_groups.since end,
    last_at = case when excluded.last_at > refusal_groups.last_at then excluded.last_at else refusal_groups.last_at end,
    total = refusal_groups.total + excluded.total`;

const followed = ({ follow }: Dialect): readonly string[] => [
  // The group first: the network is counted in it.
  follow("insert", "refusals", "refusals_are_counted", [
    ...counts("new", "1 + new.more"),
    join,
    `insert into refusal_networks (code, client_id, network, kept)
     select new.code, coalesce(new.client_id, ''), new.network, 1 where new.network is not null
     on conflict (code, client_id, network) do update set kept = refusal_networks.kept + 1`,
  ]),
  follow("update of more", "refusals", "refusals_are_counted_again", [
    ...counts("new", "new.more - old.more"),
    `update refusal_groups set total = total + new.more - old.more where ${ofGroup("new")}`,
  ]),
  follow("delete", "refusals", "refusals_are_forgotten", [
    ...counts("old", "-1 - old.more"),
    `delete from refusal_counts where hour = old.${HOUR} and total <= 0`,
    `delete from refusal_counts_of_client where client_id = coalesce(old.client_id, '') and hour = old.${HOUR} and total <= 0`,
    `update refusal_groups set
       total = total - 1 - old.more,
       first_at = coalesce((select min(refused_at) from refusals where code = old.code and client_id is old.client_id), first_at)
     where ${ofGroup("old")}`,
    `update refusal_networks set kept = kept - 1 where ${ofGroup("old")} and network = old.network`,
    `delete from refusal_networks where ${ofGroup("old")} and network = old.network and kept <= 0`,
  ]),
  follow("insert", "refusal_networks", "refusal_networks_are_counted", [
    `update refusal_groups set networks = networks + 1 where code = new.code and client_id = new.client_id`,
  ]),
  follow("delete", "refusal_networks", "refusal_networks_are_forgotten", [
    `update refusal_groups set networks = networks - 1 where code = old.code and client_id = old.client_id`,
  ]),
];
