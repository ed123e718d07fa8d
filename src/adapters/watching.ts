/** Everything that watches a server: metrics, OpenTelemetry, the access log. Loaded only where one of them is on, and each only then. */
import { isDeepStrictEqual } from "node:util";
import type { AccessLog } from "../ports/access-log.ts";
import type { Log } from "../ports/log.ts";
import type { Random } from "../ports/random.ts";
import type { Watched } from "../ports/telemetry.ts";
import type { Watchers } from "../ports/watchers.ts";
import type { AccessLogSettings } from "./log/access.ts";
import type { Metrics } from "./metrics/open.ts";
import type { MetricsAddress, MetricsPort } from "./metrics/server.ts";
import type { Otlp } from "./otlp/open.ts";
import type { OpenTelemetry, OtlpSettings } from "./otlp/settings.ts";

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

/** Settings whose port is open, and that nothing uses yet. */
export interface Prepared {
  /** Puts them in force for the next request. Resolves to the URL of the metrics, if the port is another one. */
  readonly commit: () => Promise<string | undefined>;
  /** Leaves everything as it was. */
  readonly cancel: () => Promise<void>;
}

export interface Parts {
  readonly prepare: (settings: WatchingSettings) => Promise<Prepared>;
  readonly close: () => Promise<void>;
}

/** Clients with a label of their own, where metrics have no port and only go to a collector. */
const CLIENTS = 100;

/** Keeps `hold` up to date. `watched`: what the server has, once it serves; until then, no port is opened. */
export function watchingParts(
  hold: { -readonly [Name in keyof Watchers]: Watchers[Name] },
  watched: () => Watched | undefined,
  deps: WatchingDeps,
): Parts {
  const instance = Buffer.from(deps.random(16)).toString("hex");
  let metrics: Metrics | undefined;
  let port: MetricsPort | undefined;
  let otlp: (Otlp & { readonly sends: readonly boolean[] }) | undefined;
  /** The one that sends metrics. */
  let sender: typeof otlp;
  let accessLog: Awaited<ReturnType<typeof replaceable>> | undefined;

  const snapshot = async () => {
    const of = watched();
    return of === undefined || metrics === undefined ? {} : await metrics.snapshot(of);
  };

  async function useMetrics(next: Metrics | undefined, { metrics: to }: WatchingSettings): Promise<void> {
    if (to !== undefined) next?.label(to.clients);
    const former = metrics;
    metrics = next;
    hold.telemetry = next?.telemetry;
    if (former !== next) former?.close();
  }

  async function useOtlp(next: typeof otlp, all: OtlpSettings): Promise<void> {
    const former = otlp;
    otlp = next;
    hold.tracer = next?.tracer;
    if (former === next) next?.reconfigure(all);
    if (watched() !== undefined && sender !== next) {
      sender = next;
      next?.sendMetrics(snapshot);
    }
    // What it has collected is sent.
    if (former !== next) await former?.close();
  }

  async function useAccessLog(next: AccessLogSettings | undefined): Promise<void> {
    const former = accessLog;
    accessLog = next && (former ?? (await replaceable(next, deps)));
    hold.accessLog = accessLog;
    if (next === undefined) await former?.close();
    else await accessLog?.use(next);
  }

  return {
    async prepare(to) {
      const all = await otlpSettingsOf(to, deps, instance);
      const sends = [all.traces !== undefined, all.metrics !== undefined];
      const isSame = isDeepStrictEqual(sends, otlp?.sends ?? [false, false]);
      const nextOtlp = isSame ? otlp : sends.includes(true) ? await openedOtlp(to, all, deps, sends) : undefined;
      const isCounted = to.metrics !== undefined || all.metrics !== undefined;
      const nextMetrics = isCounted ? (metrics ?? (await openedMetrics(to, hold, deps))) : undefined;
      const address = watched() && to.metrics && { host: to.metrics.host, port: to.metrics.port };
      if (address !== undefined) port ??= (await import("./metrics/port.ts")).metricsPort(snapshot);
      const moved = await port?.move(address);
      return {
        async commit() {
          await useMetrics(nextMetrics, to);
          await moved?.settle();
          await useOtlp(nextOtlp, all);
          await useAccessLog(to.accessLog);
          return moved?.url;
        },
        async cancel() {
          await moved?.back();
          if (nextMetrics !== metrics) nextMetrics?.close();
          if (nextOtlp !== otlp) await nextOtlp?.close();
        },
      };
    },
    async close() {
      await otlp?.close();
      metrics?.close();
      await port?.close();
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

async function openedMetrics({ metrics }: WatchingSettings, { states }: Watchers, { version }: WatchingDeps) {
  const { openMetrics } = await import("./metrics/open.ts");
  return openMetrics(metrics?.clients ?? CLIENTS, states, version);
}

async function openedOtlp(
  { issuer }: WatchingSettings,
  all: OtlpSettings,
  { random, log }: WatchingDeps,
  sends: readonly boolean[],
) {
  const { openOtlp } = await import("./otlp/open.ts");
  const { protocol, hostname } = new URL(issuer);
  const server = { "server.address": hostname, "url.scheme": protocol.replace(":", "") };
  return { ...openOtlp(all, server, random, log), sends };
}

async function otlpSettingsOf(
  { openTelemetry }: WatchingSettings,
  { environment, version }: WatchingDeps,
  instance: string,
): Promise<OtlpSettings> {
  const { otlpSettings } = await import("./otlp/settings.ts");
  return otlpSettings(openTelemetry, environment, {
    "service.name": "candor",
    "service.version": version,
    "service.instance.id": instance,
    "process.runtime.name": "nodejs",
    "process.runtime.version": process.versions.node,
  });
}
