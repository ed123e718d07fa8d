/** What the machine allows this process. */
import { readFileSync } from "node:fs";

/** Descriptors that stay free for files: the database and its logs, TLS, standard streams, whatever a host has open. */
const RESERVED = 64;
/** Where the system does not say how many there may be. */
const UNKNOWN = 1_024;

/** How many connections may be open at once, so that descriptors are left for everything else. `wanted` may lower it, and not raise it. */
export function mostConnections(wanted: number): number {
  return Math.max(1, Math.min(wanted, descriptors() - RESERVED));
}

function descriptors(): number {
  try {
    const soft = /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return soft === "unlimited" ? Number.POSITIVE_INFINITY : Number(soft ?? UNKNOWN);
  } catch {
    return UNKNOWN;
  }
}
