/** What a step of a trace could refuse with, so that readers of a trace can look up each reason. */
import { citation } from "../specs.ts";
import { BY_CHECK } from "./by-check.ts";
import type { TraceStep } from "./explain.ts";
import type { Code } from "./index.ts";

export const couldRefuse = ({ asks, cites }: Pick<TraceStep, "asks" | "cites">): readonly Code[] =>
  (cites === undefined ? undefined : BY_CHECK[`${asks} ${citation(cites)}`]) ?? [];
