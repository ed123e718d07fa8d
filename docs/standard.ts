/** The registry of standard error codes as one Markdown file, each code under a heading of its own name. */

import { causesElsewhere } from "../src/reasons/causes.ts";
import { codes, reasonOf } from "../src/reasons/index.ts";
import { citation, type Section } from "../src/specs.ts";
import { opening, type Requirement, type StandardCode, type Use } from "../src/standard/define.ts";
import { registry, standardError, standardErrors, standardFamilies, statusesOf } from "../src/standard/index.ts";
import { locations } from "../src/standard/locations.ts";

const STANDINGS: Readonly<Record<StandardCode["standing"], string>> = {
  registered: "In IANA's registry",
  defined: "Not in IANA's registry",
  draft: "From a draft",
};

const anchor = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9_ -]/g, "")
    .replaceAll(" ", "-");
const link = (section: Section) => `[${citation(section)}](${section.url})`;
const codeLink = (name: string) => (standardError(name) === undefined ? `\`${name}\`` : `[\`${name}\`](#${name})`);
const list = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join("\n");

const rule = (requirement: Requirement) =>
  `${opening(requirement)} **${requirement.level}** ${requirement.says} (${link(requirement.section)}).`;

function place(uses: readonly Use[], at: Use["at"]): string {
  const here = uses.filter((use) => use.at === at);
  const statuses = [...new Set(here.flatMap(statusesOf))].sort().join(", ");
  const { title } = locations[at];
  const sections = here.map(({ section }) => link(section)).join("; ");
  return `[${title}](#${anchor(title)})${statuses === "" ? "" : `, ${statuses}`}: ${sections}`;
}

function entry(code: StandardCode): string {
  const { usedAt, requirements, validation, confusedWith = [] } = code;
  const places = [...new Set(usedAt.map(({ at }) => at))];
  const reasons = codes.filter((reason) => reasonOf(reason).error === code.error);
  const elsewhere = causesElsewhere(code.error);
  const links = (listed: readonly string[]) =>
    listed.map((reason) => `[${reason}](../reasons/${reason}.md)`).join(", ");
  return [
    `### ${code.error}`,
    `**${code.title}.** ${code.means}`,
    `${STANDINGS[code.standing]}, ${code.changeController}, ${link(code.reference)}.`,
    `Returned at:\n\n${list(places.map((at) => place(usedAt, at)))}`,
    ...(requirements.length === 0 ? [] : [`Required:\n\n${list(requirements.map(rule))}`]),
    `A checker accepts:\n\n${list(validation.accept)}`,
    `A checker rejects:\n\n${list(validation.reject)}`,
    ...(confusedWith.length === 0
      ? []
      : [`Easily confused with:\n\n${list(confusedWith.map(({ name, note }) => `${codeLink(name)}: ${note}`))}`]),
    ...(reasons.length === 0 ? [] : [`Candor returns it for ${links(reasons)}.`]),
    ...(elsewhere.length === 0 ? [] : [`Other servers return it for ${links(elsewhere)}.`]),
  ].join("\n\n");
}

/** The whole file, below its note. */
export function standard(): string {
  const contents = standardFamilies.map(
    ({ title, errors }) => `[${title}](#${anchor(title)}): ${errors.map(({ error }) => codeLink(error)).join(" ")}`,
  );
  const places = Object.values(locations).map(({ title, answered, section, requirements }) =>
    [
      `### ${title}`,
      `${answered} See ${link(section)}.`,
      ...(requirements.length === 0 ? [] : [list(requirements.map(rule))]),
    ].join("\n\n"),
  );
  const families = standardFamilies.map(({ title, about, errors }) =>
    [`## ${title}`, about, ...errors.map(entry)].join("\n\n"),
  );
  return `
# Standard error codes

What OAuth and OpenID servers return as \`error\`: ${standardErrors.length} codes, held against IANA's [${registry.title}](${registry.url}) in its state of ${registry.asOf}.

${list(contents)}

${families.join("\n\n")}

## How errors are returned

${places.join("\n\n")}
`;
}
