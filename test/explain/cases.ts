/** `npm run cases -- <file>` */
import { readFileSync } from "node:fs";
import { account, judge, readCases } from "./measure.ts";

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error("npm run cases -- <file of cases, print one JSON object per line>");
  process.exitCode = 2;
} else console.log(account(readCases(readFileSync(file, "utf8")).map(judge)));
