/**
 * A diagnosis for a terminal, the way a good compiler prints one: the cause, what to do, where it is seen. Alternatives are one line
 * each. It fits on a screen, unless everything is asked for.
 */
import { type CauseCode, causeOf } from "../reasons/causes.ts";
import { nameElsewhere } from "../reasons/names.ts";
import { citation } from "../specs.ts";
import { standardError } from "../standard/index.ts";
import type { Diagnosis } from "./explain.ts";
import { type Block, paragraph, screenful } from "./layout.ts";
import { LEAST, type Report, type ReportedFinding, toReport } from "./report.ts";
import { alternative, findingsBlocks, otherBlocks } from "./terminal-findings.ts";
import { labeled, type Page, pageOf, type TerminalOptions } from "./terminal-page.ts";

/** Lines of a screen. */
const MOST = 24;
/** What is less likely than this, compared with the first finding, isn't an alternative. */
const OF_FIRST = 0.3;

export function diagnosisToTerminal(diagnosis: Diagnosis, options: TerminalOptions): string {
  const page = pageOf(options);
  const isPart = shown(diagnosis.findings).length > 1;
  return printed(blocksOf(diagnosis, page), page, isPart);
}

/** A cause of the catalogue, as its page has it. */
export function causeToTerminal(code: CauseCode, options: TerminalOptions): string {
  const page = pageOf(options);
  return printed(causeBlocks(code, 0, page), page, false);
}

/** `isPart`: something is left out on purpose, alternatives or their fixes. */
function printed(blocks: readonly Block[], { paint, verbose }: Page, isPart: boolean): string {
  const whole = screenful(blocks, verbose ? Number.POSITIVE_INFINITY : MOST);
  if (verbose || (whole.left === 0 && !isPart)) return whole.lines.join("\n");
  return [...screenful(blocks, MOST - 2).lines, "", paint("quiet", "--verbose shows more.")].join("\n");
}

/** The first finding, and the others that it could be instead. */
const shown = <F extends { readonly confidence: number }>(findings: readonly F[]): readonly F[] => {
  const least = Math.max(LEAST, OF_FIRST * (findings[0]?.confidence ?? 0));
  return findings.filter(({ confidence }, at) => at === 0 || confidence >= least);
};

function blocksOf(diagnosis: Diagnosis, page: Page): Block[] {
  const { causes, names } = diagnosis;
  const report = toReport(diagnosis);
  const told = shown(report.findings.slice(causes.length));
  const [name = ""] = names.length === 1 ? names : [];
  if (report.verdict !== "cause")
    return [{ lines: paragraph("", NONE[report.verdict], page.width, 0), rank: 0 }, ...askBlocks(report, page)];
  const found = standardError(name) === undefined ? findingsBlocks(told, report, page) : nameBlocks(name, told, page);
  return [...causes.flatMap((code, at) => causeBlocks(code, at, page)), ...found, ...askBlocks(report, page)];
}

const NONE = {
  unclear: "I cannot tell the cause from this.",
  unrelated: "I cannot tell; this does not look like OAuth.",
} as const;

/** What would help. The first of it matters most. */
function askBlocks({ asks, verdict }: Report, page: Page): Block[] {
  const title = verdict === "cause" ? "To narrow it down, add:" : "What would help:";
  return asks.map((ask, at): Block => {
    const lines = paragraph("  -", ask, page.width, 4);
    return at === 0 ? { lines: [title, ...lines], rank: 2, apart: true } : { lines, rank: 7 + at / 10 };
  });
}

/** A standard error by its name: what it means, and what it can come from. */
function nameBlocks(name: string, told: readonly ReportedFinding[], page: Page): Block[] {
  const { title, means, reference } = standardError(name) as NonNullable<ReturnType<typeof standardError>>;
  const note = nameElsewhere(name)?.note;
  return [
    labeled(page, "cause", `${name}:`, title, 0),
    { lines: paragraph(" ", means, page.width, 2), rank: 0 },
    ...(note === undefined ? [] : [labeled(page, "quiet", "  note:", note, 4)]),
    labeled(page, "quiet", "  spec:", `${citation(reference)} ${reference.url}`, 6),
    ...told.slice(0, page.verbose ? undefined : 6).flatMap((one, at): Block[] => {
      if (page.verbose) return otherBlocks(one, page);
      const lines = alternative(`  ${one.reason}:`, one, page);
      return [
        at === 0 ? { lines: ["Possible causes:", ...lines], rank: 1, apart: true } : { lines, rank: 3 + at / 10 },
      ];
    }),
  ];
}

function causeBlocks(code: CauseCode, at: number, page: Page): Block[] {
  const { title, cause, developer, operator, errors, cites, here } = causeOf(code);
  const head = labeled(page, "cause", `${code}:`, title, 0);
  return [
    { ...head, apart: at > 0 },
    labeled(page, "fix", "  fix:", developer, 0),
    labeled(page, "quiet", "  cause:", cause, 1),
    ...(operator === undefined ? [] : [labeled(page, "fix", "  operator:", operator, 2)]),
    ...(errors.length === 0 ? [] : [labeled(page, "quiet", "  returned as:", errors.join(", "), 3)]),
    ...cites.map((spec, n): Block => labeled(page, "quiet", "  spec:", `${citation(spec)} ${spec.url}`, 4 + n)),
    ...(here
      ? []
      : [labeled(page, "quiet", "  note:", "Candor itself never refuses for this, but other servers do.", 5)]),
  ];
}
