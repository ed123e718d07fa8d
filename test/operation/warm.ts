/**
 * The command line, without its start: loading it takes longer than most commands. What a test of a process needs (a signal, a
 * terminal, an option of Node, a command that goes on) has `run` of run.ts.
 */
import { type ChildProcess, fork } from "node:child_process";
import type { Socket } from "node:net";
import { join } from "node:path";

/** A command, and what its process would be given. */
export interface Asked {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly input: string;
}

/** What a command left behind at its end. */
export interface Done {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What a warm process sends. After the last one it ends. */
export interface Answer extends Done {
  readonly isLast?: true;
}

const idle: ChildProcess[] = [];

/** Runs a command to its end, in a process that has run others. Commands that run at once are in several. */
export async function inWarmProcess(asked: Asked): Promise<Done> {
  const child = idle.pop() ?? started();
  child.ref();
  child.channel?.ref();
  const { isLast, ...done } = await new Promise<Answer>((resolve, reject) => {
    const lost = () => reject(new Error(`candor ${asked.args.join(" ")} ended its process.`));
    child.once("exit", lost);
    child.once("message", (message) => {
      child.off("exit", lost);
      resolve(message as Answer);
    });
    child.send(asked);
  });
  child.unref();
  child.channel?.unref();
  if (isLast === undefined) idle.push(child);
  return done;
}

/** It ends with this process. */
function started(): ChildProcess {
  const child = fork(join(import.meta.dirname, "warm-process.ts"), [], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
    // A pipe is no terminal.
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  (child.stdout as Socket | null)?.unref();
  child.once("exit", () => {
    const at = idle.indexOf(child);
    if (at !== -1) idle.splice(at, 1);
  });
  return child;
}
