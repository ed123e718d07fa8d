/** Small changes to a source file, each of which some test should notice: a check left out, a comparison turned, a branch taken always or never. */
import { hash } from "node:crypto";
import { parseAst } from "rolldown/parseAst";

export interface Mutant {
  /** Stays the same while the code around it changes. */
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly becomes: string;
  readonly line: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

type Change = Pick<Mutant, "start" | "end" | "becomes">;

const TURNED: Readonly<Record<string, string>> = {
  "===": "!==",
  "!==": "===",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
};

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** What can be changed at one node. */
function* changesAt(node: Node, text: (node: Node) => string): Generator<Change> {
  const instead = (of: Node, becomes: string): Change => ({ start: of.start, end: of.end, becomes });
  const [left, right, test, argument] = [node.left, node.right, node.test, node.argument] as (Node | undefined)[];
  switch (node.type) {
    case "BinaryExpression": {
      const turned = TURNED[String(node.operator)];
      if (turned !== undefined && left && right) yield instead(node, `(${text(left)} ${turned} ${text(right)})`);
      break;
    }
    case "LogicalExpression":
      if (left) yield instead(node, `(${text(left)})`);
      if (right) yield instead(node, `(${text(right)})`);
      break;
    case "IfStatement":
    case "ConditionalExpression":
      // A constant would be a fault of types for whoever narrows by it; at run time it is what it says.
      if (test) yield instead(test, "true");
      if (test) yield instead(test, "false");
      break;
    case "UnaryExpression":
      if (node.operator === "!" && argument) yield instead(node, `(${text(argument)})`);
      break;
    case "Literal":
      if (typeof node.value === "boolean") yield instead(node, String(!node.value));
      if (typeof node.value === "number") yield instead(node, String(node.value + 1));
      break;
    case "ExpressionStatement":
      if (/^(await|void)?\s*[\w.#?]+\(/.test(text(node))) yield instead(node, ";");
      break;
    case "ArrayExpression":
      for (const element of node.elements as (Node | null)[])
        if (element?.type === "ObjectExpression") yield instead(element, "...[]");
      break;
    case "CallExpression":
      // A filter that lets everything pass.
      if (/\.filter\(/.test(text(node)) && isNode(node.callee) && isNode(node.callee.object))
        yield instead(node, text(node.callee.object));
      break;
  }
}

function* nodesOf(node: Node): Generator<Node> {
  if (node.type.startsWith("TS") && !/^TS(As|NonNull|Satisfies)/.test(node.type)) return;
  if (node.type === "ImportDeclaration") return;
  yield node;
  for (const [name, value] of Object.entries(node)) {
    if (name === "typeAnnotation") continue;
    // Which section is cited decides nothing.
    if (node.type === "Property" && /^cites$/.test(String((node.key as { name?: string }).name))) continue;
    for (const child of [value].flat()) if (isNode(child)) yield* nodesOf(child);
  }
}

/** All mutants of a source file. */
export function mutantsOf(path: string, source: string): readonly Mutant[] {
  const program = parseAst(source, { lang: path.endsWith("x") ? "tsx" : "ts" }) as unknown as Node;
  const text = ({ start, end }: { start: number; end: number }): string => source.slice(start, end);
  const seen = new Map<string, number>();
  const found: Mutant[] = [];
  for (const node of nodesOf(program)) {
    for (const change of changesAt(node, text)) {
      const was = text(change);
      const line = source.slice(0, change.start).split("\n").length;
      const key = `${path} ${source.split("\n")[line - 1]?.trim()} ${was} ${change.becomes}`;
      const nth = seen.get(key) ?? 0;
      seen.set(key, nth + 1);
      found.push({ ...change, was, line, id: hash("sha256", `${key} ${nth}`, "hex").slice(0, 12) });
    }
  }
  return found;
}

export const mutate = (source: string, { start, end, becomes }: Change): string =>
  source.slice(0, start) + becomes + source.slice(end);
