/** The types of the package as a user's editor finds them: what each entry point exports, and what its signatures use. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Node } from "typescript/unstable/ast";
import { SyntaxKind } from "typescript/unstable/ast";
import { API, type Checker, type Symbol as Named, type Project, SymbolFlags } from "typescript/unstable/sync";

export interface EntryPoint {
  /** Names of what it exports. */
  readonly exported: readonly string[];
  /** Types that its signatures use and that it does not export, each with a place that uses it. */
  readonly hidden: readonly string[];
  /** What has no documentation: exports, and their members. */
  readonly undocumented: readonly string[];
}

/** Reads the declarations of a build. Types of other packages are theirs to export. */
export function publicTypes(dist: string, files: readonly string[]): Readonly<Record<string, EntryPoint>> {
  const directory = mkdtempSync(join(tmpdir(), "candor-types-"));
  const config = join(directory, "tsconfig.json");
  const root = dirname(dist);
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, "tsconfig.json"),
      compilerOptions: { typeRoots: [join(root, "node_modules/@types")] },
      include: [],
      files: files.map((file) => join(dist, file)),
    }),
  );
  const api = new API();
  try {
    const [project] = api.updateSnapshot({ openProjects: [config] }).getProjects();
    if (project === undefined) throw new Error("There is no project.");
    return Object.fromEntries(files.map((file) => [file, entryPoint(project, dist, file)]));
  } finally {
    api.close();
    rmSync(directory, { recursive: true });
  }
}

function entryPoint(project: Project, dist: string, file: string): EntryPoint {
  const { checker, program } = project;
  const source = program.getSourceFile(join(dist, file));
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`There is no ${file}.`);
  const exports = [...module.getExports().values()].map((symbol) => targetOf(checker, symbol));
  const exported = new Set(exports.map(({ id }) => id));
  const hidden = new Map<number, string>();
  const seen = new Set<number>();
  const visit = (symbol: Named): void => {
    if (seen.has(symbol.id)) return;
    seen.add(symbol.id);
    for (const node of declarationsOf(project, symbol)) {
      for (const name of namesIn(node)) {
        const used = checker.getSymbolAtLocation(name);
        const target = used && targetOf(checker, used);
        if (target === undefined || !isOwn(project, target, dist)) continue;
        if (!exported.has(target.id)) hidden.set(target.id, `${target.name}, used by ${symbol.name}`);
        visit(target);
      }
    }
  };
  for (const symbol of exports) visit(symbol);
  return {
    exported: exports.map(({ name }) => name).sort(),
    hidden: [...hidden.values()].sort(),
    undocumented: exports.flatMap((symbol) => undocumentedIn(project, symbol)).sort(),
  };
}

/** What an import or a re-export stands for. */
function targetOf(checker: Checker, symbol: Named): Named {
  return (symbol.flags & SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

const declarationsOf = (project: Project, symbol: Named): readonly Node[] =>
  symbol.declarations.flatMap((handle) => handle.resolve(project) ?? []);

/** A type that a file of the build declares, not one of its type parameters. */
function isOwn(project: Project, symbol: Named, dist: string): boolean {
  const types = SymbolFlags.Interface | SymbolFlags.Class | SymbolFlags.TypeAlias | SymbolFlags.Enum;
  if ((symbol.flags & types) === 0) return false;
  return declarationsOf(project, symbol).some((node) => node.getSourceFile().fileName.startsWith(dist));
}

/** The names of types within a declaration. Of `typeof x` the shape is what counts, which has names of its own. */
function namesIn(node: Node): readonly Node[] {
  const names: Node[] = [];
  const walk = (at: Node): void => {
    if (at.kind === SyntaxKind.TypeReference) names.push((at as Node & { typeName: Node }).typeName);
    if (at.kind === SyntaxKind.ExpressionWithTypeArguments) names.push((at as Node & { expression: Node }).expression);
    at.forEachChild((child) => void walk(child));
  };
  walk(node);
  return names;
}

const KINDS_WITH_MEMBERS = new Set([
  SyntaxKind.InterfaceDeclaration,
  SyntaxKind.ClassDeclaration,
  SyntaxKind.TypeAliasDeclaration,
]);
const MEMBERS = new Set([SyntaxKind.PropertySignature, SyntaxKind.MethodSignature, SyntaxKind.MethodDeclaration]);

/** Exports without a comment, and members of interfaces and classes without one. */
function undocumentedIn(project: Project, symbol: Named): readonly string[] {
  const { checker } = project;
  const own = symbol.getDocumentationComment(checker) === "" ? [symbol.name] : [];
  const members = [...symbol.getMembers().values()].filter(
    (member) =>
      declarationsOf(project, member).some(({ kind }) => MEMBERS.has(kind)) &&
      member.getDocumentationComment(checker) === "",
  );
  const isDeclared = declarationsOf(project, symbol).some(({ kind }) => KINDS_WITH_MEMBERS.has(kind));
  return [...own, ...(isDeclared ? members.map(({ name }) => `${symbol.name}.${name}`) : [])];
}
