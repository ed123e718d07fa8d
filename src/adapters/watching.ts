/** Everything that watches a server: metrics, OpenTelemetry, the access log. Loaded only where one of them is on, and each only then. */
import { isDeepStrictEqual } from "node:util";
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
  /** Puts other settings in force. Whether something is watched at all, and on which port, stays as it was. */
  readonly reconfigure: (settings: WatchingSettings) => Promise<void>;
  /** Sends and writes what waits. Call it before the storage is closed. */
  readonly close: () => Promise<void>;
}

/** Clients with a label of their own, where metrics have no port and only go to a collector. */
const CLIENTS = 100;

export async function openWatching(settings: WatchingSettings, deps: WatchingDeps): Promise<Watching> {
  const { version } = deps;
  const otlp = await otlpOf(settings, deps);
  const isCounted = settings.metrics !== undefined || otlp?.sendsMetrics === true;
  const metrics = isCounted
    ? (await import("./metrics/open.ts")).openMetrics({ clients: CLIENTS, ...settings.metrics }, version)
    : undefined;
  const accessLog = settings.accessLog && (await replaceable(settings.accessLog, deps));
  return {
    ...{ telemetry: metrics?.telemetry, tracer: otlp?.tracer, accessLog },
    async reconfigure(to) {
      if (to.metrics !== undefined) metrics?.label(to.metrics.clients);
      if (otlp !== undefined) otlp.reconfigure(await otlpSettingsOf(to, deps));
      if (to.accessLog !== undefined) await accessLog?.use(to.accessLog);
    },
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

/** An access log whose settings may change. Each line goes to the former file or to the new one. */
async function replaceable(
  first: AccessLogSettings,
  { clock, networkOf, log }: WatchingDeps,
): Promise<AccessLog & { readonly use: (settings: AccessLogSettings) => Promise<void> }> {
  const { openAccessLog } = await import("./log/access.ts");
  let used = first;
  let current = openAccessLog(first, clock, networkOf, log);
  return {
    write: (entry) => current.write(entry),
    close: () => current.close(),
    async use(settings) {
      if (isDeepStrictEqual(settings, used)) return;
      used = settings;
      const former = current;
      current = openAccessLog(settings, clock, networkOf, log);
      await former.close();
    },
  };
}

async function otlpOf(settings: WatchingSettings, deps: WatchingDeps) {
  const all = await otlpSettingsOf(settings, deps);
  if (all.traces === undefined && all.metrics === undefined) return undefined;
  const { openOtlp } = await import("./otlp/open.ts");
  const { protocol, hostname } = new URL(settings.issuer);
  const server = { "server.address": hostname, "url.scheme": protocol.replace(":", "") };
  return { ...openOtlp(all, server, deps.random, deps.log), sendsMetrics: all.metrics !== undefined };
}

async function otlpSettingsOf({ openTelemetry }: WatchingSettings, { environment, version, random }: WatchingDeps) {
  const { otlpSettings } = await import("./otlp/settings.ts");
  return otlpSettings(openTelemetry, environment, {
    "service.name": "candor",
    "service.version": version,
    "service.instance.id": Buffer.from(random(16)).toString("hex"),
    "process.runtime.name": "nodejs",
    "process.runtime.version": process.versions.node,
  });
}
