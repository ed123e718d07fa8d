/** The scenarios by their names on the command line. */
import type { Outcome } from "../outcome.ts";
import { clock } from "./clock.ts";
import { dataFull } from "./data-full.ts";
import { failover } from "./failover.ts";
import { fuzz } from "./fuzz.ts";
import { kill } from "./kill.ts";
import { logFull } from "./log-full.ts";
import { nodes } from "./nodes.ts";
import { partition } from "./partition.ts";
import { silent } from "./silent.ts";
import { terminate } from "./terminate.ts";
import { twoProcesses } from "./two-processes.ts";
import { unread } from "./unread.ts";

export type Scenario = (options: { readonly long: boolean; readonly seed: number }) => Promise<Outcome>;

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  kill,
  terminate,
  "two-processes": twoProcesses,
  silent,
  unread,
  "data-full": dataFull,
  "log-full": logFull,
  clock,
  failover,
  partition,
  nodes,
  fuzz,
};
