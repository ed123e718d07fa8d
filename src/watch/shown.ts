/** An entry as the page shows it: texts alone. */
import type { ShownExchange } from "../pages/watch/page.tsx";
import type { Entry } from "./entry.ts";
import { curlText, explainText, requestText, responseText } from "./text.ts";

export function shownOf({ exchange, kind, outcome, flow, report, notices }: Entry): ShownExchange {
  const { number, at, request, response, ms } = exchange;
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  return {
    id: `x${number}`,
    ...{ number, at, ms, kind: kind.says, outcome: outcome.says, is: outcome.is },
    method: request.method,
    host: url?.host ?? "",
    path: url?.pathname ?? request.url,
    status: `${kind.says}: ${outcome.says}`,
    code: response?.status,
    flow: flow === undefined ? undefined : { id: `f${flow.number}`, number: flow.number, clientId: flow.clientId },
    request: requestText(exchange),
    response: responseText(exchange),
    forExplain: explainText(exchange),
    curl: curlText(exchange),
    notices,
    verdict: report?.verdict,
    asks: report?.asks ?? [],
    findings: (report?.findings ?? [])
      .slice(0, MOST)
      .map(({ reason, title, likelihood, fix, evidence, spec, spec_url, page }) => ({
        ...{ reason, title, likelihood, fix, spec, specUrl: spec_url, page },
        evidence: evidence.map(({ says, source }) => ({ says, source })),
      })),
  };
}

/** Findings on the page: the cause, and what else it may be. */
const MOST = 3;
