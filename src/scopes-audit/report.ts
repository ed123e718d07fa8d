/** An audit for people, for programs, and for tools that read SARIF 2.1.0. */
import { visible } from "../render/characters.ts";
import type { Finding } from "./judge.ts";

export interface Report {
  /** Where the catalogue is from: the path of a file, or the issuer. */
  readonly catalogue: string;
  /** Whose pages explain the reasons. */
  readonly issuer?: string | undefined;
  readonly files: number;
  /** Scopes that are asked for. */
  readonly asked: readonly string[];
  readonly findings: readonly Finding[];
  /** What could not be checked. */
  readonly notes: readonly string[];
}

const ruleOf = ({ code, kind }: Finding): string => code ?? `scope/${kind}`;
const fixOf = ({ expected, kind }: Finding): string | undefined => {
  if (expected.length > 0) return `Write ${kind === "wrong-delimiter" ? expected.join(" ") : expected[0]}.`;
  if (kind === "unused") return "Remove it from the client's scopes.";
  return kind === "not-allowed-for-client" ? "Remove it, or ask the app's owner to allow it." : undefined;
};

export function auditToTerminal({ findings, files, asked, catalogue, notes }: Report, colour: boolean): string {
  const paint = (code: number, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const blocks = findings.map((finding) => {
    const { severity, says, place } = finding;
    const head = `${paint(severity === "error" ? 31 : 33, severity)}[${ruleOf(finding)}]: ${visible(says)}`;
    const where = place && `  --> ${visible(place.file)}:${place.line}:${place.column}`;
    const fix = fixOf(finding);
    return [head, where, fix && `  fix: ${visible(fix)}`].filter((line) => line !== undefined).join("\n");
  });
  const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;
  const sum = `${count(findings.length, "finding")} in ${count(files, "file")}, which request ${count(asked.length, "scope")} of ${catalogue}.`;
  return [...blocks, ...notes.map((note) => `note: ${visible(note)}`), visible(sum)].join("\n\n");
}

export const auditToJson = (report: Report): string => JSON.stringify(report, null, 2);

/** SARIF 2.1.0, which code hosts show beside the lines. */
export function auditToSarif({ findings, issuer }: Report, version: string): string {
  const rules = [...new Set(findings.map(ruleOf))];
  const ruleFor = (id: string) => ({
    id,
    shortDescription: { text: id },
    ...(issuer !== undefined && findings.some(({ code }) => code === id) && { helpUri: `${issuer}/errors/${id}` }),
  });
  const results = findings.map((finding) => {
    const { severity, says, place } = finding;
    const fix = fixOf(finding);
    return {
      ruleId: ruleOf(finding),
      ruleIndex: rules.indexOf(ruleOf(finding)),
      level: severity,
      message: { text: fix === undefined ? `${says}.` : `${says.replace(/[.?]$/, "")}. ${fix}` },
      locations: place === undefined ? [] : [locationOf(place)],
    };
  });
  const run = {
    tool: { driver: { name: "candor", version, rules: rules.map(ruleFor) } },
    columnKind: "utf16CodeUnits",
    results,
  };
  const $schema = "https://json.schemastore.org/sarif-2.1.0.json";
  return JSON.stringify({ $schema, version: "2.1.0", runs: [run] }, null, 2);
}

const locationOf = ({ file, line, column, endColumn }: NonNullable<Finding["place"]>) => ({
  physicalLocation: {
    artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/") },
    region: { startLine: line, startColumn: column, endColumn },
  },
});
