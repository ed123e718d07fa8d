/** A small OTLP collector: it reads what a server exports as JSON, as strictly as the protocol says. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly milliseconds: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: number;
}

export interface Collector {
  readonly endpoint: string;
  readonly spans: () => readonly CollectedSpan[];
  /** By name, the attributes and value of each point. */
  readonly metrics: () => ReadonlyMap<string, readonly { readonly attributes: object; readonly value: number }[]>;
  /** Everything that has arrived, as text. */
  readonly raw: () => string;
  readonly headers: () => readonly (string | undefined)[];
  readonly stop: () => Promise<void>;
}

interface KeyValue {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}
const attributesOf = (list: readonly KeyValue[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]]));

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly KeyValue[];
  readonly status: { readonly code: number };
}

function spanOf({
  startTimeUnixNano: from,
  endTimeUnixNano: to,
  attributes,
  status,
  ...span
}: OtlpSpan): CollectedSpan {
  if (!/^[0-9a-f]{32}$/.test(span.traceId) || !/^[0-9a-f]{16}$/.test(span.spanId)) throw new Error("not an id");
  if (!/^\d{19}$/.test(from) || !/^\d{19}$/.test(to)) throw new Error("not a time");
  const milliseconds = Number(BigInt(to) - BigInt(from)) / 1e6;
  return { ...span, milliseconds, attributes: attributesOf(attributes), status: status.code };
}

interface Point {
  readonly attributes: readonly KeyValue[];
  readonly asDouble?: number;
  readonly count?: string;
}
interface Metric {
  readonly name: string;
  readonly sum?: { readonly dataPoints: readonly Point[] };
  readonly gauge?: { readonly dataPoints: readonly Point[] };
  readonly histogram?: { readonly dataPoints: readonly Point[] };
}

/** `status` of its responses, in turn; then 200. */
export async function collector(statuses: number[] = []): Promise<Collector> {
  let raw = "";
  const spans: CollectedSpan[] = [];
  const metrics = new Map<string, { attributes: object; value: number }[]>();
  const headers: (string | undefined)[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const status = statuses.shift() ?? 200;
    headers.push(request.headers["x-key"] as string | undefined);
    if (status === 200) {
      raw += body;
      const read = JSON.parse(body);
      if (request.url === "/v1/traces") spans.push(...read.resourceSpans[0].scopeSpans[0].spans.map(spanOf));
      else
        for (const { name, sum, gauge, histogram } of read.resourceMetrics[0].scopeMetrics[0].metrics as Metric[])
          metrics.set(
            name,
            (sum ?? gauge ?? histogram)?.dataPoints.map(({ attributes, asDouble, count }) => ({
              ...{ attributes: attributesOf(attributes), value: asDouble ?? Number(count) },
            })) ?? [],
          );
    }
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ spans: () => spans, metrics: () => metrics, raw: () => raw, headers: () => headers },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
