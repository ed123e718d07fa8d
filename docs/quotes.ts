/**
 * Code that documents quote. A comment before a block says where its text comes from, and `npm run docs` copies it from there:
 *
 * - `<!-- from: test/embedding/hosts.ts#koa -->`: the lines between `// #region koa` and `// #endregion` of a file that tests run. What
 *   it imports from a source of ours is quoted as an import of the package
 * - `<!-- from: response of scope/missing -->`: the response of a refusal, as the page of its reason shows it
 * - `<!-- from: setting of Spring Security for pkce/required -->`: a setting of src/libraries
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { librariesFor } from "../src/libraries/index.ts";
import type { CauseCode } from "../src/reasons/causes.ts";
import { isCode } from "../src/reasons/index.ts";
import { sampleOf } from "../src/reasons/samples/index.ts";
import { sampleBody } from "../src/render/answer.ts";
import { ISSUER } from "./reasons.ts";

const ROOT = join(import.meta.dirname, "..");
const QUOTE = /^<!-- from: (.+) -->\n+```(\w+)\n[\s\S]*?^```$/gm;
/** An entry point of the package, as tests import it. */
const OWN_ENTRY = /from "(?:\.\.\/)+src\/(\w+)\/index\.ts"/;
/** At the end of a line that is there for the test alone. */
const NOT_QUOTED = /\/\/ not quoted$/;

/** The documents that quote something, by their path below docs/, as they have to be now. */
export function quotingDocuments(): Readonly<Record<string, string>> {
  const texts = globSync(["*.md", "guides/*.md"], { cwd: import.meta.dirname })
    .sort()
    .map((path) => [path, readFileSync(join(import.meta.dirname, path), "utf8")] as const);
  return Object.fromEntries(
    texts.filter(([, text]) => text.includes("<!-- from: ")).map(([path, text]) => [path, quoting(text)]),
  );
}

/** A document with its quotes as their sources are now. Throws where there is no such source. */
export function quoting(document: string): string {
  return document.replace(
    QUOTE,
    (_, source: string, language: string) =>
      `<!-- from: ${source} -->\n\n\`\`\`${language}\n${quoteOf(source).trimEnd()}\n\`\`\``,
  );
}

function quoteOf(source: string): string {
  const [, reason] = /^response of (\S+)$/.exec(source) ?? [];
  if (reason !== undefined) return responseOf(reason);
  const [, library, code] = /^setting of (.+) for (\S+)$/.exec(source) ?? [];
  if (library !== undefined && code !== undefined) return settingOf(library, code as CauseCode);
  const [file = "", region = ""] = source.split("#");
  return regionOf(readFileSync(join(ROOT, file), "utf8"), region, source);
}

function responseOf(code: string): string {
  if (!isCode(code)) throw new Error(`There is no reason ${code}.`);
  const { issuer = ISSUER } = sampleOf(code).evidence as { readonly issuer?: string };
  return JSON.stringify(sampleBody(code, issuer), null, 2);
}

function settingOf(library: string, code: CauseCode): string {
  const found = librariesFor(code)?.settings.find((setting) => setting.library === library);
  if (found === undefined) throw new Error(`src/libraries has no setting of ${library} for ${code}.`);
  return found.code;
}

function regionOf(text: string, region: string, source: string): string {
  const lines = text.split("\n");
  // Python has other comments.
  const marks = (line: string, mark: string): boolean => [`// ${mark}`, `# ${mark}`].includes(line.trim());
  const start = lines.findIndex((line) => marks(line, `#region ${region}`));
  const end = lines.findIndex((line, at) => at > start && marks(line, "#endregion"));
  if (start < 0 || end < 0) throw new Error(`There is no region ${source}.`);
  const quoted = lines.slice(start + 1, end).filter((line) => !NOT_QUOTED.test(line));
  const margin = Math.min(...quoted.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));
  return quoted.map((line) => line.slice(margin).replace(OWN_ENTRY, 'from "candor/$1"')).join("\n");
}
