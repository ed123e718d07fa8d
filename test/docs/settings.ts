/** Whether a snippet of a settings file can be pasted: YAML, JSON, TOML, INI, properties of Java. */
import { parseAllDocuments } from "yaml";

const SECTION = /^\[\[?[\w.:"-]+(?: [\w.:"-]+)*\]\]?$/;

/** What a language accepts on a line of its own; comments and blank lines are dropped before. */
const LINES: Readonly<Record<string, (line: string) => boolean>> = {
  ini: (line) => SECTION.test(line) || /^[\w.-]+ ?= ?\S.*$/.test(line),
  toml: (line) => SECTION.test(line) || isTomlPair(line),
  properties: (line) => /^[\w.[\]-]+ ?[=:] ?\S.*$/.test(line),
};

const COMMENTS: Readonly<Record<string, RegExp>> = { ini: /^[;#]/, toml: /^#/, properties: /^[#!]/ };

/** The values of TOML that snippets use are also JSON: strings in double quotes, numbers, booleans, and lists of them. */
function isTomlPair(line: string): boolean {
  const [, value = ""] = /^[\w.-]+ = (.*?)(?: +#.*)?$/.exec(line) ?? [];
  return value !== "" && jsonFault(value) === undefined;
}

/** Why a text is not JSON; `undefined` if it is. */
export function jsonFault(code: string): string | undefined {
  try {
    JSON.parse(code);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A scalar alone would be valid YAML, but is no setting: a colon without a space behind it makes one. */
function yamlFault(code: string): string | undefined {
  for (const document of parseAllDocuments(code, { strict: true, uniqueKeys: true })) {
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined) return fault.message;
    if (typeof document.toJS() !== "object") return `not a mapping or a list: ${String(document.toJS())}`;
  }
  return undefined;
}

/** The languages that are checked. */
export const SETTINGS_LANGUAGES: ReadonlySet<string> = new Set(["yaml", "yml", "json", ...Object.keys(LINES)]);

/** What is wrong with a snippet; `undefined` if nothing is, or its language isn't one of settings. */
export function settingsFault(language: string, code: string): string | undefined {
  if (language === "json") return jsonFault(code);
  if (language === "yaml" || language === "yml") return yamlFault(code);
  const accepts = Object.hasOwn(LINES, language) ? LINES[language] : undefined;
  const lines = code.split("\n").filter((line) => line.trim() !== "" && !COMMENTS[language]?.test(line));
  const wrong = accepts === undefined ? undefined : lines.find((line) => !accepts(line));
  return wrong === undefined ? undefined : `not ${language}: ${wrong}`;
}
