/** A report as SARIF 2.1.0, which code hosts list among their alerts. */
import { citation } from "../../specs.ts";
import type { Checked } from "../check.ts";
import type { Report } from "./report.ts";

const LEVELS = { MUST: "error", SHOULD: "warning", MAY: "note" } as const;

export function toSarif({ checked, issuer }: Report, version: string): string {
  const broken = checked.filter(({ is }) => is === "broken");
  const rules = broken.map(ruleOf);
  const results = broken.map(({ id, because, requirement }, ruleIndex) => ({
    ruleId: id,
    ruleIndex,
    level: LEVELS[requirement.level],
    message: { text: `${requirement.says} ${because}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: issuer } } }],
    partialFingerprints: { "requirement/v1": `${issuer} ${id}` },
  }));
  const run = { tool: { driver: { name: "candor check", version, rules } }, results };
  const $schema = "https://json.schemastore.org/sarif-2.1.0.json";
  return JSON.stringify({ $schema, version: "2.1.0", runs: [run] }, undefined, 2);
}

const ruleOf = ({ id, requirement: { says, threat, cites, level } }: Checked) => ({
  id,
  shortDescription: { text: says },
  fullDescription: { text: `${says} ${threat}` },
  helpUri: cites[0].url,
  help: { text: `${level}, ${cites.map(citation).join("; ")}. ${threat}` },
});
