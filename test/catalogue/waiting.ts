/** Takes every place in which sign-ins wait, until they are given back. */
import { setImmediate } from "node:timers/promises";
import type { Deps } from "../../src/service/deps.ts";

/** More than the places of any server in these tests. */
const CROWD = 1_000;

/** Resolves when nobody else finds a place; what it gives back frees them all. */
export async function fillWaitingRoom({ signIns }: Deps): Promise<() => Promise<void>> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const crowd = Array.from({ length: CROWD }, (_, n) =>
    signIns.run({ key: `crowd ${n}`, network: `crowd ${n}`, familiar: false }, () => released),
  );
  await setImmediate();
  return async () => {
    release();
    await Promise.all(crowd);
  };
}
