/** What may come from a standby, and so be some seconds old, decides nothing: only lists and reports for operators read it. */
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const SOURCES = resolve(import.meta.dirname, "../../src");
const LISTS = /^(?:http\/console|service\/admin)\/|^service\/journal\.ts$/;

it("only the console, the admin API and the journal read reports", () => {
  const reading = globSync("**/*.{ts,tsx}", { cwd: SOURCES }).filter((file) =>
    /\breportsOf\b|\.reports\b/.test(readFileSync(join(SOURCES, file), "utf8")),
  );
  const elsewhere = reading.filter((file) => !LISTS.test(file)).sort();
  expect(elsewhere).toEqual(["adapters/postgres/open.ts", "ports/reports.ts", "ports/storage.ts"]);
});
