/** Fixed waits in tests: too short on a busy machine, and longer than needed on any other. */
import { type Node, parsed, partsOf } from "./syntax.ts";

const LOOP = /^(?:For|While|DoWhile)\w*Statement$/;
/** They ask again and again. What they are given may pause meanwhile. */
const ASKING = /(?:^|\.)(?:until|poll)$/;
const IMPORTED = /import \{([^}]*)\} from "(?:node:timers\/promises|[./]+\/until\.ts)"/g;

/** Every fixed wait in a source, outside of loops and of what is asked again. Under fake timers nothing takes time. */
export function sleepsIn(source: string): readonly string[] {
  const sleeping = new Set(
    [...source.matchAll(IMPORTED)].flatMap(([, names = ""]) =>
      [...names.matchAll(/\b(?:setTimeout(?: as (\w+))?|(pause))\b/g)].map(([whole, as, own]) => as ?? own ?? whole),
    ),
  );
  if ((sleeping.size === 0 && !source.includes("setTimeout(")) || source.includes("useFakeTimers")) return [];
  const text = ({ start, end }: Node): string => source.slice(start, end);
  function within(node: Node, isPromised: boolean): readonly string[] {
    const callee = "callee" in node ? text(node.callee as Node) : undefined;
    if (LOOP.test(node.type) || (callee !== undefined && ASKING.test(callee))) return [];
    if (callee !== undefined && (sleeping.has(callee) || (isPromised && callee === "setTimeout"))) return [text(node)];
    const isPromise = isPromised || (node.type === "NewExpression" && callee === "Promise");
    return partsOf(node).flatMap((part) => within(part, isPromise));
  }
  return within(parsed(source), false);
}
