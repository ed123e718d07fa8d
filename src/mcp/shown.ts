/** An exchange for an agent: without secrets, and short. */
import type { Exchange } from "../checker/exchange.ts";
import { coveredExchange } from "../checker/report/covered.ts";

/** Characters of each body. */
const LONGEST = 1_000;
const HEADERS = /^(authorization|content-type|dpop|location|mcp-.*|www-authenticate|cache-control)$/i;

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text);

export function shown(exchange: Exchange): string {
  const { sent, came, failure } = coveredExchange(exchange);
  const lines = (headers: readonly (readonly [string, string])[]): readonly string[] =>
    headers.filter(([name]) => HEADERS.test(name)).map(([name, value]) => `${name}: ${cut(value)}`);
  const request = [
    `${sent.method} ${cut(sent.url)}`,
    ...lines(sent.headers),
    ...(sent.body === undefined ? [] : [cut(sent.body)]),
  ];
  const response =
    came === undefined ? [`no response: ${failure}`] : [`HTTP ${came.status}`, ...lines(came.headers), cut(came.body)];
  return [...request, "", ...response].join("\n").trimEnd();
}
