/**
 * Which reasons each check can refuse with, read from the sources: the codes in a check, and in everything of `src/protocol` that it names.
 * A check that leaves the choice to a list, such as that of client authentication methods, is given all of the list.
 */
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { type Code, codes, isCode } from "../src/reasons/index.ts";
import { citation, openid, rfc } from "../src/specs.ts";

const SRC = join(import.meta.dirname, "../src");

interface Node {
  readonly type: string;
  readonly [member: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === "string";

/** What a piece of source code has: codes that it refuses with, and names that it uses. */
interface Piece {
  readonly codes: Set<string>;
  readonly names: Set<string>;
}

/** Something declared at the top of a file, or imported into it. */
type Known = Piece | { readonly file: string; readonly name: string };

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const member of Object.values(node)) {
    if (Array.isArray(member)) for (const one of member) isNode(one) && walk(one, visit);
    else if (isNode(member)) walk(member, visit);
  }
}

const literalOf = (node: unknown): string | undefined =>
  isNode(node) && typeof node.value === "string" ? node.value : undefined;

function pieceOf(node: Node, source: string): Piece {
  const piece: Piece = { codes: new Set(), names: new Set() };
  walk(node, (one) => {
    if (one.type === "Identifier") piece.names.add(one.name as string);
    if (one.type !== "CallExpression" || (one.callee as Node).name !== "refuse") return;
    const [first] = one.arguments as Node[];
    const code = literalOf(first);
    if (code !== undefined) piece.codes.add(code);
    else for (const each of composed(first, source)) piece.codes.add(each);
  });
  return piece;
}

/** Of ``refuse(`scope/${name}` ``: every code of the family whose name is quoted in the folder. */
function composed(node: Node | undefined, source: string): string[] {
  const [quasi] = (node?.quasis ?? []) as { readonly value: { readonly raw: string } }[];
  const family = quasi?.value.raw ?? "";
  return codes.filter((code) => code.startsWith(family) && source.includes(`"${code.slice(family.length)}"`));
}

/** Of `rfc(6749, "3.1")`: what it is cited as. */
function cited(node: unknown): string {
  const by = { rfc, openid }[isNode(node) ? String((node.callee as Node | undefined)?.name) : ""];
  if (by === undefined) throw new Error("A check must cite a section by itself.");
  const [document, section] = ((node as Node).arguments as Node[]).map(({ value }) => value);
  return citation(by(document as never, section as string | undefined));
}

class Sources {
  readonly #files = new Map<string, Map<string, Known>>();
  readonly checks: { readonly asks: string; readonly cites: string; readonly file: string; readonly piece: Piece }[] =
    [];

  constructor() {
    for (const path of globSync("protocol/**/*.ts", { cwd: SRC }).sort())
      if (!path.endsWith(".test.ts")) this.#read(path);
  }

  #read(path: string): void {
    const folder = join(SRC, dirname(path));
    const beside = globSync("*.ts", { cwd: folder }).map((name) => readFileSync(join(folder, name), "utf8"));
    const source = beside.join("\n");
    const known = new Map<string, Known>();
    this.#files.set(path, known);
    const program = parseAst(readFileSync(join(SRC, path), "utf8"), { lang: "ts" }) as unknown as Node;
    for (const statement of program.body as Node[]) this.#declare(path, statement, known, source);
    walk(program, (node) => this.#find(path, node, source));
  }

