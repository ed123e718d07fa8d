/** PostgreSQL's words for the schema. */
import type { Dialect } from "../sql/dialect.ts";

/** Where the triggers announce what has changed. */
export const CHANNEL = "candor";

/** Runs statements after each change of a row. They are in the words of both databases, and see `new` and `old`. */
const trigger = (when: string, table: string, name: string, body: string): string =>
  `create function ${name}() returns trigger language plpgsql as $trigger$ begin ${body} end $trigger$;
   create trigger ${name} ${when} on ${table} for each row execute function ${name}()`;

export const DIALECT: Dialect = {
  integer: "bigint",
  bytes: "bytea",
  table: "",
  keyed: "",
  earlier: () => [],
  appendOnly: (table) =>
    ["update", "delete"].map((change) =>
      trigger(
        `before ${change}`,
        table,
        `${table}_refuses_${change}`,
        `raise exception 'The table ${table} is append-only.';`,
      ),
    ),
  follow: (change, table, name, statements) =>
    trigger(`after ${change}`, table, name, `${statements.map((one) => `${one};`).join(" ")} return null;`),
  cleaned: (table, share) => [
    `alter table ${table} set (autovacuum_vacuum_scale_factor = ${share}, autovacuum_vacuum_insert_scale_factor = ${share},
       autovacuum_analyze_scale_factor = ${share})`,
  ],
  roomy: (table) => [`alter table ${table} set (fillfactor = 90)`],
  // Of several in one transaction, one is sent, when it commits.
  announce: (what, table) => [
    `create function announce_${table}() returns trigger language plpgsql as $trigger$
       begin perform pg_notify('${CHANNEL}', '${what}'); return null; end $trigger$`,
    `create trigger ${table}_announced after insert or update or delete on ${table}
       for each statement execute function announce_${table}()`,
  ],
};
