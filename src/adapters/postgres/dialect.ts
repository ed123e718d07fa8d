/** PostgreSQL's words for the schema. */
import type { Dialect } from "../sql/dialect.ts";

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
};
