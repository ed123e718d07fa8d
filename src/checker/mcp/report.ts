/** A walk as JSON for programs, without secrets. */
import { citation } from "../../specs.ts";
import type { Exchange } from "../exchange.ts";
import { coveredExchange } from "../report/covered.ts";
import { firstBroken, type Problem, type Step, type Walk } from "./step.ts";

/** Characters of a body that are shown. */
const LONGEST = 4_000;

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text);

/** An exchange as JSON: covered, and cut. */
export function exchangeToJson(exchange: Exchange) {
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

const problemToJson = ({ id, level, culprit, says, change, cites }: Problem) => ({
  ...{ id, level, culprit, says, change },
  cites: cites.map((section) => ({ section: citation(section), url: section.url })),
});

const stepToJson = ({ number, id, title, is, says, problems, shows }: Step) => ({
  ...{ number, id, title, is, says },
  problems: problems.map(problemToJson),
  exchanges: shows.map(exchangeToJson),
});

/** The whole walk. */
export function walkToJson(walk: Walk) {
  const broken = firstBroken(walk);
  return {
    url: walk.url,
    at: new Date(walk.at).toISOString(),
    verdict: verdictOf(walk),
    ...(broken !== undefined && { broken_at: broken.id }),
    steps: walk.steps.map(stepToJson),
  };
}

/** `open`: the server has no authorization. `incomplete`: nothing is broken, and nobody signed in. */
export function verdictOf(walk: Walk): "works" | "broken" | "open" | "incomplete" {
  if (firstBroken(walk) !== undefined) return "broken";
  if (walk.steps[0]?.is === "not needed") return "open";
  return walk.steps.some(({ is }) => is === "skipped") ? "incomplete" : "works";
}
