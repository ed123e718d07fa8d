/**
 * Rates on a large database beside those on a small one, in turns, by servers that are warmed up. The large one is asked about rows
 * anywhere in it, and about as few different rows as the small one has, which tells the size of the tables from what caches do.
 */
import { Connection } from "../load/connection.ts";
import { drive, type Load, type Step } from "../load/drive.ts";
import { findCores } from "../machine/pinning.ts";
import type { RunningServer } from "../measuring/server-process.ts";
import { median, quantile } from "../measuring/statistics.ts";
import { holdersOf } from "./holders.ts";
import { KINDS, type Kind, stepsOn, TITLES } from "./loads.ts";
import type { Measuring, SizeOptions } from "./options.ts";
import { openSite, type Site } from "./site.ts";
import { between, meter } from "./used.ts";
import type { World } from "./world.ts";

/** As the other benches have them. */
export const CONNECTIONS = 32;

export interface Rate {
  /** Requests or loops a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of CPU of one. */
  readonly server: number;
  readonly database: number;
}

/** On the large database, about rows anywhere or about as few as the small one has, and on the small one. */
const ASKED = ["large", "alike", "small"] as const;
export type Asked = (typeof ASKED)[number];

/** Of a large database and a small one. */
export interface Comparison {
  /** Gigabytes of buffers for the large one, filled before, if PostgreSQL had more than usual. */
  readonly buffers?: number;
  readonly large: World;
  readonly small: World;
  readonly kinds: Readonly<Record<Kind, Readonly<Record<Asked, Rate>>>>;
}

/** A server on a site, with what is asked of it: about rows anywhere, or about as few as the world `alike` has. */
export async function begin(
  site: Site,
  alike?: World,
): Promise<{ server: RunningServer; steps: Readonly<Record<Kind, Step>> }> {
  const server = await site.serve(findCores());
  try {
    return { server, steps: await stepsOn(server.target, await holdersOf(site, alike)) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Drives a step over so many connections for so many seconds. */
export async function driven(port: number, step: Step, seconds: number, connections = CONNECTIONS): Promise<Load> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)));
  try {
    return await drive(
      open,
      open.map(() => step),
      seconds,
    );
  } finally {
    for (const connection of open) connection.close();
  }
}

/** A server on a site that has done some work of a kind. */
interface Ready {
  readonly measure: () => Promise<Rate>;
  readonly stop: () => Promise<void>;
}

async function makeReady(
  site: Site,
  alike: World | undefined,
  kind: Kind,
  { seconds, warm }: Pick<SizeOptions, "seconds" | "warm">,
): Promise<Ready> {
  const { server, steps } = await begin(site, alike);
  const { read, close } = await meter(site, server.pid);
  const stop = async (): Promise<void> => {
    await close();
    await server.stop();
  };
  const drivenFor = (seconds: number) =>
    driven(server.target.port, steps[kind], seconds).catch((error: Error) => {
      throw new Error(`${TITLES[kind]}: ${error.message}\n${server.complaints()}`);
    });
  try {
    await drivenFor(warm);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    async measure() {
      const before = await read();
      const { latencies, elapsed } = await drivenFor(seconds);
      const used = between(before, await read());
      return {
        rate: (latencies.length / elapsed) * 1000,
        p50: quantile(latencies, 0.5),
        p99: quantile(latencies, 0.99),
        server: used.server / latencies.length,
        database: used.database / latencies.length,
      };
    },
    stop,
  };
}

/** Measures each kind `rounds` times on each of both sites, in turns: all servers run all the while. */
export async function compareRates(
  directories: readonly [large: string, small: string],
  { seconds, buffers, rounds, warm }: Measuring & Pick<SizeOptions, "rounds" | "warm">,
  say: (line: string) => void,
): Promise<Comparison> {
  const sites: Site[] = [];
  try {
    for (const directory of directories)
      sites.push(await openSite(directory, directory === directories[0] ? buffers : undefined));
    const [large, small] = sites as [Site, Site];
    const kinds: Record<string, Record<Asked, Rate>> = {};
    for (const kind of KINDS) {
      const measured: Record<Asked, Rate[]> = { large: [], alike: [], small: [] };
      const ready = new Map<Asked, Ready>();
      try {
        for (const asked of ASKED) {
          const alike = asked === "alike" ? small.world : undefined;
          ready.set(asked, await makeReady(asked === "small" ? small : large, alike, kind, { seconds, warm }));
        }
        for (let round = 0; round < rounds; round++)
          for (const [asked, { measure }] of ready) measured[asked].push(await measure());
      } finally {
        for (const { stop } of ready.values()) await stop();
      }
      const rates = {
        ...{ large: middleOf(measured.large), alike: middleOf(measured.alike) },
        small: middleOf(measured.small),
      };
      kinds[kind] = rates;
      for (const asked of ASKED) {
        const ratio = (rates[asked].rate / rates.small.rate).toFixed(2);
        say(`${(asked === "large" ? TITLES[kind] : "").padEnd(34)}${asked.padEnd(6)}${lineOf(rates[asked])}  ${ratio}`);
      }
    }
    return {
      ...(buffers !== undefined && { buffers }),
      ...{ large: large.world, small: small.world, kinds: kinds as Comparison["kinds"] },
    };
  } finally {
    for (const site of sites) site.stop();
  }
}

const middleOf = (all: readonly Rate[]): Rate => {
  const of = (name: keyof Rate) => median(all.map((rate) => rate[name]));
  return { rate: of("rate"), p50: of("p50"), p99: of("p99"), server: of("server"), database: of("database") };
};

export const lineOf = ({ rate, p50, p99, server, database }: Rate): string =>
  `${Math.round(rate).toString().padStart(6)}/s  p50 ${p50.toFixed(1).padStart(6)} ms  p99 ${p99.toFixed(1).padStart(6)} ms  CPU ${server.toFixed(3)} + ${database.toFixed(3)} ms`;
