/** The migrations of a database beside those of this version. */
import type { Migration } from "../../../adapters/sql/migrations.ts";
import type { Database } from "../facts.ts";

export function comparedTo(
  known: readonly Migration[],
  applied: readonly string[],
): Required<Pick<Database, "migrations" | "pending" | "unknown">> {
  const names = known.map(({ name }) => name);
  return {
    migrations: applied,
    pending: names.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !names.includes(name)),
  };
}
