/** What is installed with Candor is used by it, and ARCHITECTURE.md says why each package is there. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

interface Package {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
}
const manifest = JSON.parse(read("package.json")) as Package;
const { dependencies, devDependencies, peerDependencies: optional } = manifest;

/** Packages in the first column of the tables of a section. */
function packagesIn(markdown: string, section: string): readonly string[] {
  const [, text = ""] = markdown.split(`\n## ${section}\n`);
  const rows = [...text.matchAll(/^\| ([^|]+?) +\|/gm)].map(([, cell = ""]) => cell);
  return rows.filter((cell) => cell !== "package" && !cell.startsWith("-")).flatMap((cell) => cell.split(", "));
}

/** Packages whose code a source loads; `node:` and relative imports are none. */
function importsOf(source: string): readonly string[] {
  return [...source.matchAll(/(?:\bfrom|\bimport|\bimport\()\s*"(@?[a-z][\w./:-]*)"/g)]
    .map(([, from = ""]) => from)
    .filter((from) => !from.startsWith("node:"))
    .map((from) => from.split("/", from.startsWith("@") ? 2 : 1).join("/"));
}

const sources = globSync("src/**/*.{ts,tsx}", { cwd: ROOT }).filter((path) => !/\.test\.tsx?$/.test(path));
// JSX is compiled to an import of `preact/jsx-runtime`.
const used = new Set(sources.flatMap((path) => importsOf(read(path))));

describe("packages", () => {
  it("of ARCHITECTURE.md are those of package.json", () => {
    const named = packagesIn(read("ARCHITECTURE.md"), "Dependencies");
    expect([...named].sort()).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort());
  });

  it("that are installed with Candor are loaded by its source", () => {
    expect(sources.length).toBeGreaterThan(200);
    expect(Object.keys(dependencies).filter((name) => !used.has(name))).toEqual([]);
  });

  it("that the source loads are installed with it", () => {
    expect([...used].filter((name) => !(name in dependencies) && !(name in optional) && name !== "candor")).toEqual([]);
  });

  it("that its users install if they want them are loaded only then", () => {
    expect(Object.keys(optional).every((name) => manifest.peerDependenciesMeta[name]?.optional)).toBe(true);
    const atOnce = sources.filter((path) =>
      Object.keys(optional).some((name) => new RegExp(`^import (?!type).*"${name}"`, "m").test(read(path))),
    );
    expect(atOnce).toEqual([]);
  });
});

describe("a package is found", () => {
  it.each([
    ['import { a } from "jose";', ["jose"]],
    ['import "@node-rs/argon2/x";', ["@node-rs/argon2"]],
    ['const { a } = await import("pino");', ["pino"]],
    ['import { join } from "node:path";\nimport { b } from "./b.ts";', []],
  ])("in %j", (source, found) => expect(importsOf(source)).toEqual(found));

  it("in a table", () => {
    const text = "\n## Dependencies\n\n| package | why |\n| --- | --- |\n| a, @b/c   | x |\n\n| package |\n| d |\n";
    expect(packagesIn(text, "Dependencies")).toEqual(["a", "@b/c", "d"]);
  });
});
