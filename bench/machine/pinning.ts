/** Cores: the server under load has core 0 to itself, the load core 1. scripts/bench.mjs puts this process on core 1. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The core of the servers. */
export const SERVER_CORE = "0";

/** What to put before a command so that it runs on one core; nothing where this machine cannot. */
export function onCore(core: string): readonly string[] {
  return spawnSync("taskset", ["-c", core, "true"]).status === 0 ? ["taskset", "-c", core] : [];
}

/** The cores that this process may run on, as Linux writes them: `1`, `0-3`. */
export function ownCores(): string {
  try {
    return /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "unknown";
  } catch {
    return "unknown";
  }
}