  #declare(path: string, statement: Node, known: Map<string, Known>, source: string): void {
    const imported = literalOf(statement.source);
    // A list of features is asked whether there is such a feature. What the feature then refuses is another check's.
    if (imported?.startsWith(".") && !/\/(?:index|list)\.ts$/.test(imported)) {
      const file = join(dirname(path), imported);
      for (const one of statement.specifiers as Node[])
        known.set((one.local as Node).name as string, {
          file,
          name: (((one.imported ?? one.local) as Node).name ?? "") as string,
        });
      return;
    }
    const declared = (statement.declaration ?? statement) as Node;
    const named = declared.type === "VariableDeclaration" ? (declared.declarations as Node[]) : [declared];
    for (const one of named) {
      const name = isNode(one.id) ? (one.id.name as string | undefined) : undefined;
      if (name !== undefined) known.set(name, pieceOf(one, source));
    }
  }

  #find(file: string, node: Node, source: string): void {
    if (node.type === "CallExpression") this.#made(file, node, source);
    if (node.type !== "ObjectExpression") return;
    const members = new Map((node.properties as Node[]).map((one) => [(one.key as Node | undefined)?.name, one.value]));
    const asks = literalOf(members.get("asks"));
    const run = members.get("run");
    if (asks !== undefined)
      this.checks.push({
        asks,
        cites: cited(members.get("cites")),
        file,
        piece: isNode(run) ? pieceOf(run, source) : NOTHING,
      });
  }

  /** A check that a function makes of its question and the rest: `namedInBody("…?", { cites, … })`. */
  #made(file: string, node: Node, source: string): void {
    const [question, rest] = node.arguments as Node[];
    const asks = literalOf(question);
    if (asks?.endsWith("?") !== true || rest?.type !== "ObjectExpression") return;
    const cites = (rest.properties as Node[]).find(({ key }) => (key as Node | undefined)?.name === "cites");
    this.checks.push({ asks, cites: cited(cites?.value), file, piece: pieceOf(node.callee as Node, source) });
  }

  /** All codes of the features whose files are in a folder. */
  codesIn(folder: string): readonly string[] {
    const files = [...this.#files].filter(([file]) => dirname(file) === folder && !file.endsWith("/index.ts"));
    return files.flatMap(([file, known]) =>
      [...known.values()].flatMap((one) => ("file" in one ? [] : [...this.codesOf(file, one)])),
    );
  }

  /** All codes of a piece and of what it names. */
  codesOf(file: string, piece: Piece, seen = new Set<Known>()): Set<string> {
    const found = new Set(piece.codes);
    for (const name of piece.names) {
      let [where, known] = [file, this.#files.get(file)?.get(name)];
      while (known !== undefined && "file" in known)
        [where, known] = [known.file, this.#files.get(known.file)?.get(known.name)];
      if (known === undefined || seen.has(known)) continue;
      seen.add(known);
      for (const code of this.codesOf(where, known, seen)) found.add(code);
    }
    return found;
  }
}

const NOTHING: Piece = { codes: new Set(), names: new Set() };

/** What a form that can't be decoded was refused with when it was received. */
const UNDECODED: readonly Code[] = ["request/malformed", "request/too-many-parameters"];

const DECODED = /^Can (?:its parameters|the form|the request) be decoded\?/;
/** Grant types judge the scope when they grant. */
const CONCLUDES = "Is the client allowed the scope, and does it belong to the resource?";

/** The check that has each sender constraint say why its proof is refused, and where they are. */
const PROOF = "Is the proof of the client's key valid, if there is one?";
const CONSTRAINTS = "protocol/sender-constraints";

/** By the question of the check and the section that it cites. */
export function reasonsByCheck(): Readonly<Record<string, readonly Code[]>> {
  const sources = new Sources();
  const all = new Map<string, Set<string>>();
  const scope = new Set<string>(["grant/scopes-withdrawn", "resource/unnamed", "authorization-details/other-api"]);
  for (const { asks, cites, file, piece } of sources.checks) {
    const found = asks === CONCLUDES ? scope : sources.codesOf(file, piece);
    for (const code of DECODED.test(asks) ? UNDECODED : []) found.add(code);
    for (const code of asks === PROOF ? sources.codesIn(CONSTRAINTS) : []) found.add(code);
    if (asks === "Does the scope belong to the resource?") for (const code of found) scope.add(code);
    const key = `${asks} ${cites}`;
    all.set(key, new Set([...(all.get(key) ?? []), ...found]));
  }
  for (const key of all.keys()) if (key.startsWith(CONCLUDES)) all.set(key, scope);
  return Object.fromEntries([...all].map(([key, found]) => [key, [...found].filter(isCode).sort()]));
}

/** The module that has them. */
export function byCheckModule(): string {
  const lines = Object.entries(reasonsByCheck()).map(([key, found]) => {
    const [name, list] = [JSON.stringify(key), found.map((code) => JSON.stringify(code))];
    const line = `  ${name}: [${list.join(", ")}],`;
    return line.length <= 120 ? line : `  ${name}: [\n${list.map((code) => `    ${code},\n`).join("")}  ],`;
  });
  return `/** Which reasons each check can refuse with, by its question and its section. Generated by \`npm run docs\`; do not edit. */
import type { Code } from "./index.ts";

export const BY_CHECK: Readonly<Record<string, readonly Code[]>> = {
${lines.join("\n")}
};
`;
}
