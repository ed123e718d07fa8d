/** Verifies what a client presented, as its method demands. */
import { VERIFICATIONS } from "./list.ts";
import { bySecret } from "./secret.ts";
import type { Verification } from "./verification.ts";

const byName: ReadonlyMap<string, Verification> = new Map(Object.entries(VERIFICATIONS));

export const verifyClient: Verification = (deps, presented, now) =>
  (byName.get(presented.method) ?? bySecret)(deps, presented, now);
