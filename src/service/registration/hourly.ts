/** When to look for applications that registered themselves and are unused. Without any, nothing is loaded. */
import { BY_THEMSELVES } from "../../ports/registered.ts";
import type { Shared } from "../deps.ts";

const HOUR = 3_600_000;

/** Removes them, at most once an hour. `trusted` in milliseconds. */
export function removingUnused(shared: Shared): (trusted: number, isHeld: () => Promise<boolean>) => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  return async (trusted, isHeld) => {
    if (trusted - last < HOUR && trusted >= last) return;
    last = trusted;
    const themselves = { kind: "initial-token", id: BY_THEMSELVES } as const;
    if ((await shared.storage.registrations.countUsing(themselves, "application")) === 0) return;
    const { removeUnused } = await import("./unused.ts");
    await removeUnused({ ...shared, registry: shared.registries.current() }, trusted, isHeld);
  };
}
