/** The reference of the configuration: every setting, also those within others, with an example. */
import { z } from "zod";
import { schema } from "../src/configuration/schema.ts";
import { CHECKS } from "../src/configuration/warnings/index.ts";
import { EXAMPLES } from "./examples.ts";

interface JsonSchema {
  readonly description?: string;
  readonly type?: string;
  /** In words, of what JSON can't represent. */
  readonly kind?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** A table of settings: those of the whole, or of what `path` names, e.g. `clients[].secrets[]`. */
interface Section {
  readonly path: string;
  readonly about: JsonSchema;
}

const ROOT = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;

function sectionsOf(path: string, about: JsonSchema): readonly Section[] {
  const within = Object.entries(about.properties ?? {}).flatMap(([name, property]) => {
    const below = path === "" ? name : `${path}.${name}`;
    if (property.properties !== undefined) return sectionsOf(below, property);
    return property.items?.properties === undefined ? [] : sectionsOf(`${below}[]`, property.items);
  });
  return [{ path, about }, ...within];
}

/** The paths of all settings, e.g. `clients[].secrets[].env`. */
export const SETTINGS: readonly string[] = sectionsOf("", ROOT).flatMap(({ path, about }) =>
  Object.keys(about.properties ?? {}).map((name) => (path === "" ? name : `${path}.${name}`)),
);

/** The Markdown, below its note. */
export function configuration(): string {
  const [root, ...nested] = sectionsOf("", ROOT);
  const sections = nested.map((section) => `## ${section.path}\n\n${table(section)}`);
  return `
# Configuration

Written as \`export default defineConfig({ … })\` in \`candor.config.ts\`. Secrets come from environment variables, or from files that variables ending in \`_FILE\` name; \`CANDOR_KEY_ENCRYPTION_SECRET\` encrypts the server's own keys in its database.
Names end in \`[]\` where there may be several.

${root === undefined ? "" : table(root)}

${sections.join("\n\n")}

${warnings()}
`;
}

function table({ path, about: { properties = {}, required = [] } }: Section): string {
  const rows = Object.entries(properties).map(([name, property]) => {
    const fallback = required.includes(name)
      ? "required"
      : property.default === undefined
        ? ""
        : `\`${JSON.stringify(property.default)}\``;
    const example = `\`${name}: ${literal(EXAMPLES[path === "" ? name : `${path}.${name}`])}\``;
    return `| \`${name}\` | ${kindOf(property)} | ${fallback} | ${property.description ?? ""} | ${example} |`;
  });
  return ["| setting | kind | default | meaning | example |", "|---|---|---|---|---|", ...rows].join("\n");
}

function kindOf(property: JsonSchema): string {
  return (
    property.enum?.map((value) => `\`${String(value)}\``).join(" ") ??
    property.type ??
    property.kind ??
    property.anyOf?.map(({ type }) => type).join(" or ") ??
    ""
  );
}

/** A value as it is written in TypeScript. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "function") return (value as unknown as { readonly code: string }).code;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${name}: ${literal(member)}`);
  return `{ ${members.join(", ")} }`;
}

function warnings(): string {
  const rows = CHECKS.map(
    ({ name, setting, when, means, fix }) => `| \`${name}\` | \`${setting}\` | ${when} | ${fix} | ${means} |`,
  );
  const head = "| warning | setting | when | what to do | what happens otherwise |\n|---|---|---|---|---|";
  return `## Warnings\n\nA fault stops the start. A warning does not: the server starts, and the log says what will not work as expected. \`candor config check [file]\` finds both without starting anything; \`--json\` prints them for tools, and \`--strict\` makes warnings count. A host finds them in \`candor.warnings\`.\n\n${head}\n${rows.join("\n")}`;
}
