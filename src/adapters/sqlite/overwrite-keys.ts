/** Overwrites what keys were sealed as before. */
import type { Overwriting } from "../sql/keys.ts";
import type { Connection } from "./connection.ts";
import { withoutStep } from "./shared.ts";

export const overwritingKeys = ({ prepare, emptyLog }: Connection): Overwriting => ({
  within: () => withoutStep(() => moveTable(prepare)),
  after: emptyLog,
});

/**
 * Moves the keys to other pages. Data that is deleted within a page may stay there when its rows are rearranged. The pages of a
 * dropped table are overwritten (secure_delete). Rewriting the whole file would lock a large one for seconds.
 */
function moveTable(prepare: Connection["prepare"]): void {
  const [made] = prepare<{ readonly sql: string }>("select sql from sqlite_master where name = 'signing_keys'").all();
  for (const statement of [
    (made?.sql ?? "").replace(/\bsigning_keys\b/, "moved_keys"),
    "insert into moved_keys select * from signing_keys",
    "drop table signing_keys",
    "alter table moved_keys rename to signing_keys",
  ])
    prepare(statement).run();
}
