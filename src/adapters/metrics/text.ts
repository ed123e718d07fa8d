/** Metrics as text: of Prometheus (exposition format 0.0.4), or OpenMetrics 1.0 for whoever accepts it. */
import { type Declared, merged, nameOf, type Point, type Snapshot } from "./family.ts";

export type Format = "prometheus" | "openmetrics";

export const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  prometheus: "text/plain; version=0.0.4; charset=utf-8",
  openmetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8",
};

/** The format for an `Accept` header. */
export const formatFor = (accept: string | undefined): Format =>
  /\bapplication\/openmetrics-text\b/.test(accept ?? "") ? "openmetrics" : "prometheus";

/** The metrics of all processes, each with its name. */
export function metricsText(
  declared: readonly Declared[],
  snapshots: readonly (readonly [worker: string, snapshot: Snapshot])[],
  format: Format,
): string {
  const families = declared.map((one) => {
    const { labels, points } = merged(
      one,
      snapshots.map(([worker, snapshot]) => [worker, snapshot[one.name] ?? []]),
    );
    if (points.length === 0) return "";
    const lines = points.flatMap((point) => linesOf(one, labels, point));
    return `${headOf(one, format)}${lines.join("\n")}\n`;
  });
  return `${families.join("")}${format === "openmetrics" ? "# EOF\n" : ""}`;
}

function headOf(one: Declared, format: Format): string {
  const name = nameOf(one);
  // OpenMetrics counts `_total` as a part of the sample's name, not of the family's.
  const family = format === "openmetrics" ? name.replace(/_total$/, "") : name;
  const unit = format === "openmetrics" && one.unit !== undefined ? `# UNIT ${family} ${one.unit}\n` : "";
  return `# HELP ${family} ${escaped(one.help)}\n# TYPE ${family} ${one.kind}\n${unit}`;
}

function linesOf(one: Declared, labels: readonly string[], { labels: values, value, buckets }: Point): string[] {
  const name = nameOf(one);
  const own = labels.map((label, at) => `${label}="${escaped(values[at] ?? "").replaceAll('"', '\\"')}"`);
  const line = (suffix: string, more: readonly string[], number: number): string => {
    const all = [...own, ...more].join(",");
    return `${name}${suffix}${all === "" ? "" : `{${all}}`} ${number}`;
  };
  if (buckets === undefined) return [line("", [], value)];
  let count = 0;
  const bounds = [...(one.bounds ?? []).map(boundText), "+Inf"];
  const cumulative = bounds.map((bound, at) => {
    count += buckets[at] ?? 0;
    return line("_bucket", [`le="${bound}"`], count);
  });
  return [...cumulative, line("_sum", [], value), line("_count", [], count)];
}

/** OpenMetrics wants bounds that look the same everywhere: as floats. */
const boundText = (bound: number): string => (Number.isInteger(bound) ? `${bound}.0` : String(bound));

const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
