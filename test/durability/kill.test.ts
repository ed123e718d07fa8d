/**
 * A server that is killed at any moment loses nothing that it has acknowledged, and gives nothing twice. The loss of power
 * cannot be had by a kill: that each commit waits for the disk is held by the test of the settings in storage-contract.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { ledger, seeded } from "./ledger.ts";

const KILLS = 25;
/** On a machine that is busy with other things, until there is enough to lose. */
const MOST_KILLS = 100;
/** Of each kind of operation. With less, the kills prove nothing. */
const ENOUGH = 500;
const SEED = 20260101;
/** From its start: some are struck while they open the database, and recover it from the one killed before. */
const LONGEST_LIFE = 250;

const directory = mkdtempSync(join(tmpdir(), "candor-kill-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Runs the program, kills it `life` milliseconds after it has started, and responds to what it had said. */
function runAndKill(file: string, run: number, life: number): Promise<string> {
  const writer = fileURLToPath(new URL("writer.ts", import.meta.url));
  const child = spawn(process.execPath, ["--no-warnings", writer, file, String(run), String(SEED + run)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.setEncoding("utf8");
    child.stdout.once("data", () => setTimeout(() => child.kill("SIGKILL"), life));
    child.stdout.on("data", (text: string) => {
      output += text;
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (signal === "SIGKILL") resolve(output);
      else reject(new Error(`The program ended by itself, with ${signal ?? code}.`));
    });
  });
}

test(`${KILLS} kills lose nothing that was acknowledged and give nothing twice`, async () => {
  const file = join(directory, "killed.db");
  const random = seeded(SEED);
  const book = ledger();
  const least = (): number => {
    const { grants, redeemed, rotated, refused, tokens } = book.counts();
    return Math.min(grants, redeemed, rotated, refused, tokens);
  };
  let run = 0;
  for (; run < KILLS || (run < MOST_KILLS && least() <= ENOUGH); run++) {
    // Those that are needed because the machine is busy live longer.
    book.enter(await runAndKill(file, run, Math.floor(random() * LONGEST_LIFE * (run < KILLS ? 1 : 4))));
    // Not each time: to look is to open and close, and then the next run would have no log to recover.
    if (run % 4 === 0) await look();
  }
  await look();
  expect(least()).toBeGreaterThan(ENOUGH);

  async function look(): Promise<void> {
    const storage = await openSqlite({ file });
    expect(await book.faults(storage, file)).toEqual([]);
    await storage.close();
  }
});
