/**
 * Medians of the undisturbed measurements (where there are none, the least disturbed one), the ratios between servers, each the
 * median of those of the rounds, and the targets held against them.
 */
import { isDisturbed, type Measurement } from "../measuring/measure.ts";
import { median } from "../measuring/statistics.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { ServerName } from "../servers/index.ts";

export type Numbers = Omit<Measurement, "scenario" | "server" | "round">;

/** Candor against one other server in one scenario. */
export interface Comparison {
  /** What is compared: Candor on SQLite, or on PostgreSQL. */
  readonly of: ServerName;
  readonly with: ServerName;
  readonly what: "rate" | "p99" | "cpu";
  /** Candor's value over the other's; of what a request costs the server in CPU time, the other's over Candor's. */
  readonly ratio: number;
  /** At least this for a rate, at most for a p99; absent where nothing is asked. */
  readonly wanted: number | undefined;
  readonly met: boolean | undefined;
}

export interface ScenarioSummary {
  readonly scenario: Scenario;
  readonly servers: ReadonlyMap<ServerName, Numbers>;
  readonly comparisons: readonly Comparison[];
}

/** Which servers Candor is held against, by where it stores. */
export const OTHERS = {
  candor: ["peer-map", "peer-sqlite", "oauth2-server-map"],
  "candor-postgres": ["peer-postgres", "oauth2-server-postgres", "better-auth-postgres", "hydra-postgres"],
  "candor-workers": ["candor"],
  "candor-postgres-workers": ["candor-postgres"],
} as const satisfies Partial<Record<ServerName, readonly ServerName[]>>;

const MEASURES = [
  "rate",
  "p50",
  "p99",
  "residentMb",
  "startup",
  "serverCpu",
  "loadCpu",
  "databaseCpu",
  "disturbance",
] as const;

/** Sums up a run by scenario. */
export function summarise(scenarios: readonly Scenario[], measurements: readonly Measurement[]): ScenarioSummary[] {
  const floor = measurements.filter(({ server }) => server === "floor");
  return scenarios.map((scenario) => {
    const own = measurements.filter((measurement) => measurement.scenario === scenario.name);
    return { scenario, servers: mediansOf(own), comparisons: compare(scenario, [...own, ...floor]) };
  });
}

function mediansOf(measurements: readonly Measurement[]): Map<ServerName, Numbers> {
  const names = new Set(measurements.map(({ server }) => server));
  return new Map([...names].map((name) => [name, medianNumbers(measurements.filter(({ server }) => server === name))]));
}

function medianNumbers(all: readonly Measurement[]): Numbers {
  const undisturbed = all.filter((measurement) => !isDisturbed(measurement));
  const least = all.toSorted((a, b) => a.disturbance - b.disturbance).slice(0, 1);
  const measurements = undisturbed.length > 0 ? undisturbed : least;
  const of = (measure: (typeof MEASURES)[number]) => median(measurements.map((measurement) => measurement[measure]));
  return Object.fromEntries(MEASURES.map((measure) => [measure, of(measure)])) as Record<keyof Numbers, number>;
}

function compare({ targets }: Scenario, measurements: readonly Measurement[]): Comparison[] {
  const made = (name: string) => measurements.filter(({ server }) => server === name);
  const wanted: Partial<Record<ServerName, number | undefined>> = {
    "peer-map": targets.overMap,
    "peer-sqlite": targets.overSqlite,
    "peer-postgres": targets.overPostgres,
    floor: targets.overFloor,
    candor: targets.overOne,
  };
  const comparisons = Object.entries(OTHERS).flatMap(([of, others]) => {
    const own = made(of);
    const against = (other: ServerName): Comparison[] => {
      const theirs = made(other);
      if (own.length === 0 || theirs.length === 0) return [];
      const pair = { of: of as ServerName, with: other };
      const ratio = (value: (one: Measurement) => number) => ratioOf(own, theirs, value);
      return [
        {
          ...pair,
          what: "rate",
          ...judged(
            ratio(({ rate }) => rate),
            wanted[other],
          ),
        },
        { ...pair, what: "cpu", ...judged(1 / ratio(costOf), undefined) },
        {
          ...pair,
          what: "p99",
          ...judged(
            ratio(({ p99 }) => p99),
            other === "peer-map" ? 1 : undefined,
            true,
          ),
        },
      ];
    };
    return [...others, ...(of === "candor" ? (["floor"] as const) : [])].flatMap(against);
  });
  // The floor's p99 is of another request.
  return comparisons.filter(({ with: other, what }) => other !== "floor" || what === "rate");
}

/** The median of the rounds' ratios: of those in which neither was disturbed, or of all if there is none. */
function ratioOf(
  own: readonly Measurement[],
  theirs: readonly Measurement[],
  value: (one: Measurement) => number,
): number {
  const pairs = own.flatMap((one) =>
    theirs.filter(({ round }) => round === one.round).map((other) => [one, other] as const),
  );
  const calm = pairs.filter((pair) => !pair.some(isDisturbed));
  return median((calm.length > 0 ? calm : pairs).map(([one, other]) => value(one) / value(other)));
}

/** Seconds of CPU that a request costs the server. PostgreSQL's are not among them. */
const costOf = ({ serverCpu, rate }: Numbers): number => serverCpu / rate;

function judged(ratio: number, wanted: number | undefined, atMost = false) {
  const met = wanted === undefined ? undefined : atMost ? ratio <= wanted : ratio >= wanted;
  return { ratio, wanted, met };
}

/** Median milliseconds from start to first response, by server, over all scenarios. */
export function startups(measurements: readonly Measurement[]): ReadonlyMap<ServerName, number> {
  return new Map([...mediansOf(measurements)].map(([server, { startup }]) => [server, startup]));
}
