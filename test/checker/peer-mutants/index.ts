/** Faults of what Candor hasn't got, shown on oidc-provider, each with the requirements that must find it. */
import type { Mutant } from "../through.ts";

export const PEER_MUTANTS: Readonly<Record<string, Mutant>> = {};
