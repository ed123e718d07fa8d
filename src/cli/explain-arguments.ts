/** What `candor explain` accepts. Arguments without a mistake are read without loading what explains mistakes. */
import { parseArgs } from "node:util";
import type { ExplainOptions } from "./explain.ts";

interface Option {
  /** The name of its value, if it has one. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly says: string;
}

export const OPTIONS: Readonly<Record<keyof ExplainOptions, Option>> = {
  from: { value: "file", says: "explain each failure in a log (- for standard input), with its line" },
  format: {
    value: "format",
    choices: ["text", "problem", "json"],
    says: "how to print what a log contains: in full, as one line each that editors understand, or as JSON",
  },
  context: {
    value: "file",
    says: "JSON: registered redirect URIs, scopes, server time, … (docs/explain.md)",
  },
  verbose: { says: "print everything that was found, in full (default: at most 24 lines)" },
  sources: {
    says: "print where the matched messages come from, or with a provider's name, where all of its messages do",
  },
  json: { says: "print JSON, for tools" },
  online: { says: "fetch the issuer's discovery document and keys (nothing else is ever sent)" },
};

/** The arguments, if nothing about them needs an explanation: no help is asked for, and no option or value is unknown. */
export function plainly(
  args: readonly string[],
): { readonly input: readonly string[]; readonly options: ExplainOptions } | undefined {
  const options = Object.fromEntries(
    Object.entries(OPTIONS).map(([name, { value }]) => [name, { type: value ? "string" : "boolean" }] as const),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const isKnown = Object.entries(OPTIONS).every(
      ([name, { choices }]) => !(name in values) || choices?.includes(String(values[name])) !== false,
    );
    return isKnown ? { input: positionals, options: values } : undefined;
  } catch {
    return undefined;
  }
}
