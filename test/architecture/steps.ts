/**
 * Steps that nobody takes: a call of a statement, or of anything else that is `Steps`, does nothing until `yield*` runs it, and the
 * compiler says nothing about one that is forgotten. Work that is made for each call, which takes more time and memory (see `Doing`).
 */
import { join, relative } from "node:path";
import type { CallExpression, Node, SourceFile } from "typescript/unstable/ast";
import {
  isArrowFunction,
  isCallExpression,
  isConditionalExpression,
  isFunctionExpression,
  isIdentifier,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isReturnStatement,
  isYieldExpression,
} from "typescript/unstable/ast/is";
import { API, type Checker } from "typescript/unstable/sync";

const ROOT = join(import.meta.dirname, "../..");
const ADAPTERS = join(ROOT, "src/adapters");
/** It isn't on the disk. */
const PROJECT = join(ADAPTERS, "tsconfig.json");

const FOLDERS = ["sql", "sqlite", "postgres"];

/** What takes the steps that it is given. */
const TAKERS = ["atOnce", "walked"];

/**
 * Every breach in the adapters that reach a database, each as `path: call`. `planted`: sources to look at in their place, by paths
 * below `src/adapters`.
 */
export function forgottenSteps(planted?: Readonly<Record<string, string>>): readonly string[] {
  const files = new Map(Object.entries(planted ?? {}).map(([path, text]) => [join(ADAPTERS, path), text]));
  const looked = planted === undefined ? { include: FOLDERS } : { include: [], files: Object.keys(planted) };
  files.set(PROJECT, JSON.stringify({ extends: "../../tsconfig.json", ...looked }));
  const api = new API({
    cwd: ROOT,
    fs: { readFile: (file) => files.get(file), fileExists: (file) => files.has(file) || undefined },
  });
  try {
    const project = api.updateSnapshot({ openProjects: [PROJECT] }).getProject(PROJECT);
    if (project === undefined) throw new Error("There is no such project.");
    const { program, checker } = project;
    return program.getSourceFileNames().flatMap((file) => {
      const path = relative(ADAPTERS, file);
      const isLookedAt =
        planted === undefined ? FOLDERS.some((folder) => path.startsWith(`${folder}/`)) : path in planted;
      const source = isLookedAt ? program.getSourceFile(file) : undefined;
      return source === undefined ? [] : faultsIn(source, checker).map((fault) => `${path}: ${fault}`);
    });
  } finally {
    api.close();
  }
}

function faultsIn(source: SourceFile, checker: Checker): readonly string[] {
  const calls = allIn(source).filter(isCallExpression);
  const types = checker.getTypeAtLocation(calls);
  const made = calls.filter((_, at) => {
    const type = types[at];
    return type !== undefined && /^(?:Steps<|Generator<Step,)(?!.*\[\]$)/s.test(checker.typeToString(type));
  });
  const faults = [
    ...made.filter((call) => !isTaken(call)),
    ...calls.flatMap(generatorsIn),
    ...calls.filter(isMadeAnew),
  ];
  return faults.map((node) => node.getText(source));
}

/** What a store does is made once, with the store. */
const MAKERS = ["read", "write", "writeRows"];

const isMadeAnew = ({ expression }: CallExpression): boolean =>
  isCallExpression(expression) && isIdentifier(expression.expression) && MAKERS.includes(expression.expression.text);

const allIn = (node: Node): readonly Node[] => {
  const found: Node[] = [node];
  node.forEachChild((child) => {
    found.push(...allIn(child));
  });
  return found;
};

/** Whether `yield*` runs it, or whoever called the function around it. */
function isTaken(call: Node): boolean {
  let node = call;
  while (isParenthesizedExpression(node.parent) || isBranch(node)) node = node.parent;
  const { parent } = node;
  if (isYieldExpression(parent)) return parent.asteriskToken !== undefined;
  if (isCallExpression(parent)) return isIdentifier(parent.expression) && TAKERS.includes(parent.expression.text);
  const returns = isReturnStatement(parent) || (isArrowFunction(parent) && parent.body === node);
  return returns && handsOn(functionAround(parent));
}

const isBranch = (node: Node): boolean => {
  const { parent } = node;
  return isConditionalExpression(parent) && (parent.whenTrue === node || parent.whenFalse === node);
};

function functionAround(node: Node): Node {
  let found = node;
  while (!has(found, "parameters")) found = found.parent;
  return found;
}

/** A generator would return steps as a value, and a method of a list takes none. */
const handsOn = (node: Node): boolean => !isGenerator(node) && !isGivenToMethod(node);

const isGenerator = (node: Node): boolean => has(node, "asteriskToken");

/** Every node has all names, most of them for nothing. */
const has = (node: Node, name: "parameters" | "asteriskToken"): boolean =>
  (node as Partial<Record<typeof name, unknown>>)[name] !== undefined;

const isGivenToMethod = ({ parent }: Node): boolean =>
  isCallExpression(parent) && isPropertyAccessExpression(parent.expression);

/** Generators that a method of a list is given. */
const generatorsIn = (call: CallExpression): readonly Node[] =>
  isPropertyAccessExpression(call.expression)
    ? call.arguments.filter((one) => isFunctionExpression(one) && isGenerator(one))
    : [];
