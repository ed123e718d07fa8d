/** What is read of a source file or a document: comments, sentences in strings and markup, names of tests; no code. */
import { parseAst } from "rolldown/parseAst";
import { isPair, isScalar, LineCounter, parseDocument, visit } from "yaml";

export interface Prose {
  readonly line: number;
  readonly text: string;
  readonly isComment?: boolean;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const child of Object.values(node).flat()) if (isNode(child)) yield* nodesOf(child);
}

/** Code within a text, and what a program compares: names, paths, patterns. */
const CODE = /`[^`]*`|https?:\/\/\S+|\b[\w-]+(?:\/[\w.-]+)+|\b(?!IPv[46]\b)\w+(?:[A-Z_.]\w+)+\b|'[^' ]*'|--[\w-]+/g;

const withoutCode = (text: string): string => text.replace(CODE, (code) => " ".repeat(code.length));

/** Names in a list are no sentence: names of parameters, for one. */
const isList = (text: string): boolean => /_/.test(text) && /^[\w-]+(?: [\w-]+)*$/.test(text);

/** Two words and more are a sentence or a part of one; what has no blank is a name. */
const isSentence = (text: string): boolean => /\p{L}{2,}[,:;]? \p{L}/u.test(text) && !isPattern(text) && !isList(text);

/** The source of a regular expression. */
const isPattern = (text: string): boolean => /\(\?:|\)\?|\\b/.test(text);

const LITERALS: ReadonlySet<string> = new Set(["Literal", "TemplateElement", "JSXText"]);

/** What a string, a template or markup says; `undefined` of everything else. */
function textOf({ type, value, regex, quasis }: Node): string | undefined {
  if (type === "TemplateLiteral") return (quasis as Node[]).map(({ value }) => (value as Cooked).cooked).join(" … ");
  if (type === "JSXText" || (type === "Literal" && regex === undefined)) return String(value);
  return undefined;
}

/** The name of a property; empty of everything else. */
function keyOf({ type, key }: Node): string {
  return type === "Property" && isNode(key) ? String(key.name ?? key.value) : "";
}

interface Cooked {
  readonly cooked: string;
}

function lineAt(source: string): (at: number) => number {
  const ends = [...source.matchAll(/\n/g)].map(({ index }) => index);
  return (at) => ends.filter((end) => end < at).length + 1;
}

/** The prose of a TypeScript source. What properties of the names in `quotes` hold are words of others. */
export function proseOf(
  source: string,
  lang: "ts" | "tsx" | "js" = "ts",
  quotes: readonly string[] = [],
): readonly Prose[] {
  const program = parseAst(source, { lang }) as unknown as Node;
  const line = lineAt(source);
  const found: Prose[] = [];
  const rest = source.split("");
  const nodes = [...nodesOf(program)];
  const quoted = new Set(nodes.filter((node) => quotes.includes(keyOf(node))).flatMap((node) => [...nodesOf(node)]));
  for (const node of nodes) {
    if (LITERALS.has(node.type)) rest.fill(" ", node.start, node.end);
    const text = quoted.has(node) ? undefined : textOf(node);
    if (text !== undefined && isSentence(text)) found.push({ line: line(node.start), text: withoutCode(text) });
  }
  for (const { 0: comment, index } of rest.join("").matchAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g)) {
    // As it was: the strings in it were code.
    const text = source.slice(index, index + comment.length).replace(/^\s*\*+\/?|\/\*+|\*+\/|^\s*\/\//gm, " ");
    found.push({ line: line(index), text: withoutCode(text), isComment: true });
  }
  return found.sort((a, b) => a.line - b.line);
}

/** The prose of a test: its comments and the names of its cases. What else is in its strings is what the program says, or is given. */
export function proseOfTest(source: string): readonly Prose[] {
  const nodes = [...nodesOf(parseAst(source, { lang: "ts" }) as unknown as Node)];
  const names = nodes.flatMap((node) => (isCase(node) ? [(node.arguments as Node[])[0]?.start] : []));
  const line = lineAt(source);
  const lines = new Set(names.map((start) => line(start ?? 0)));
  const strings = new Set(
    nodes.filter(({ type }) => type === "Literal" || type === "TemplateLiteral").map(({ start }) => line(start)),
  );
  return proseOf(source).filter((prose) => prose.isComment || !strings.has(prose.line) || lines.has(prose.line));
}

/** A call of `it`, `test` or `describe`, also by `it.each(…)(name, …)`. */
function isCase({ type, callee }: Node): boolean {
  if (type !== "CallExpression") return false;
  let called = callee as Node | undefined;
  while (called !== undefined && called.type !== "Identifier")
    called = (called.object ?? called.callee ?? called.tag) as Node | undefined;
  return ["it", "test", "describe"].includes(String(called?.name));
}

/** The prose of a Markdown document. */
export function proseOfMarkdown(source: string): readonly Prose[] {
  const text = source.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, " "));
  return text.split("\n").map((one, at) => ({ line: at + 1, text: withoutCode(one) }));
}

/** What we say about a provider's messages: comments, fixes, how to tell causes apart, departures. The rest is the provider's. */
export function proseOfDialect(source: string): readonly Prose[] {
  const lines = new LineCounter();
  const found: Prose[] = [];
  visit(parseDocument(source, { lineCounter: lines }), {
    Pair(_, { key, value }, path) {
      const name = isScalar(key) ? String(key.value) : "";
      const isOurs =
        name === "fix" ||
        name === "tell" ||
        (name === "says" && path.some((one) => isPair(one) && String(one.key) === "departures"));
      if (!isOurs || !isScalar(value) || typeof value.value !== "string") return;
      found.push({ line: lines.linePos(value.range?.[0] ?? 0).line, text: withoutCode(value.value) });
    },
  });
  const comments = source.split("\n").flatMap((text, at): Prose[] => {
    const comment = /^ *#(?! yaml-language-server)(.*)/.exec(text)?.[1];
    return comment === undefined ? [] : [{ line: at + 1, text: withoutCode(comment), isComment: true }];
  });
  return [...found, ...comments];
}
