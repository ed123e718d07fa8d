/** Entries as a HAR file (HTTP Archive 1.2), which browsers' tools and `candor explain` read. */
import type { Entry } from "./entry.ts";
import { type Body, type Headers, headerOf } from "./exchange.ts";

export function toHar(entries: readonly Entry[], version: string): string {
  return `${JSON.stringify({ log: { version: "1.2", creator: { name: "candor watch", version }, entries: entries.map(entryOf) } }, undefined, 2)}\n`;
}

function entryOf({ exchange, kind, outcome, flow, report }: Entry): object {
  const { request, response, failure, at, wait, ms } = exchange;
  const [cause] = report?.findings ?? [];
  return {
    startedDateTime: new Date(at).toISOString(),
    time: ms,
    request: {
      ...{ method: request.method, url: request.url, httpVersion: "HTTP/1.1", cookies: [] },
      headers: named(request.headers),
      queryString: URL.canParse(request.url) ? [...new URL(request.url).searchParams].map(pair) : [],
      ...(request.body.bytes > 0 && { postData: postOf(request.headers, request.body) }),
      ...{ headersSize: -1, bodySize: request.body.bytes },
    },
    response: {
      ...{
        status: response?.status ?? 0,
        statusText: response?.statusText ?? "",
        httpVersion: "HTTP/1.1",
        cookies: [],
      },
      headers: named(response?.headers ?? []),
      content: contentOf(response?.headers ?? [], response?.body ?? { bytes: 0 }),
      redirectURL: headerOf(response?.headers ?? [], "location") ?? "",
      ...{ headersSize: -1, bodySize: response?.body.bytes ?? -1 },
      ...(failure !== undefined && { _error: failure }),
    },
    cache: {},
    timings: { send: 0, wait, receive: Math.max(0, Math.round((ms - wait) * 10) / 10) },
    _number: exchange.number,
    ...(flow !== undefined && { _flow: flow.number }),
    comment: `${kind.says}: ${outcome.says}${cause === undefined ? "" : `. ${cause.title} (${cause.reason})`}`,
  };
}

const pair = ([name, value]: readonly [string, string]) => ({ name, value });
const named = (headers: Headers) => headers.map(pair);
const typeOf = (headers: Headers): string => headerOf(headers, "content-type") ?? "";

const postOf = (headers: Headers, { text }: Body): object => ({ mimeType: typeOf(headers), text: text ?? "" });

const contentOf = (headers: Headers, { bytes, text }: Body): object => ({
  size: bytes,
  mimeType: typeOf(headers),
  ...(text === undefined ? bytes > 0 && { comment: "not kept" } : { text }),
});
