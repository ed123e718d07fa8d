/** Reads YAML. Faults are given by their place: the messages of the parser quote the text, which may contain a secret. */
import { parseAllDocuments } from "yaml";
import { ConfigurationError } from "../configuration/fault.ts";

/** A large file has no more than a few. Expanding more is how a small file fills the memory. */
const ALIASES = 100;

/** The value in a YAML text. Throws a `ConfigurationError` about `path` if it isn't one document of YAML. */
export function readYaml(text: string, path: string): unknown {
  const [value, ...others] = readYamlDocuments(text, path);
  if (others.length > 0)
    throw new ConfigurationError([
      { key: path, is: "more than one document", expected: "one document, without a line ---" },
    ]);
  return value;
}

/** The values in a YAML text, between lines with `---`. Throws as `readYaml` does; there is at least one. */
export function readYamlDocuments(text: string, path: string): readonly unknown[] {
  const cannot = (is: string, expected: string): ConfigurationError =>
    new ConfigurationError([{ key: path, is, expected }]);
  // Unknown tags are warnings of the parser, which would print them.
  const parsed = parseAllDocuments(text, { logLevel: "silent", prettyErrors: true });
  const documents = Array.isArray(parsed) ? parsed : [];
  if (documents.length === 0) throw cannot("empty", "an object in YAML");
  return documents.map((document) => {
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined) {
      const [{ line, col } = { line: 1, col: 1 }] = fault.linePos ?? [];
      throw cannot(`${WORDS[fault.code] ?? "not YAML"}: see line ${line}, column ${col}`, "an object in YAML");
    }
    try {
      return document.toJS({ maxAliasCount: ALIASES });
    } catch {
      throw cannot(
        "using an alias (*name) that can't be resolved",
        "values written out, or an anchor (&name) before it",
      );
    }
  });
}

const WORDS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "naming a key twice",
  TAB_AS_INDENT: "indented with a tab",
  BAD_INDENT: "indented wrongly, or with a [ or { that isn't closed",
  TAG_RESOLVE_FAILED: "using an unknown tag",
  MULTILINE_IMPLICIT_KEY: "missing a line break or quotation marks",
  BLOCK_AS_IMPLICIT_KEY: "using a colon within a value without quotation marks",
};
