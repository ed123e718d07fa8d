/** Families of metrics: what they are, their cells, and what a snapshot has of them. Counting is an addition to a cell. */

export type Kind = "counter" | "gauge" | "histogram";

/** A family as it is declared. */
export interface Declared {
  /** Without its unit and `_total`, which follow from the rest. */
  readonly name: string;
  readonly kind: Kind;
  readonly unit?: "seconds" | "bytes" | "ratio";
  readonly help: string;
  readonly labels?: readonly string[];
  /** Upper bounds of the buckets of a histogram. */
  readonly bounds?: readonly number[];
  /** How the values of several processes become one. `each`: they stay apart, with a label `worker`. */
  readonly across?: "sum" | "max" | "min" | "each";
}

/** The name that Prometheus knows it by (https://prometheus.io/docs/practices/naming/). */
export const nameOf = ({ name, kind, unit }: Declared): string =>
  `${name}${unit === undefined ? "" : `_${unit}`}${kind === "counter" ? "_total" : ""}`;

/** The values of one combination of labels. */
export interface Point {
  /** In the order of the declared labels. */
  readonly labels: readonly string[];
  /** Of a counter or gauge; the sum of a histogram. */
  readonly value: number;
  /** Of a histogram: how many were in each bucket, the last without a bound. */
  readonly buckets?: readonly number[];
}

/** The points of each family, by its name, at one moment in one process. It survives JSON. */
export type Snapshot = Readonly<Record<string, readonly Point[]>>;

/** Combinations of labels of one family. Labels are bounded by themselves; this is for what nobody has thought of. */
const MOST = 2_000;
const OTHER = "other";

interface Cell {
  readonly labels: readonly string[];
  value: number;
  readonly buckets: number[] | undefined;
}

export interface Counted {
  /** Adds 1 to a counter, or a value to a histogram. */
  readonly add: (labels: readonly string[], value?: number) => void;
  readonly points: () => readonly Point[];
}

/** Cells of a counter or histogram. */
export function counted({ labels = [], bounds }: Declared): Counted {
  const cells = new Map<string, Cell>();

  function cellOf(values: readonly string[]): Cell {
    const key = values.length === 1 ? (values[0] as string) : values.join("\n");
    const known = cells.get(key);
    if (known !== undefined) return known;
    const own = cells.size < MOST ? values : labels.map(() => OTHER);
    const into = cells.size < MOST ? key : labels.map(() => OTHER).join("\n");
    const made = cells.get(into) ?? {
      ...{ labels: [...own], value: 0 },
      buckets: bounds && new Array<number>(bounds.length + 1).fill(0),
    };
    cells.set(into, made);
    return made;
  }

  return {
    add(values, value = 1) {
      const cell = cellOf(values);
      cell.value += value;
      if (cell.buckets === undefined || bounds === undefined) return;
      let at = 0;
      while (at < bounds.length && value > (bounds[at] as number)) at++;
      cell.buckets[at] = (cell.buckets[at] as number) + 1;
    },
    points: () =>
      [...cells.values()].map(({ labels, value, buckets }) => ({
        ...{ labels, value },
        ...(buckets && { buckets: [...buckets] }),
      })),
  };
}

/** The same family as several processes saw it, each under its name. */
export function merged(
  declared: Declared,
  seen: readonly (readonly [worker: string, points: readonly Point[]])[],
): { readonly labels: readonly string[]; readonly points: readonly Point[] } {
  const { labels = [], across = "sum" } = declared;
  if (seen.length === 1) return { labels, points: seen[0]?.[1] ?? [] };
  if (across === "each") {
    const points = seen.flatMap(([worker, own]) => own.map((one) => ({ ...one, labels: [...one.labels, worker] })));
    return { labels: [...labels, "worker"], points };
  }
  const all = new Map<string, Point>();
  for (const point of seen.flatMap(([, points]) => points)) {
    const key = point.labels.join("\n");
    const before = all.get(key);
    all.set(key, before === undefined ? point : together(across, before, point));
  }
  return { labels, points: [...all.values()] };
}

function together(across: "sum" | "max" | "min", a: Point, b: Point): Point {
  if (across !== "sum") return { ...a, value: Math[across](a.value, b.value) };
  const buckets = a.buckets?.map((count, at) => count + (b.buckets?.[at] ?? 0));
  return { labels: a.labels, value: a.value + b.value, ...(buckets && { buckets }) };
}
