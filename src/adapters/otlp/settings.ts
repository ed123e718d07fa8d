/** What is sent where by OTLP: from the configuration, and otherwise from the variables that every OpenTelemetry exporter reads. */
import type { Attributes } from "../../ports/stations.ts";
import type { Destination } from "./sender.ts";
import { type Sampler, samplerOf } from "./traceparent.ts";

export interface OpenTelemetry {
  readonly endpoint: string;
  readonly traces: boolean;
  readonly metrics: boolean;
  readonly sample: number;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Signal = "traces" | "metrics";

export interface OtlpSettings {
  /** `undefined`: none are sent. */
  readonly traces: Destination | undefined;
  readonly metrics: Destination | undefined;
  readonly sampler: Sampler;
  /** Milliseconds between two batches of spans, and between two sendings of metrics. */
  readonly spansEvery: number;
  readonly metricsEvery: number;
  /** What this process is. */
  readonly resource: Attributes;
  /** Variables that ask for what there isn't. */
  readonly ignored: readonly string[];
}

const TIMEOUT = 10_000;
const [SPANS_EVERY, METRICS_EVERY] = [5_000, 60_000];

/** The configuration wins. `own`: what this process is, where the variables don't say. */
export function otlpSettings(file: OpenTelemetry | undefined, environment: Environment, own: Attributes): OtlpSettings {
  const traces = destinationOf("traces", file, environment);
  const metrics = destinationOf("metrics", file, environment);
  const { OTEL_TRACES_SAMPLER: name = "parentbased_always_on", OTEL_TRACES_SAMPLER_ARG: ratio = "1" } = environment;
  const asked =
    file === undefined ? samplerOf(name, ratioOf(ratio)) : samplerOf("parentbased_traceidratio", file.sample);
  const protocol = environment.OTEL_EXPORTER_OTLP_PROTOCOL ?? "http/json";
  return {
    ...{ traces, metrics, sampler: asked ?? (samplerOf("parentbased_always_on", 1) as Sampler) },
    spansEvery: milliseconds(environment.OTEL_BSP_SCHEDULE_DELAY, SPANS_EVERY),
    metricsEvery: milliseconds(environment.OTEL_METRIC_EXPORT_INTERVAL, METRICS_EVERY),
    resource: {
      ...own,
      ...pairs(environment.OTEL_RESOURCE_ATTRIBUTES),
      ...(environment.OTEL_SERVICE_NAME && { "service.name": environment.OTEL_SERVICE_NAME }),
    },
    ignored: [
      ...(asked === undefined ? [`OTEL_TRACES_SAMPLER=${name}`] : []),
      // Collectors accept JSON where they accept protobuf.
      ...(protocol.startsWith("http/") ? [] : [`OTEL_EXPORTER_OTLP_PROTOCOL=${protocol}`]),
    ],
  };
}

function destinationOf(
  signal: Signal,
  file: OpenTelemetry | undefined,
  environment: Environment,
): Destination | undefined {
  const own = (name: string): string | undefined =>
    environment[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_${name}`] ?? environment[`OTEL_EXPORTER_OTLP_${name}`];
  const to = {
    headers: { ...pairs(environment.OTEL_EXPORTER_OTLP_HEADERS), ...pairs(own("HEADERS")) },
    timeout: milliseconds(own("TIMEOUT"), TIMEOUT),
  };
  const below = (endpoint: string): string => `${endpoint.replace(/\/+$/, "")}/v1/${signal}`;
  if (file !== undefined) return file[signal] ? { ...to, url: below(file.endpoint) } : undefined;
  const exporter = environment[`OTEL_${signal.toUpperCase()}_EXPORTER`] ?? "otlp";
  if (environment.OTEL_SDK_DISABLED === "true" || exporter !== "otlp") return undefined;
  const exact = environment[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_ENDPOINT`];
  const url = exact || (environment.OTEL_EXPORTER_OTLP_ENDPOINT && below(environment.OTEL_EXPORTER_OTLP_ENDPOINT));
  return url && URL.canParse(url) ? { ...to, url } : undefined;
}

/** `name=value,name=value`, with values that are percent-encoded. */
function pairs(text = ""): Readonly<Record<string, string>> {
  const read = text.split(",").flatMap((one) => {
    const [, name = "", value = ""] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(one) ?? [];
    return name === "" ? [] : [[name, decoded(value)] as const];
  });
  return Object.fromEntries(read);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function milliseconds(text: string | undefined, otherwise: number): number {
  const number = Number(text);
  return text !== undefined && Number.isInteger(number) && number >= 100 ? number : otherwise;
}

const ratioOf = (text: string): number => {
  const ratio = Number(text);
  return ratio >= 0 && ratio <= 1 ? ratio : 1;
};
