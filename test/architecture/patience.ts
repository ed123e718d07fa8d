/**
 * Tests that fail on a busy machine: what gives less time to something than `vitest.config.ts` does, and fixed waits for what is then expected
 * to be there. A wait for what must not happen is `pause` of `test/until.ts`.
 */
import config from "../../vitest.config.ts";
import { type Node, parsed, partsOf } from "./syntax.ts";

const { testTimeout = 0, expect: { poll: { timeout: polled = 0 } = {} } = {} } = config.test ?? {};
/** What tests and their hooks are made with. */
const MAKERS = /^(?:it|test|describe|(?:before|after)(?:All|Each))\b(?!\.expect)/;
/** Without any of this, a source needn't be parsed. */
const SUSPICIOUS = /timeout|\.now\(\)|\bwait\(|\bvi\.wait|\d_000,?\s*\)/i;
const FIXED = /\bsetTimeout\([^)]*\)|\bwait\([\d_]+\)/;
/** How long something took. */
const ELAPSED = /\b(?:Date|performance)\.now\(\).*\.toBeLessThan(?:OrEqual)?$/s;
const IN_SECONDS = /\/ ?1_?000\b/;
const EXPECTED = /^(?:await )?(?:\w+\.)?expect\((?!.*\.rejects)/;

/** Every breach in a source, each by its line. */
export function hastyIn(source: string): readonly string[] {
  const text = ({ start, end }: Node): string => source.slice(start, end);
  const line = ({ start }: Node): string => source.slice(source.lastIndexOf("\n", start - 1) + 1).split("\n")[0] ?? "";
  const faults: string[] = [];
  if (!SUSPICIOUS.test(source)) return faults;
  for (const node of nodesOf(parsed(source))) {
    if (node.type === "CallExpression" && isHasty(text(node.callee as Node), node.arguments as readonly Node[]))
      faults.push(line(node).trim());
    for (const [wait, next] of pairsIn(node))
      if (isAwait(wait) && FIXED.test(text(wait)) && EXPECTED.test(text(next))) faults.push(text(next));
  }
  return faults;
}

function isHasty(callee: string, given: readonly Node[]): boolean {
  const limits = given.map(limitOf).filter((limit) => limit !== undefined);
  const isLess = (than: number): boolean => limits.some((limit) => limit < than);
  if (/^vi\.wait(?:For|Until)$/.test(callee)) return true;
  if (/\.poll$|^AbortSignal\.timeout$/.test(callee)) return isLess(polled);
  if (ELAPSED.test(callee)) return isLess(polled / (IN_SECONDS.test(callee) ? 1_000 : 1));
  if (/\.setDefault(?:Navigation)?Timeout$/.test(callee)) return isLess(polled / 2);
  return MAKERS.test(callee) && isLess(testTimeout);
}

/** Of an argument that is a number, or an object with a `timeout`. */
function limitOf({ type, value, properties }: Node): number | undefined {
  if (type === "Literal") return typeof value === "number" ? value : undefined;
  if (type !== "ObjectExpression") return undefined;
  const found = (properties as readonly Node[]).find(({ key }) => (key as Node | undefined)?.name === "timeout");
  return found && limitOf(found.value as Node);
}

const isAwait = ({ type, expression }: Node): boolean =>
  type === "ExpressionStatement" && (expression as Node).type === "AwaitExpression";

/** Statements that follow each other. */
function pairsIn({ type, body }: Node): readonly (readonly [Node, Node])[] {
  if (type !== "BlockStatement" && type !== "Program") return [];
  const all = body as readonly Node[];
  return all.slice(1).map((next, at) => [all[at] as Node, next]);
}

function nodesOf(root: Node): readonly Node[] {
  const all = [root];
  // What is added is looked at as well.
  for (const node of all) all.push(...partsOf(node));
  return all;
}
