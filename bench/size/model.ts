/** From the costs that were measured, what a load takes: cores, bytes, statements. */
import type { Costs } from "./costs.ts";

export interface Assumed {
  readonly users: number;
  readonly grantsOfUser: number;
  /** A second, of the mixed kinds. */
  readonly requests: number;
  /** The share of each core that is to be used at most. */
  readonly use: number;
}

export interface Demand {
  /** Cores of nodes, and of the databases together. */
  readonly nodes: number;
  readonly databases: number;
  /** A second. */
  readonly statements: number;
  readonly wal: number;
  /** Bytes of rows and indexes. */
  readonly stored: number;
  readonly grants: number;
}

export function demandOf(costs: Costs, { users, grantsOfUser, requests, use }: Assumed): Demand {
  const each = costs.operations.mixed.together;
  const { accounts = 0, account_words = 0, consents = 0, sessions = 0, access_tokens = 0, grants = 0 } = costs.rows;
  const held = users * grantsOfUser;
  return {
    nodes: (requests * each.server) / 1000 / use,
    databases: (requests * each.database) / 1000 / use,
    statements: requests * each.statements,
    wal: requests * each.wal,
    grants: held,
    // A user is found by two words on average, has consented once for each grant, and one in ten is signed in.
    stored: users * (accounts + 2 * account_words + sessions / 10) + held * (grants + consents + access_tokens / 10),
  };
}

/** Requests a second that one core for the server and one for the database allow: what the machine of the measurement has. */
export const predicted = ({ operations: { mixed } }: Costs): number =>
  1000 / Math.max(mixed.together.server, mixed.together.database);
