/** The same with two workers, as `candor serve --workers 2` starts them. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../../test/free-port.ts";
import { childrenOf, familySecondsOf } from "../machine/usage.ts";
import { built } from "./own/built.ts";
import { configOf } from "./own/config.ts";
import { type Announcement, serve } from "./serve.ts";

const WORKERS = 2;
const PROGRAM = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

async function startWorkers(directory: string): Promise<Announcement> {
  const { createCandor } = await built();
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const config = configOf(issuer, port, join(directory, "data"));
  const candor = await createCandor({ config });
  const path = await candor.inviteFirstOperator();
  await candor.close();

  const file = join(directory, "candor.config.json");
  writeFileSync(file, JSON.stringify(config));
  // It ends with this process, however that ends, and its workers with it.
  const command = [
    "--pdeathsig",
    "KILL",
    process.execPath,
    PROGRAM,
    "serve",
    "--config",
    file,
    "--workers",
    `${WORKERS}`,
  ];
  const supervisor = spawn("setpriv", command, { stdio: ["ignore", "ignore", "inherit"] });
  supervisor.on("exit", (code) => process.exit(code ?? 1));
  const { pid = 0 } = supervisor;
  await areStarted(pid);
  return {
    port,
    serving: pid,
    ...(path !== undefined && { invitation: `${issuer}${path}` }),
  };
}

/** Waits until the workers have nothing to do any more. A connection stays with the worker that accepted it, so none may come too early. */
async function areStarted(supervisor: number): Promise<void> {
  for (let used = -1; ; await setTimeout(500)) {
    const workers = childrenOf(supervisor);
    const now = workers.reduce((sum, worker) => sum + familySecondsOf(worker), 0);
    if (workers.length === WORKERS && now - used < 0.03) return;
    used = now;
  }
}

await serve(startWorkers);
