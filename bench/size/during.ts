/** How long requests take while something else goes on: what has ended is deleted, or another node joins. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { quantile } from "../measuring/statistics.ts";
import { ask } from "./ask.ts";
import { mixed } from "./loads.ts";
import type { Measuring } from "./options.ts";
import { begin, driven } from "./rates.ts";
import { openSite, type Site } from "./site.ts";
import { DAY } from "./world.ts";

/** Days from the time of the world until which grants end that `purge` deletes: a hundredth of all. */
const DAYS = 1.13;

interface Going {
  /** What came of it so far. */
  readonly says: () => string;
  readonly end: () => Promise<void>;
}

export interface Window {
  /** Requests or loops a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

export interface During {
  readonly grants: number;
  readonly before: Window;
  readonly during: Window;
  readonly after: Window;
  readonly says: string;
}

/** Makes the oldest grants end, so that there is something to delete. */
async function age({ url, directory, world }: Site): Promise<void> {
  const text = `update grants set due_at = due_at - ${3 * DAY}, forget_after = forget_after - ${3 * DAY}
    where due_at > ${world.now} and due_at < ${world.now + DAYS * DAY}`;
  if (url !== undefined) return void (await ask(url, text));
  const database = new DatabaseSync(join(directory, "data", "candor.sqlite"));
  database.exec(text);
  database.close();
}

/** Starts deleting, in a process of its own. */
export async function purging({ url, directory }: Site): Promise<Going> {
  const program = fileURLToPath(new URL("purging.ts", import.meta.url));
  const place = url ?? join(directory, "data", "candor.sqlite");
  const child = spawn(process.execPath, [program, place], { stdio: ["pipe", "pipe", "inherit"] });
  let last = { deleted: 0, milliseconds: 1 };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const line = text.trim().split("\n").at(-1) ?? "";
    if (line.startsWith("{")) last = JSON.parse(line);
  });
  const ended = once(child, "exit");
  return {
    says: () => `${last.deleted} rows deleted, ${Math.round((last.deleted / last.milliseconds) * 1000)} a second`,
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** Starts another node, and asks it as well once it listens. */
export async function joining(site: Site): Promise<Going> {
  const began = performance.now();
  let [listening, done] = ["it didn't listen yet", Promise.resolve<unknown>(undefined)];
  const started = site.serve(undefined).then((node) => {
    listening = `it listened after ${Math.round(performance.now() - began)} ms`;
    done = fetch(`${node.target.origin}/readyz`);
    return node;
  });
  return {
    says: () => listening,
    end: async () => {
      const node = await started;
      await done;
      await node.stop();
    },
  };
}

/** Drives the mixed load before, while and after something goes on, `seconds` each. */
export async function measureDuring(
  directory: string,
  what: "purge" | "join",
  { seconds, buffers }: Measuring,
  say: (line: string) => void,
): Promise<During> {
  const site = await openSite(directory, buffers);
  try {
    if (what === "purge") await age(site);
    const { server, steps } = await begin(site);
    const step = mixed(steps);
    const window = async (name: string): Promise<Window> => {
      const { latencies, elapsed } = await driven(server.target.port, step, seconds);
      const [p50 = 0, p99 = 0, longest = 0] = [0.5, 0.99, 1].map((share) => quantile(latencies, share));
      const rate = (latencies.length / elapsed) * 1000;
      say(
        `${name.padEnd(8)}${Math.round(rate)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, longest ${longest.toFixed(0)} ms`,
      );
      return { rate, p50, p99, longest };
    };
    try {
      await driven(server.target.port, step, 3);
      const before = await window("before");
      const going = await (what === "purge" ? purging(site) : joining(site));
      const during = await window(what);
      const says = going.says();
      say(says);
      await going.end();
      return { grants: site.world.grants, before, during, after: await window("after"), says };
    } finally {
      await server.stop();
    }
  } finally {
    site.stop();
  }
}
