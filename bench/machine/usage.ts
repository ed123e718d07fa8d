/** What processes and cores have used so far, from /proc (proc(5)); zero where there is no /proc. */
import { readFileSync } from "node:fs";
import type { Cores } from "./pinning.ts";

/** Seconds of CPU since the processes, and the machine, started. */
export interface Usage {
  readonly server: number;
  readonly load: number;
  /** PostgreSQL, all of its processes together. */
  readonly database: number;
  readonly serverCore: number;
  readonly loadCore: number;
}

/** Shares of the time between two readings. */
export interface Shares {
  /** In which the server, and the load, had a CPU: near 1 it is what bounds the rate. */
  readonly serverCpu: number;
  readonly loadCpu: number;
  /** In which PostgreSQL had one, beside the load. */
  readonly databaseCpu: number;
  /** In which others had the server's core or the load's, whichever is more; 0 where nothing is pinned and nobody can tell. */
  readonly disturbance: number;
}

/** Linux shows CPU time to programs in hundredths of a second, whatever the kernel's own tick. */
const TICKS_PER_SECOND = 100;

/** Reads what the server, this process and their cores have used. `database`: seconds of CPU that PostgreSQL has used. */
export function readUsage(server: readonly number[], cores: Cores | undefined, database = 0): Usage {
  return {
    server: sum(server.map(cpuSecondsOf)),
    load: cpuSecondsOf(process.pid),
    database,
    serverCore: cores === undefined ? 0 : busySecondsOf(cores.server),
    loadCore: cores === undefined ? 0 : busySecondsOf(cores.load),
  };
}

/** What two readings so many seconds apart say. `isAlone`: whether the server leaves the load's core to the load. */
export function sharesBetween(before: Usage, after: Usage, seconds: number, isAlone = true): Shares {
  const share = (member: keyof Usage) => (after[member] - before[member]) / seconds;
  const [serverCpu, loadCpu, databaseCpu] = [share("server"), share("load"), share("database")];
  const [serverCore, loadCore] = [share("serverCore"), share("loadCore")];
  // PostgreSQL has the load's core.
  const others = isAlone
    ? [serverCore - serverCpu, loadCore - loadCpu - databaseCpu]
    : [serverCore + loadCore - serverCpu - loadCpu - databaseCpu];
  return { serverCpu, loadCpu, databaseCpu, disturbance: Math.max(0, ...others) };
}

/** Resident memory of processes in bytes. */
export function residentBytesOf(pids: readonly number[]): number {
  return sum(pids.map((pid) => Number(/^VmRSS:\s*(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024));
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The processes that a process has started, and that still run. */
export const childrenOf = (pid: number): readonly number[] =>
  read(`/proc/${pid}/task/${pid}/children`).trim().split(" ").filter(Boolean).map(Number);

/** Seconds of CPU that a process, its children and those that have ended have used. */
export function familySecondsOf(pid: number): number {
  return cpuSecondsOf(pid) + endedSecondsOf(pid) + sum(childrenOf(pid).map(cpuSecondsOf));
}

/** In user and kernel mode: fields 14 and 15 of proc(5). */
const cpuSecondsOf = (pid: number): number => secondsIn(pid, 14);

/** Of children that have ended: fields 16 and 17. */
const endedSecondsOf = (pid: number): number => secondsIn(pid, 16);

function secondsIn(pid: number, field: number): number {
  // The name in parentheses may hold spaces; after it comes field 3.
  const fields = read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[field - 3] ?? 0) + Number(fields[field - 2] ?? 0)) / TICKS_PER_SECOND;
}

/** Without the time of interrupts, which no process is charged for, and with what a hypervisor has taken. */
function busySecondsOf(core: string): number {
  const line = new RegExp(`^cpu${core} (.*)$`, "m").exec(read("/proc/stat"))?.[1] ?? "";
  const [user = 0, nice = 0, system = 0, , , , , steal = 0] = line.split(" ").map(Number);
  return (user + nice + system + steal) / TICKS_PER_SECOND;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
