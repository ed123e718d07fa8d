/** Findings for a terminal: the first in full, the others in a line each, or all in full. */
import { type Block, oneLiner } from "./layout.ts";
import type { Report, ReportedFinding } from "./report.ts";
import { evidenceLines } from "./terminal-evidence.ts";
import { labeled, type Page } from "./terminal-page.ts";

const ALTERNATIVES = 3;
/** What is said of a name points to no cause. */
const NOTE = /^\S+ isn't a standard error\./;

export function findingsBlocks(told: readonly ReportedFinding[], { providers }: Report, page: Page): Block[] {
  const [first, ...others] = told;
  if (first === undefined) return [];
  const blocks = findingBlocks(first, providers, page);
  if (page.verbose) return [...blocks, ...others.flatMap((one) => otherBlocks(one, page))];
  return [
    ...blocks,
    ...others.slice(0, ALTERNATIVES).map((one, at): Block => {
      const label = `or[${one.reason}]:`;
      return { lines: alternative(label, one, page), rank: 4 + at / 10, apart: at === 0 };
    }),
  ];
}

export function alternative(
  label: string,
  { tell, title }: ReportedFinding,
  { paint, width }: Page,
): readonly string[] {
  const [first = "", ...rest] = oneLiner(label, tell ?? title, width);
  return [paint("less", first.slice(0, label.length)) + first.slice(label.length), ...rest];
}

function findingBlocks(finding: ReportedFinding, providers: readonly string[], page: Page): Block[] {
  const { reason, title, likelihood, evidence, fix, tell } = finding;
  const by = providers.filter((name) => !evidence.some(({ says }) => says.includes(name)));
  return [
    labeled(page, "cause", `cause[${reason}]:`, `${title} (${likelihood})`, 0),
    labeled(page, "fix", "  fix:", fix, 0),
    ...(page.verbose ? evidence : telling(evidence))
      .filter(({ says }) => !NOTE.test(says))
      .map((one, at): Block => ({ lines: evidenceLines(one, page.paint, page.width), rank: at === 0 ? 1 : 8 })),
    ...(tell === undefined ? [] : [labeled(page, "quiet", "  to confirm:", tell, 3)]),
    ...evidence.filter(({ says }) => NOTE.test(says)).map(({ says }) => labeled(page, "quiet", "  note:", says, 4)),
    ...(by.length === 0 ? [] : [labeled(page, "quiet", "  provider:", by.join(", "), 5)]),
    ...sources(finding, page),
  ];
}

/** One thing that points to the cause, or two if they are in different parts of the input. The rest says the same in other words. */
function telling(evidence: ReportedFinding["evidence"]): ReportedFinding["evidence"] {
  const [first, second] = evidence.filter(({ source }) => source !== undefined);
  return first === undefined ? evidence.slice(0, 1) : second === undefined ? [first] : [first, second];
}

function sources({ page: manual, spec, spec_url = "" }: ReportedFinding, page: Page): Block[] {
  return [
    ...(manual === undefined ? [] : [labeled(page, "quiet", "  page:", manual, 5)]),
    ...(spec === undefined ? [] : [labeled(page, "quiet", "  spec:", `${spec} ${spec_url}`, 6)]),
  ];
}

/** An alternative in full. */
export function otherBlocks(finding: ReportedFinding, page: Page): Block[] {
  const { reason, title, likelihood, evidence, fix, tell } = finding;
  const head = labeled(page, "less", `or[${reason}]:`, `${title} (${likelihood})`, 0);
  return [
    { ...head, apart: true },
    labeled(page, "fix", "  fix:", fix, 0),
    ...evidence.map((one): Block => ({ lines: evidenceLines(one, page.paint, page.width), rank: 0 })),
    ...(tell === undefined ? [] : [labeled(page, "quiet", "  to confirm:", tell, 0)]),
    ...sources(finding, page),
  ];
}
