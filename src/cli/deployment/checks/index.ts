/** Every check of a deployment. */
import type { DeploymentCheck, DeploymentFinding } from "../define.ts";
import type { Facts } from "../facts.ts";
import { database, keys } from "./database.ts";
import { network } from "./network.ts";
import { opening } from "./opening.ts";
import { place } from "./place.ts";
import { standby } from "./standby.ts";
import { upkeep } from "./upkeep.ts";

export const DEPLOYMENT_CHECKS: readonly DeploymentCheck[] = [
  ...upkeep,
  ...place,
  ...opening,
  ...database,
  ...standby,
  ...keys,
  ...network,
];

export interface Examined {
  readonly findings: readonly DeploymentFinding[];
  /** The checks that found nothing. */
  readonly fine: readonly string[];
  /** Those whose facts couldn't be looked up, or weren't asked for. */
  readonly skipped: readonly string[];
}

/** Runs all checks. */
export function examined(facts: Facts): Examined {
  const results = DEPLOYMENT_CHECKS.map((check) => ({ ...check, found: check.find(facts) }));
  return {
    findings: results.flatMap(({ id, expected, fix, found = [] }) =>
      found.map((one) => ({ id, expected, fix, ...(typeof one === "string" ? { found: one } : one) })),
    ),
    fine: results.flatMap(({ id, found }) => (found?.length === 0 ? [id] : [])),
    skipped: results.flatMap(({ id, found }) => (found === undefined ? [id] : [])),
  };
}
