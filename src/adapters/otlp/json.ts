/** OTLP as JSON (opentelemetry-proto 1.x, "JSON Protobuf Encoding"): spans and metrics as collectors read them. */
import type { Attributes } from "../../ports/stations.ts";
import type { Declared, Point, Snapshot } from "../metrics/family.ts";

/** A span that has ended. Times in milliseconds since 1970. */
export interface Ended {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly isServer: boolean;
  readonly from: number;
  readonly to: number;
  readonly attributes: Attributes;
  readonly failed: boolean;
}

/** Of the protocol's enumerations. */
const [INTERNAL, SERVER] = [1, 2];
const [UNSET, ERROR] = [0, 2];
const CUMULATIVE = 2;

/** 64-bit integers are strings. Fractions of a millisecond are kept to the microsecond. */
const nanoseconds = (milliseconds: number): string => String(BigInt(Math.round(milliseconds * 1e3)) * 1_000n);

const anyValue = (value: string | number | boolean): object =>
  typeof value === "string"
    ? { stringValue: value }
    : typeof value === "boolean"
      ? { boolValue: value }
      : Number.isInteger(value)
        ? { intValue: String(value) }
        : { doubleValue: value };

const attributesOf = (attributes: Attributes): object[] =>
  Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value: anyValue(value) }]));

const SCOPE = { name: "candor" };

export const tracesBody = (resource: Attributes, spans: readonly Ended[]): string =>
  JSON.stringify({
    resourceSpans: [
      { resource: { attributes: attributesOf(resource) }, scopeSpans: [{ scope: SCOPE, spans: spans.map(spanOf) }] },
    ],
  });

const spanOf = ({ traceId, spanId, parentSpanId, name, isServer, from, to, attributes, failed }: Ended): object => ({
  ...{ traceId, spanId, ...(parentSpanId !== undefined && { parentSpanId }), name },
  kind: isServer ? SERVER : INTERNAL,
  startTimeUnixNano: nanoseconds(from),
  endTimeUnixNano: nanoseconds(to),
  attributes: attributesOf(attributes),
  status: { code: failed ? ERROR : UNSET },
});

const UNITS = { seconds: "s", bytes: "By", ratio: "1" } as const;

/** `since`: when counting began. Both times in milliseconds since 1970. */
export function metricsBody(
  resource: Attributes,
  declared: readonly Declared[],
  snapshot: Snapshot,
  since: number,
  at: number,
): string {
  const times = { startTimeUnixNano: nanoseconds(since), timeUnixNano: nanoseconds(at) };
  const metrics = declared.flatMap((one) => {
    const points = snapshot[one.name] ?? [];
    return points.length === 0 ? [] : [metricOf(one, points, times)];
  });
  return JSON.stringify({
    resourceMetrics: [{ resource: { attributes: attributesOf(resource) }, scopeMetrics: [{ scope: SCOPE, metrics }] }],
  });
}

/** The name has dots, and neither the unit nor `_total`: a collector that exports to Prometheus adds both. */
function metricOf(one: Declared, points: readonly Point[], times: object): object {
  const labelled = ({ labels }: Point): object => ({
    attributes: attributesOf(Object.fromEntries((one.labels ?? []).map((name, at) => [name, labels[at]]))),
  });
  const numbers = points.map((point) => ({ ...times, ...labelled(point), asDouble: point.value }));
  return {
    name: one.name.replaceAll("_", "."),
    description: one.help,
    unit: one.unit === undefined ? "1" : UNITS[one.unit],
    ...(one.kind === "gauge" && { gauge: { dataPoints: numbers } }),
    ...(one.kind === "counter" && {
      sum: { aggregationTemporality: CUMULATIVE, isMonotonic: true, dataPoints: numbers },
    }),
    ...(one.kind === "histogram" && {
      histogram: {
        aggregationTemporality: CUMULATIVE,
        dataPoints: points.map((point) => ({
          ...{ ...times, ...labelled(point), sum: point.value, explicitBounds: one.bounds },
          bucketCounts: (point.buckets ?? []).map(String),
          count: String((point.buckets ?? []).reduce((sum, count) => sum + count, 0)),
        })),
      },
    }),
  };
}
