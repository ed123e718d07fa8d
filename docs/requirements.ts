/** The reference of requirements: what `candor check` looks at. */
import { REQUIREMENTS } from "../src/requirements/index.ts";
import { citation } from "../src/specs.ts";

export function requirements(): string {
  const all = Object.entries(REQUIREMENTS);
  const familyOf = (id: string): string => id.split("/", 1)[0] ?? "";
  const families = [...new Set(all.map(([id]) => familyOf(id)))];
  return [
    "# Requirements",
    `\`candor check\` looks at ${all.length} requirements. See [the guide](../guides/check.md).`,
    ...families.flatMap((family) => [`## ${family}`, table(all.filter(([id]) => familyOf(id) === family))]),
    "",
  ].join("\n\n");
}

function table(all: readonly (readonly [string, (typeof REQUIREMENTS)[string]])[]): string {
  const rows = all.map(([id, { level, says, threat, cites }]) => {
    const links = cites.map((one) => `[${citation(one)}](${one.url})`).join("; ");
    return `| \`${id}\` | ${level} | ${says} | ${threat} | ${links} |`;
  });
  return ["| id | level | required | otherwise | from |", "|---|---|---|---|---|", ...rows].join("\n");
}
