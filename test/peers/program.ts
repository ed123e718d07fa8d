/** Other programs: run to their end, or kept running as a server and ended by their id. */
import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export interface Settings {
  readonly cwd?: string;
  /** Beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Milliseconds. */
const [START_WITHIN, STOP_WITHIN] = [180_000, 10_000];
/** Characters of the end of what a program wrote that a failure shows. */
const SHOWN = 3_000;

export const isThere = (program: string): boolean =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Runs it to its end, and returns what it printed. Rejects with what it wrote if it fails. */
export async function run(command: string, args: readonly string[], settings: Settings = {}): Promise<string> {
  const { ended, written } = launch(command, args, settings);
  const code = await ended;
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${written().slice(-SHOWN)}`);
  return written();
}

/** Starts a server, and waits until something responds at the URL. Returns what ends it. */
export async function serve(
  url: string,
  command: string,
  args: readonly string[],
  settings: Settings = {},
): Promise<() => Promise<void>> {
  const { child, ended, written } = launch(command, args, settings);
  const stop = async (): Promise<void> => {
    end(child, "SIGTERM");
    await Promise.race([ended, wait(STOP_WITHIN, undefined, { ref: false })]);
    end(child, "SIGKILL");
  };
  const gone = ended.then(() => false);
  for (const until = Date.now() + START_WITHIN; Date.now() < until; ) {
    const isUp = await fetch(url, { redirect: "manual" }).then(
      () => true,
      () => undefined,
    );
    if (isUp) return stop;
    if ((await Promise.race([gone, wait(100)])) === false) break;
  }
  await stop();
  throw new Error(`${command} ${args.join(" ")} did not serve ${url}:\n${written().slice(-SHOWN)}`);
}

function launch(command: string, args: readonly string[], { cwd, env }: Settings) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: what it starts ends with it.
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-1_000_000);
    });
  const ended = new Promise<number | null>((resolve) => {
    child.once("exit", resolve).once("error", (error) => {
      output += error.message;
      resolve(-1);
    });
  });
  return { child, ended, written: () => output };
}

function end({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}
