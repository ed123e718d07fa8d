/** Deletes what has ended, as a node with the lease does, until it is killed. Says how many rows it has deleted. */
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";

/** As `service/purge.ts` has it. */
const ROWS = 2_000;

const [place = ""] = process.argv.slice(2);
const storage = place.startsWith("postgresql:")
  ? await openPostgres({ url: place })
  : await openSqlite({ file: place });
process.stdin.on("end", () => process.exit()).resume();
for (let [deleted, began] = [0, performance.now()]; ; ) {
  const rows = await storage.purge(Date.now(), ROWS);
  deleted += rows;
  process.stdout.write(`${JSON.stringify({ deleted, milliseconds: Math.round(performance.now() - began) })}\n`);
  if (rows < ROWS) break;
}
await storage.close();
process.exit();
