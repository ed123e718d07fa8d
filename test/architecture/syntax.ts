/** The syntax of a source file, for tests that read it. */
import { parseAst } from "rolldown/parseAst";

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

export const parsed = (source: string): Node => parseAst(source, { lang: "ts" }) as unknown as Node;

/** What a part of the syntax consists of. */
export const partsOf = (node: Node): readonly Node[] => Object.values(node).flat().filter(isNode);

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";
