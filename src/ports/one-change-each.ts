import type { Change } from "./registrations.ts";

/** @throws if two changes are of the same registration: each was made from a version that the other ends. */
export function refuseRepeated(changes: readonly Change[]): void {
  const seen = new Set<string>();
  for (const { kind, id } of changes) {
    const key = JSON.stringify([kind, id]);
    if (seen.has(key)) throw new TypeError(`Two changes are of the same registration: ${kind} ${JSON.stringify(id)}.`);
    seen.add(key);
  }
}
