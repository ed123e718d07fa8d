/** What a process has used so far, from /proc (proc(5)); zero where there is no /proc. */
import { readFileSync } from "node:fs";

/** Linux counts the CPU time that it shows to programs in hundredths of a second, whatever the kernel's own tick. */
const TICKS_PER_SECOND = 100;

/** Seconds of CPU that a process has used, in user and in kernel mode. */
export function cpuSecondsOf(pid: number): number {
  // The name in parentheses may hold spaces; after it, fields 14 and 15 are the 12th and 13th.
  const fields = read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND;
}

/** Resident memory of a process in bytes. */
export function residentBytesOf(pid: number): number {
  return Number(/^VmRSS:\s*(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
