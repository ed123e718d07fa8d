/** Everything that watches a server: metrics, OpenTelemetry, the access log. Loaded only where one of them is on, and each only then. */
import type { AccessLog } from "../ports/access-log.ts";
import type { Log } from "../ports/log.ts";
import type { Random } from "../ports/random.ts";
import type { Telemetry, Watched } from "../ports/telemetry.ts";
import type { Tracer } from "../ports/tracer.ts";
import type { AccessLogSettings } from "./log/access.ts";
import type { MetricsAddress } from "./metrics/server.ts";
import type { OpenTelemetry } from "./otlp/settings.ts";

export interface WatchingSettings {
  readonly issuer: string;
  readonly metrics?: (MetricsAddress & { readonly clients: number }) | undefined;
  readonly openTelemetry?: OpenTelemetry | undefined;
  readonly accessLog?: AccessLogSettings | undefined;
}

export interface WatchingDeps {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of Candor. */
  readonly version: string;
  readonly log: Log;
  readonly random: Random;
  readonly clock: () => number;
  /** What the access log has of an IP address, unless it has all of it. */
  readonly networkOf: (address: string) => string | undefined;
}

export interface Watching {
  readonly telemetry: Telemetry | undefined;
  readonly tracer: Tracer | undefined;
  readonly accessLog: AccessLog | undefined;
  /** Opens the port for metrics and resolves to its URL; `undefined` if this process has none. Rejects if the port is in use. */
  readonly listen: (watched: Watched) => Promise<string | undefined>;
  /** Sends and writes what waits. Call it before the storage is closed. */
  readonly close: () => Promise<void>;
}

/** Clients with a label of their own, where metrics have no port and only go to a collector. */
const CLIENTS = 100;

export async function openWatching(settings: WatchingSettings, deps: WatchingDeps): Promise<Watching> {
  const { version, log, clock, networkOf } = deps;
  const otlp = await otlpOf(settings, deps);
  const isCounted = settings.metrics !== undefined || otlp?.sendsMetrics === true;
  const metrics = isCounted
    ? (await import("./metrics/open.ts")).openMetrics({ clients: CLIENTS, ...settings.metrics }, version)
    : undefined;
  const accessLog =
    settings.accessLog && (await import("./log/access.ts")).openAccessLog(settings.accessLog, clock, networkOf, log);
  return {
    ...{ telemetry: metrics?.telemetry, tracer: otlp?.tracer, accessLog },
    async listen(watched) {
      if (metrics !== undefined) otlp?.sendMetrics(() => metrics.snapshot(watched));
      return settings.metrics && (await metrics?.listen(watched));
    },
    async close() {
      await otlp?.close();
      await metrics?.close();
      await accessLog?.close();
    },
  };
}

async function otlpOf(
  { issuer, openTelemetry }: WatchingSettings,
  { environment, version, log, random }: WatchingDeps,
) {
  const { otlpSettings } = await import("./otlp/settings.ts");
  const { protocol, hostname } = new URL(issuer);
  const settings = otlpSettings(openTelemetry, environment, {
    "service.name": "candor",
    "service.version": version,
    "service.instance.id": Buffer.from(random(16)).toString("hex"),
    "process.runtime.name": "nodejs",
    "process.runtime.version": process.versions.node,
  });
  if (settings.traces === undefined && settings.metrics === undefined) return undefined;
  const { openOtlp } = await import("./otlp/open.ts");
  const server = { "server.address": hostname, "url.scheme": protocol.replace(":", "") };
  return { ...openOtlp(settings, server, random, log), sendsMetrics: settings.metrics !== undefined };
}
