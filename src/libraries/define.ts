/** A setting of a client library or a product by which a reason is fixed. Data only; what is written here was read at its source. */

/** The day on which every source was read. */
export const READ_ON = "2026-11-28";

export type Syntax =
  | "apache"
  | "go"
  | "ini"
  | "java"
  | "js"
  | "perl"
  | "php"
  | "python"
  | "ruby"
  | "text"
  | "toml"
  | "ts"
  | "yaml";

export interface Setting {
  /** As its users call it. */
  readonly library: string;
  /** What to write, so that it can be pasted. */
  readonly code: string;
  readonly syntax: Syntax;
  /** What else must be known: since which version, or what the application does itself. */
  readonly note?: string | undefined;
  /** Where it is documented: the library's own page or repository. */
  readonly source: string;
}

/** Describes one setting. */
export const setting = (library: string, syntax: Syntax, code: string, source: string, note?: string): Setting => ({
  library,
  syntax,
  code,
  source,
  note,
});
