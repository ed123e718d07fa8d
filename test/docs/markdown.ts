/** What a Markdown document is made of, as far as tests ask: blocks of code, links, and headings that links lead to. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

/** The documents that newcomers read, by their path in the repository. Generated pages of reasons are not among them. */
export const DOCUMENTS: readonly string[] = globSync(
  [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "ARCHITECTURE.md",
    "docs/*.md",
    "docs/{guides,reference,decisions}/*.md",
  ],
  { cwd: ROOT },
).sort();

export const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

export interface Block {
  readonly language: string;
  readonly code: string;
  /** Of its first line of code, from 1. */
  readonly line: number;
}

const BLOCK = /^( *)```([\w-]*)[^\n]*\n([\s\S]*?)^\1```$/gm;

/** Fenced blocks of code. */
export function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(BLOCK)].map(({ 2: language = "", 3: code = "", index }) => ({
    language,
    code,
    line: text.slice(0, index).split("\n").length + 1,
  }));
}

const prose = (text: string): string => text.replace(BLOCK, "").replace(/`[^`\n]*`/g, "``");

/** Targets of links, as they are written. */
export function linksOf(text: string): readonly string[] {
  return [...prose(text).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = ""]) => target);
}

/** Names that a link may have behind its `#`: those that GitHub gives to headings. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const headings = [...text.replace(BLOCK, "").matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => slugOf(heading));
  return new Set(
    headings.map((slug) => {
      const before = seen.get(slug) ?? 0;
      seen.set(slug, before + 1);
      return before === 0 ? slug : `${slug}-${before}`;
    }),
  );
}

function slugOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
    .trim()
    .replaceAll(" ", "-");
}
