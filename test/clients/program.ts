/** A client's application as a process of its own: started with its settings in the environment, stopped by its id. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export interface Program {
  /** What it has written since it was last asked. */
  readonly written: () => string;
  readonly stop: () => Promise<void>;
}

const START_WITHIN = 180_000;
const STOP_WITHIN = 30_000;

/** Starts it, and waits until something responds at its port. Throws what it wrote where it ends before. */
export async function start(
  run: readonly [string, ...string[]],
  settings: Readonly<Record<string, string>>,
): Promise<Program> {
  const [command, ...args] = run;
  const home = mkdtempSync(join(tmpdir(), "candor-client-"));
  const { PATH = "" } = process.env;
  const child = spawn(command === "node" ? process.execPath : command, args, {
    cwd: import.meta.dirname,
    env: { PATH, HOME: home, LANG: "C.UTF-8", NO_COLOR: "1", PYTHONUNBUFFERED: "1", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<void>((resolve) => {
    child
      .once("exit", () => resolve())
      .once("error", (error) => {
        output += error.message;
        resolve();
      });
  });
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await Promise.race([ended, wait(STOP_WITHIN, undefined, { ref: false })]);
    child.kill("SIGKILL");
    rmSync(home, { recursive: true, force: true });
  };
  const url = `http://localhost:${settings.PORT}/`;
  const started = await Promise.race([answers(url), ended.then(() => false)]);
  if (!started) {
    await stop();
    throw new Error(`${run.join(" ")} did not start:\n${output}`);
  }
  output = "";
  return {
    written: () => {
      const since = output;
      output = "";
      return since;
    },
    stop,
  };
}

async function answers(url: string): Promise<boolean> {
  for (const end = Date.now() + START_WITHIN; Date.now() < end; await wait(50)) {
    const response = await fetch(url, { redirect: "manual" }).catch(() => undefined);
    if (response !== undefined) return true;
  }
  return false;
}
