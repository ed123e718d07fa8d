/** The reference of the library: what `candor` exports, from its declarations and their docstrings. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseAst } from "rolldown/parseAst";

const INDEX = join(import.meta.dirname, "../src/index.ts");

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

interface Export {
  readonly name: string;
  readonly file: string;
}

interface Declared {
  readonly text: string;
  readonly doc: string;
  readonly node: Node;
}

const bodyOf = (text: string): readonly Node[] => (parseAst(text, { lang: "ts" }) as unknown as { body: Node[] }).body;
const nameOf = (node: unknown): string => String((node as { readonly name?: unknown } | undefined)?.name ?? "");

/** What `src/index.ts` exports, and where each is declared. */
export function exported(): readonly Export[] {
  return bodyOf(readFileSync(INDEX, "utf8")).flatMap((node): Export[] => {
    if (node.type !== "ExportNamedDeclaration") return [];
    const { declaration, source, specifiers } = node as unknown as {
      readonly declaration: Node | null;
      readonly source: { readonly value: string } | null;
      readonly specifiers: readonly { readonly exported: unknown }[];
    };
    if (declaration !== null) return [{ name: nameOf(declaration.id), file: INDEX }];
    const file = source === null ? INDEX : join(dirname(INDEX), source.value);
    return specifiers.map((one) => ({ name: nameOf(one.exported), file }));
  });
}

function declared({ name, file }: Export): Declared {
  const text = readFileSync(file, "utf8");
  for (const outer of bodyOf(text)) {
    const node = (outer.declaration ?? outer) as Node;
    if (nameOf(node.id) === name) return { text, node, doc: docBefore(text, outer.start) };
  }
  throw new Error(`${file} does not declare ${name}.`);
}

/** The docstring right before a place, as one paragraph, lists kept. */
function docBefore(text: string, at: number): string {
  const [, doc = ""] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(text.slice(0, at)) ?? [];
  return doc
    .replaceAll(/^\s*\* ?/gm, "")
    .trim()
    .replaceAll(/\n(?!- |\n)/g, " ");
}

/** Code in a cell of a table. */
const cell = (code: string): string => `\`${code.replaceAll(/\s+/g, " ").replaceAll("|", "\\|")}\``;

function members({ text, node }: Declared): string {
  const { body } = node.body as { readonly body: readonly Node[] };
  const rows = body
    .filter(({ type }) => /^TS(?:Property|Method)Signature$|^PropertyDefinition$/.test(type))
    .map((member) => {
      const code = text
        .slice(member.start, member.end)
        .replace(/^readonly /, "")
        .replace(/;$/, "");
      return `| ${cell(code)} | ${docBefore(text, member.start)} |`;
    });
  return ["| member | meaning |", "|---|---|", ...rows].join("\n");
}

function entry(one: Export): string {
  const found = declared(one);
  const { text, node, doc } = found;
  const shown = {
    TSInterfaceDeclaration: () => members(found),
    ClassDeclaration: () => `An \`Error\`, with:\n\n${members(found)}`,
    TSTypeAliasDeclaration: () => `\`\`\`ts\n${text.slice(node.start, node.end)}\n\`\`\``,
    FunctionDeclaration: () =>
      `\`\`\`ts\n${text
        .slice(node.start, (node.body as Node).start)
        .trim()
        .replace(/^async /, "")};\n\`\`\``,
  }[node.type];
  if (shown === undefined) throw new Error(`${one.name} is a ${node.type}, which the reference does not show.`);
  return [`### ${one.name}`, ...(doc === "" ? [] : [doc]), shown()].join("\n\n");
}

/** What most readers look for, first. */
const FIRST = ["createCandor", "CandorOptions", "Candor", "defineConfig", "Config"];

/** The Markdown, below its note. */
export function library(): string {
  const all = exported();
  const first = FIRST.flatMap((name) => all.find((one) => one.name === name) ?? []);
  const rest = all.filter(({ name }) => !FIRST.includes(name)).sort((a, b) => a.name.localeCompare(b.name));
  return `
# Library

\`\`\`ts
import { createCandor } from "candor";
import config from "./candor.config.ts";

const candor = await createCandor({ config, directory: import.meta.dirname });
\`\`\`

How to put it into a server: [embedding](../guides/embedding.md). The package has more entry points: [\`candor/client\`](../client.md) for apps, [\`candor/explain\`](../explain.md), [\`candor/check\`](../guides/check.md), [\`candor/mock\`](../guides/mock.md), [\`candor/resource\`](../guides/protect-an-api.md#in-node-candorresource) for APIs, [\`candor/watch\`](../guides/watch.md#in-a-test-suite), and [\`candor/admin\`](../guides/admin-api.md).

## Create a server

${first.map(entry).join("\n\n")}

All settings of \`Config\`: [configuration](configuration.md).

## Other types

${rest.map(entry).join("\n\n")}
`;
}
