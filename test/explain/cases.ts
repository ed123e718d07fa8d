/** `npm run cases -- <file …> [--negatives <file>]` */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { account, judge, readCases } from "./measure.ts";
import { accountOfNegatives, listen, readNegatives } from "./negatives.ts";

const { positionals: files, values } = parseArgs({
  allowPositionals: true,
  options: { negatives: { type: "string", multiple: true } },
});
const negatives = values.negatives ?? [];
const print = (title: string, text: string): void => console.log(`${title}\n${text}\n`);

if (files.length + negatives.length === 0) {
  console.error(
    "npm run cases -- <file of cases, one JSON object per line> … [--negatives <file of errors that aren't OAuth's>]",
  );
  process.exitCode = 2;
}
const judged = files.map((file) => readCases(readFileSync(file, "utf8")).map(judge));
files.forEach((file, at) => {
  print(file, account(judged[at] ?? []));
});
if (files.length > 1) print("All files", account(judged.flat()));
for (const file of negatives) print(file, accountOfNegatives(readNegatives(readFileSync(file, "utf8")).map(listen)));
