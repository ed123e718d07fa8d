/** Who watches the server: nobody, until a configuration says so. What they need is loaded then. */
import type { Telemetry, Watched } from "../ports/telemetry.ts";
import type { States, Watchers } from "../ports/watchers.ts";
import type { Parts, Prepared, WatchingDeps, WatchingSettings } from "./watching.ts";

export interface OpenWatchers {
  readonly watchers: Watchers;
  /** What the storage counts, for whoever watches then. */
  readonly storage: Pick<Telemetry, "committed"> & { readonly pool: (read: NonNullable<States["pool"]>) => void };
  /** Opens the port for metrics, if they are on. Rejects if it is in use. */
  readonly listen: (watched: Watched) => Promise<void>;
  /** Puts other settings in force, together with what `also` does. If one of both can't be done, it rejects, and everything is as it was. */
  readonly change: (settings: WatchingSettings, also: () => Promise<void>) => Promise<void>;
  /** Sends and writes what waits. Call it before the storage is closed. */
  readonly close: () => Promise<void>;
}

/** Variables that turn OpenTelemetry on. */
const OTLP = ["", "TRACES_", "METRICS_"].map((signal) => `OTEL_EXPORTER_OTLP_${signal}ENDPOINT`);

/** Whether anybody watches the server, so that what they need is loaded. */
const isWatched = (settings: WatchingSettings, { environment }: WatchingDeps): boolean =>
  settings.metrics !== undefined ||
  settings.openTelemetry !== undefined ||
  settings.accessLog !== undefined ||
  (environment.OTEL_SDK_DISABLED !== "true" && OTLP.some((name) => environment[name]));

const NOTHING: Prepared = { commit: async () => undefined, cancel: async () => {} };

/** Begins with these settings. */
export async function openWatchers(settings: WatchingSettings, deps: WatchingDeps): Promise<OpenWatchers> {
  const watchers: { -readonly [Name in keyof Watchers]: Watchers[Name] } = {
    ...{ telemetry: undefined, tracer: undefined, accessLog: undefined, states: {} },
  };
  let parts: Parts | undefined;
  let watched: Watched | undefined;

  async function prepare(to: WatchingSettings): Promise<Prepared> {
    if (parts === undefined && !isWatched(to, deps)) return NOTHING;
    parts ??= (await import("./watching.ts")).watchingParts(watchers, () => watched, deps);
    return await parts.prepare(to);
  }

  const commit = async ({ commit }: Prepared): Promise<void> => {
    const url = await commit();
    if (url !== undefined) deps.log.info({ url }, "metrics");
  };

  await commit(await prepare(settings));
  return {
    watchers,
    storage: {
      committed: (...what) => watchers.telemetry?.committed(...what),
      pool: (read) => {
        watchers.states.pool = read;
      },
    },
    async listen(of) {
      watched = of;
      await commit(await prepare(settings));
    },
    async change(to, also) {
      const prepared = await prepare(to);
      try {
        await also();
      } catch (error) {
        await prepared.cancel();
        throw error;
      }
      await commit(prepared);
    },
    close: async () => await parts?.close(),
  };
}
