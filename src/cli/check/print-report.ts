/** Writes a report in the format that was asked for. */
import { toBadge } from "../../checker/report/badge.ts";
import { toJson } from "../../checker/report/json.ts";
import { toJunit } from "../../checker/report/junit.ts";
import { exchangeLines, toMarkdown } from "../../checker/report/markdown.ts";
import { inOrder, type Report } from "../../checker/report/report.ts";
import { toSarif } from "../../checker/report/sarif.ts";
import { type TerminalOptions, toTerminal } from "../../checker/report/terminal.ts";
import { checkReportPage } from "../../pages/check-report/page.tsx";
import { visible } from "../../render/characters.ts";
import { fixFor } from "../../requirements/fixes/index.ts";
import { VERSION } from "../../version.ts";
import type { Format } from "./arguments.ts";

/** Exchanges of a failure that are shown. */
const SHOWN = 2;

/** `isExpected`: failures that a baseline expects. */
export function reportIn(
  format: Format,
  report: Report,
  terminal: TerminalOptions,
  isExpected: (id: string) => boolean,
): string {
  switch (format) {
    case "json":
      return toJson(report);
    case "junit":
      return toJunit(report, isExpected);
    case "sarif":
      return toSarif({ ...report, checked: report.checked.filter(({ id }) => !isExpected(id)) }, VERSION);
    case "markdown":
      return toMarkdown(report);
    case "html":
      return toHtml(report);
    case "badge":
      return toBadge(report);
    default:
      return toTerminal(report, terminal);
  }
}

function toHtml({ issuer, server, at, checked }: Report): string {
  const lines = inOrder(checked).map(({ id, is, because, shows, requirement: { level, says, threat, cites } }) => ({
    ...{ id, level, says, threat, cites, because: visible(because), verdict: is },
    fix: is === "broken" ? fixFor(server, id) : undefined,
    exchanges: is === "broken" ? shows.slice(-SHOWN).map((one) => exchangeLines(one).join("\n")) : [],
  }));
  return checkReportPage({ issuer, at, version: VERSION, lines });
}
