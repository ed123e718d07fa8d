/** A server that listens never has a caller of its admin API who needs no token. */
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const SOURCES = resolve(import.meta.dirname, "../../src");

it("only the command line in a data directory sets it", () => {
  const setting = globSync("**/*.{ts,tsx}", { cwd: SOURCES }).filter((file) =>
    /\bonly: commandActor\(|\bonly: (?!.*\bActor\b)[a-z]\w*\(?.*\bactor/i.test(
      readFileSync(join(SOURCES, file), "utf8"),
    ),
  );
  expect(setting).toEqual(["cli/registry/compose-offline.ts"]);
});
