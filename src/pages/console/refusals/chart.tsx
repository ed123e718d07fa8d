/** Refusals over time by cause: bars that are drawn on the server. The legend has their sums in text. */
import { visible } from "../../../render/characters.ts";

export interface ShownCount {
  readonly at: number;
  readonly code: string;
  readonly total: number;
}

interface ChartProps {
  readonly counts: readonly ShownCount[];
  readonly from: number;
  readonly to: number;
  readonly period: number;
  /** Leads to the refusals of a cause. */
  readonly hrefOf: (code: string) => string;
}

/** As many causes have a color of their own. */
const SERIES = 5;
const OTHER = "other causes";
const [WIDTH, HEIGHT, FOOT] = [720, 160, 22];

interface Series {
  readonly code: string;
  readonly total: number;
}

function seriesOf(counts: readonly ShownCount[]): readonly Series[] {
  const totals = new Map<string, number>();
  for (const { code, total } of counts) totals.set(code, (totals.get(code) ?? 0) + total);
  const all = [...totals].map(([code, total]) => ({ code, total })).sort((a, b) => b.total - a.total);
  const rest = all.slice(SERIES).reduce((sum, { total }) => sum + total, 0);
  return [...all.slice(0, SERIES), ...(rest > 0 ? [{ code: OTHER, total: rest }] : [])];
}

const DAY = 86_400_000;

const moment = (at: number): string => new Date(at).toISOString().slice(0, 16).replace("T", " ");

/** A round number that is at least as high. */
function roundUp(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, highest)));
  return [1, 2, 5, 10].map((step) => step * power).find((round) => round >= highest) ?? highest;
}

export function RefusalsChart({ counts, from, to, period, hrefOf }: ChartProps) {
  const series = seriesOf(counts);
  const first = Math.floor(from / period) * period;
  const periods = Array.from({ length: Math.max(1, Math.ceil((to - first) / period)) }, (_, i) => first + i * period);
  const known = new Map(series.map(({ code }, i) => [code, i]));
  const stacks = new Map<number, number[]>();
  for (const { at, code, total } of counts) {
    const stack = stacks.get(at) ?? series.map(() => 0);
    const i = known.get(code) ?? series.length - 1;
    stack[i] = (stack[i] ?? 0) + total;
    stacks.set(at, stack);
  }
  const sum = counts.reduce((all, { total }) => all + total, 0);
  const highest = Math.max(0, ...[...stacks.values()].map((stack) => stack.reduce((a, b) => a + b, 0)));
  const top = roundUp(highest);
  const width = WIDTH / periods.length;
  const every = Math.ceil(periods.length / 8);
  return (
    <figure class="refusals-chart">
      <figcaption>
        <strong>{sum.toLocaleString("en-US")}</strong> {sum === 1 ? "refusal" : "refusals"}
        {highest > 0 && <span class="quiet">, at most {highest.toLocaleString("en-US")} in one bar</span>}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`} role="img" aria-label={`Refusals over time: ${sum} in all`}>
        {[0, 0.5, 1].map((part) => (
          <line key={part} class="grid" x1="0" x2={WIDTH} y1={HEIGHT * (1 - part)} y2={HEIGHT * (1 - part)} />
        ))}
        {periods.map((at, place) => {
          let y = HEIGHT;
          return (
            <g key={at}>
              {(stacks.get(at) ?? []).map((total, i) => {
                const height = (total / top) * HEIGHT;
                y -= height;
                return total === 0 ? null : (
                  <rect
                    key={i}
                    class={`series-${i + 1}`}
                    x={(place * width + width * 0.12).toFixed(2)}
                    y={y.toFixed(2)}
                    width={(width * 0.76).toFixed(2)}
                    height={Math.max(1, height).toFixed(2)}
                  >
                    <title>{`${moment(at)}: ${series[i]?.code}, ${total}`}</title>
                  </rect>
                );
              })}
              {place % every === 0 && (
                <text
                  class={place % (2 * every) === 0 ? undefined : "second"}
                  x={(place * width + 2).toFixed(2)}
                  y={HEIGHT + FOOT - 6}
                >
                  {to - from > DAY ? moment(at).slice(5, 10) : moment(at).slice(11)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      {series.length > 0 && (
        <ul class="legend">
          {series.map(({ code, total }, i) => (
            <li key={code}>
              <span class={`swatch series-${i + 1}`} />
              {code === OTHER ? code : <a href={hrefOf(code)}>{visible(code)}</a>}
              <span class="number">{total.toLocaleString("en-US")}</span>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

/** A few bars next to a sentence: when it happened. */
export function Sparkline({ counts, from, to, period }: Omit<ChartProps, "hrefOf">) {
  const first = Math.floor(from / period) * period;
  const length = Math.max(1, Math.ceil((to - first) / period));
  const totals = Array.from({ length }, () => 0);
  for (const { at, total } of counts) {
    const place = Math.round((at - first) / period);
    if (place >= 0 && place < length) totals[place] = (totals[place] ?? 0) + total;
  }
  const top = Math.max(1, ...totals);
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${length * 4} 24`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {totals.map((total, i) =>
        total === 0 ? (
          <rect key={i} class="none" x={i * 4} y="23" width="3" height="1" />
        ) : (
          <rect
            key={i}
            x={i * 4}
            y={(24 - Math.max(2, (total / top) * 24)).toFixed(2)}
            width="3"
            height={Math.max(2, (total / top) * 24).toFixed(2)}
          />
        ),
      )}
    </svg>
  );
}
