/** What a scenario is: a kind of request, how to prepare for it, and what Candor is to reach in it. */
import type { Step } from "../load/drive.ts";
import type { Target } from "../load/target.ts";

/** Least ratios of Candor's rate to that of another server; absent where none is asked for. */
export interface Targets {
  readonly overMap?: number;
  readonly overSqlite?: number;
  /** Of Candor on PostgreSQL over the peer there. */
  readonly overPostgres?: number;
  readonly overFloor?: number;
  /** Of two workers over one process, on two cores. */
  readonly overOne?: number;
}

export interface Scenario {
  /** As `--only` takes it. */
  readonly name: string;
  readonly title: string;
  readonly unit: "requests" | "loops";
  /** Which servers take part: the floor alone, or all authorization servers. */
  readonly against: "floor" | "authorization servers";
  readonly targets: Targets;
  /** Makes one step for each connection; each is a loop's body and checks every response. */
  prepare(target: Target, connections: number): Promise<readonly Step[]>;
}

/** The same step for every connection. */
export function everywhere(connections: number, step: Step): readonly Step[] {
  return Array.from({ length: connections }, () => step);
}
