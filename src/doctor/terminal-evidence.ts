/** What points to a cause, for a terminal: what it is, and the words of the input with the place underlined. */
import { columns, visible } from "../render/characters.ts";
import { excerpt } from "./excerpt.ts";
import { paragraph } from "./layout.ts";
import type { ReportedFinding } from "./report.ts";
import type { Paint } from "./terminal-page.ts";

type Shown = ReportedFinding["evidence"][number];

const LABEL = "  because:";
const BAR = "   |";

export function evidenceLines({ says, source, at }: Shown, paint: Paint, width: number): readonly string[] {
  const labeled = ([first = "", ...rest]: readonly string[]): readonly string[] => [
    paint("quiet", LABEL) + first.slice(LABEL.length),
    ...rest,
  ];
  if (source !== undefined && at !== undefined && says.endsWith(` “${source.slice(...at)}”`))
    return evidenceLines({ says: says.replace(/ “[^”]*”$/, " so"), source, at }, paint, width);
  if (source === undefined || says.includes(source)) return labeled(paragraph(LABEL, says, width, 7));
  const isAll = at === undefined || (at[0] === 0 && at[1] === source.length);
  const together = paragraph(LABEL, `${says}: ${source}`, width, 7);
  if (isAll && together.length === 1) return labeled(together);
  return [...labeled(paragraph(LABEL, says, width, 7)), ...quoteLines(source, isAll ? undefined : at, paint, width)];
}

function quoteLines(source: string, at: Shown["at"], paint: Paint, width: number): readonly string[] {
  const [from, to] = at ?? [0, 0];
  // Made visible part by part, so that the place is where it was.
  const [before, meant, after] = [source.slice(0, from), source.slice(from, to), source.slice(to)].map(visible);
  const start = (before as string).length;
  const place = at && ([start, start + (meant as string).length] as const);
  const quote = excerpt(`${before}${meant}${after}`, place, width - BAR.length - 1, columns);
  const line = `${paint("quiet", BAR)} ${quote.source}`;
  if (quote.at === undefined) return [line];
  const [left, under] = [quote.source.slice(0, quote.at[0]), quote.source.slice(...quote.at)].map(columns);
  return [
    line,
    `${paint("quiet", BAR)} ${" ".repeat(left as number)}${paint("mark", "^".repeat(Math.max(1, under as number)))}`,
  ];
}
