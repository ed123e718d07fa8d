/** A walk as JSON for programs, without secrets. */
import { citation } from "../../specs.ts";
import type { Exchange } from "../exchange.ts";
import { coveredExchange } from "../report/covered.ts";
import {
  type Culprit,
  firstBroken,
  type Problem,
  type Step,
  type StepId,
  type StepVerdict,
  type Walk,
} from "./step.ts";

/** Something that is wrong, as the reader sees it. */
export interface McpProblem {
  /** Its name, such as `challenge/missing`. */
  readonly id: string;
  /** `note`: clients may get stuck on it, or it is weaker than it should be. */
  readonly level: "broken" | "note";
  /** Who has to change something. */
  readonly culprit: Culprit;
  /** What was seen. */
  readonly says: string;
  /** What to change. */
  readonly change: string;
  /** Where it is written, such as `RFC 9728, section 3.3`, and the URL of that section. */
  readonly cites: readonly { readonly section: string; readonly url: string }[];
}

/** A request and its response, without secrets. Long bodies are cut. */
export interface McpExchange {
  /** As it was sent. */
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body?: string;
  };
  /** None if no response came, and `failure` says why. */
  readonly response?: {
    readonly status: number;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: string;
  };
  /** Why there is no response. */
  readonly failure?: string;
}

/** A step of a walk. */
export interface McpStep {
  /** From 1. */
  readonly number: number;
  /** Its name, such as `resource-metadata`. */
  readonly id: StepId;
  /** What it is called. */
  readonly title: string;
  /** What it came to. */
  readonly is: StepVerdict;
  /** The same in a sentence or two. */
  readonly says: string;
  /** What is wrong. */
  readonly problems: readonly McpProblem[];
  /** The messages, in order. */
  readonly exchanges: readonly McpExchange[];
}

/** A walk through an MCP server's authorization. */
export interface McpWalk {
  /** The server's URL, as it was given. */
  readonly url: string;
  /** When it began: ISO 8601. */
  readonly at: string;
  /** `open`: the server has no authorization. `incomplete`: nothing is broken as far as the walk went. */
  readonly verdict: "works" | "broken" | "open" | "incomplete";
  /** The first step that is broken. */
  readonly broken_at?: StepId;
  /** All steps, in order. */
  readonly steps: readonly McpStep[];
}

/** Characters of a body that are shown. */
const LONGEST = 4_000;

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text);

/** An exchange as JSON: covered, and cut. */
export function exchangeToJson(exchange: Exchange): McpExchange {
  const { sent, came, failure } = coveredExchange(exchange);
  return {
    request: {
      method: sent.method,
      url: sent.url,
      headers: sent.headers,
      ...(sent.body !== undefined && { body: cut(sent.body) }),
    },
    ...(came !== undefined && { response: { status: came.status, headers: came.headers, body: cut(came.body) } }),
    ...(failure !== undefined && { failure }),
  };
}

const problemToJson = ({ id, level, culprit, says, change, cites }: Problem): McpProblem => ({
  ...{ id, level, culprit, says, change },
  cites: cites.map((section) => ({ section: citation(section), url: section.url })),
});

export const stepToJson = ({ number, id, title, is, says, problems, shows }: Step): McpStep => ({
  ...{ number, id, title, is, says },
  problems: problems.map(problemToJson),
  exchanges: shows.map(exchangeToJson),
});

/** The whole walk. */
export function walkToJson(walk: Walk): McpWalk {
  const broken = firstBroken(walk);
  return {
    url: walk.url,
    at: new Date(walk.at).toISOString(),
    verdict: verdictOf(walk),
    ...(broken !== undefined && { broken_at: broken.id }),
    steps: walk.steps.map(stepToJson),
  };
}

export function verdictOf(walk: Walk): McpWalk["verdict"] {
  if (firstBroken(walk) !== undefined) return "broken";
  if (walk.steps[0]?.is === "not needed") return "open";
  return walk.steps.some(({ is }) => is === "skipped") ? "incomplete" : "works";
}
