/** A report as JUnit XML, which build servers show test by test. */
import { citation } from "../../specs.ts";
import type { Checked } from "../check.ts";
import { countsOf, type Report } from "./report.ts";

/** What XML 1.0 has no character for. */
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

const NAMES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};
const xml = (text: string): string =>
  text.replace(FORBIDDEN, "\uFFFD").replace(/[&<>"\n]/g, (one) => NAMES[one] as string);

/** `isExpected`: failures that a baseline expects are skipped. */
export function toJunit(report: Report, isExpected: (id: string) => boolean = () => false): string {
  const { held, broken, unclear, "not applicable": not } = countsOf(report);
  const expected = report.checked.filter(({ id, is }) => is === "broken" && isExpected(id)).length;
  const total = held + broken + unclear + not;
  const skipped = unclear + not + expected;
  const counts = `tests="${total}" failures="${broken - expected}" skipped="${skipped}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${xml(report.issuer)}" timestamp="${new Date(report.at).toISOString()}" ${counts}>`,
    ...report.checked.map((one) => testCase(one, isExpected(one.id))),
    "  </testsuite>",
    "</testsuites>",
  ].join("\n");
}

function testCase({ id, is, because, requirement }: Checked, isExpected: boolean): string {
  const { cites, says, threat, level } = requirement;
  const [family = ""] = id.split("/", 1);
  const open = `    <testcase classname="${xml(family)}" name="${xml(id)}"`;
  if (is === "held") return `${open}/>`;
  if (is === "broken" && !isExpected) {
    const detail = `${level}, ${cites.map(citation).join("; ")}\n${says}\nSeen: ${because}\nWhy it matters: ${threat}`;
    return `${open}><failure message="${xml(because)}">${xml(detail)}</failure></testcase>`;
  }
  return `${open}><skipped message="${xml(is === "broken" ? `expected: ${because}` : `${is}: ${because}`)}"/></testcase>`;
}
