/** An exchange as an HTTP message. */
import type { Exchange } from "./exchange.ts";

/** An exchange as text that `candor explain` reads. Its secrets are in it. */
export function asHttp({ sent, came }: Exchange): string {
  const lines = (headers: readonly (readonly [string, string])[]) =>
    headers.map(([name, value]) => `${name}: ${value}`);
  return [
    `${sent.method} ${sent.url} HTTP/1.1`,
    ...lines(sent.headers),
    "",
    ...(sent.body === undefined ? [] : [sent.body, ""]),
    ...(came === undefined ? [] : [`HTTP/1.1 ${came.status}`, ...lines(came.headers), "", came.body]),
  ].join("\n");
}
