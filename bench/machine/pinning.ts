/** Cores: the server under load has core 0 to itself, the load core 1. scripts/bench.mjs puts this process on core 1. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Cores {
  readonly server: string;
  readonly load: string;
}

const SERVER_CORE = "0";

/** The cores of server and load where they can be kept apart; `undefined` where they cannot. */
export function findCores(): Cores | undefined {
  const load = ownCores();
  const apart = /^\d+$/.test(load) && load !== SERVER_CORE;
  return apart && spawnSync("taskset", ["-c", SERVER_CORE, "true"]).status === 0
    ? { server: SERVER_CORE, load }
    : undefined;
}

/** What to put before a server's command. `isAlone`: whether it leaves the load's core to the load. */
export function commandPrefix(cores: Cores | undefined, isAlone = true): readonly string[] {
  return cores === undefined ? [] : ["taskset", "-c", isAlone ? cores.server : `${cores.server},${cores.load}`];
}

/** The cores that this process may run on, as Linux writes them: `1`, `0-3`. */
function ownCores(): string {
  try {
    return /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "";
  } catch {
    return "";
  }
}
