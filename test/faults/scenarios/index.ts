/** The scenarios by their names on the command line. */
import { noDisk } from "../disk/disk.ts";
import type { Outcome } from "../outcome.ts";
import { clock } from "./clock.ts";
import { dataFull } from "./data-full.ts";
import { disk } from "./disk.ts";
import { failover } from "./failover.ts";
import { fuzz } from "./fuzz.ts";
import { hosts } from "./hosts.ts";
import { kill } from "./kill.ts";
import { logFull } from "./log-full.ts";
import { nodes } from "./nodes.ts";
import { partition } from "./partition.ts";
import { postgres } from "./postgres.ts";
import { silent } from "./silent.ts";
import { splitBrain } from "./split-brain.ts";
import { suspended } from "./suspended.ts";
import { terminate } from "./terminate.ts";
import { twoProcesses } from "./two-processes.ts";
import { unread } from "./unread.ts";

export interface Round {
  readonly long: boolean;
  readonly seed: number;
  /** Of a long round, from 0. */
  readonly part: number;
  /** How often something is done: in a short round, or in this part of a long one of so many. */
  readonly times: (short: number, long: number) => number;
}

export type Scenario = (round: Round) => Promise<Outcome>;

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  kill,
  terminate,
  "two-processes": twoProcesses,
  silent,
  unread,
  "data-full": dataFull,
  disk,
  "log-full": logFull,
  clock,
  failover,
  hosts,
  partition,
  postgres,
  "split-brain": splitBrain,
  nodes,
  suspended,
  fuzz,
};

/** Why a scenario can't be done here, if so. */
export const LACKING: Readonly<Record<string, () => string | undefined>> = { disk: noDisk };

/** How many parts a long round of some scenarios has, so that each takes a few minutes at most. */
export const PARTS: Readonly<Record<string, number>> = {
  kill: 20,
  terminate: 2,
  disk: 8,
  clock: 4,
  failover: 2,
  hosts: 2,
  partition: 2,
  postgres: 5,
  "split-brain": 2,
  nodes: 3,
  suspended: 2,
  fuzz: 5,
};
