/** What the machine allows this process. */
import { readFileSync } from "node:fs";

/** Descriptors that are reserved for files: the database and its logs, TLS, standard streams, and those of a host. */
const RESERVED = 64;
/** Used if the system doesn't say how many there may be. */
const UNKNOWN = 1_024;

/**
 * How many connections may be open at once, so that descriptors are left for everything else. `wanted` can lower the number but
 * not raise it.
 */
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
