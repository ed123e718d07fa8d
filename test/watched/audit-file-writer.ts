/** A process that writes a file of the audit log as fast as it can, until it is killed. Arguments: the file, and how many entries there are. */
import { appendFileSync, statSync } from "node:fs";
import { auditFile } from "../../src/adapters/log/audit-file.ts";
import { entriesFrom } from "./audit-entries.ts";

const [path = "", count = "0"] = process.argv.slice(2);
// The storage outlives the process: a byte for each entry.
const storage = `${path}-storage`;
const entries = (): number => statSync(storage, { throwIfNoEntry: false })?.size ?? 0;
let known = entries();
const read = async (from: number, limit: number) => entriesFrom(from, Math.min(limit, known - from + 1));
const file = auditFile({ file: path, megabytes: 0.002, days: 1 }, read, Date.now, () => {});
while (known < Number(count)) {
  appendFileSync(storage, "...");
  known = entries();
  await file.follow();
}
console.log("written");
