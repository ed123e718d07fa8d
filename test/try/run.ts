/** Runs `candor try` as it is typed, with a browser that stands in for the user's. */
import { spawn } from "node:child_process";
import { join } from "node:path";

const MAIN = join(import.meta.dirname, "../../dist/cli/main.js");
const BROWSER = join(import.meta.dirname, "browser.ts");

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface How {
  readonly secret?: string | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Told of everything that is printed, as it comes. */
  readonly seen?: (text: string) => void;
}

export function candorTry(args: readonly string[], { secret, env = {}, input, seen }: How = {}): Promise<Ended> {
  const path = `${process.execPath.replace(/\/[^/]+$/, "")}:${process.env.PATH}`;
  const child = spawn(process.execPath, [MAIN, "try", ...args], {
    env: { ...process.env, BROWSER, PATH: path, ...(secret !== undefined && { CANDOR_CLIENT_SECRET: secret }), ...env },
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  const text = { out: "", err: "" };
  child.stdout?.on("data", (chunk) => {
    text.out += chunk;
    seen?.(text.out + text.err);
  });
  child.stderr?.on("data", (chunk) => {
    text.err += chunk;
    seen?.(text.out + text.err);
  });
  child.stdin?.end(input);
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, ...text })));
}
