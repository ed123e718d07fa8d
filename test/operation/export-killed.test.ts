/** An export or a backup that is killed in the middle: the next one leaves nothing of it behind. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { place, run, toEnd } from "./run.ts";

const partials = (directory: string): readonly string[] =>
  readdirSync(directory).filter((name) => name.includes(".partial-"));

it.each([
  ["export", (file: string) => ["export", "--everything", "--out", file]],
  ["backup", (file: string) => ["backup", file]],
] as const)("%s", async (_, command) => {
  const at = await place({ scopes: [], clients: [] });
  onTestFinished(() => at.leave());
  const lines = Array.from({ length: 5_000 }, (_, i) => `id-${i},user${i}`);
  at.write("users.csv", `id,username\n${lines.join("\n")}\n`);
  expect(await toEnd(["import", "csv", "users.csv"], at.directory)).toMatchObject({ code: 0 });

  let left: readonly string[] = [];
  for (let i = 0; left.length === 0 && i < 5; i++) {
    const killed = run(command(join(at.directory, `killed-${i}`)), at.directory);
    const end = Date.now() + 30_000;
    // It is written within milliseconds.
    while (partials(at.directory).length === 0 && Date.now() < end);
    await killed.stop("SIGKILL");
    left = partials(at.directory);
  }
  expect(left).toHaveLength(1);
  expect(await toEnd(command(join(at.directory, "done")), at.directory)).toMatchObject({ code: 0, err: "" });
  expect(readdirSync(at.directory)).toContain("done");
  expect(partials(at.directory)).toEqual([]);
});
