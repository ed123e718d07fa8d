/** Finds what one file asks for, by its name and its text. */
import { type Asked, HOLE, type Placed } from "./asked.ts";
import { scopesInCode } from "./code.ts";
import { languageOf } from "./language.ts";
import { scopesInProperties } from "./properties.ts";
import { scopesInShell } from "./shell.ts";
import { scopesInYaml } from "./yaml.ts";

/** What is computed where the program runs: `${x}`, `#{x}`, `{x}`, `\(x)`, `<x>`, `%s`, `$x`. */
const COMPUTED =
  /\$\{[^{}]*\}|#\{[^{}]*\}|\{\{[^{}]*\}\}|\{\w*\}|\\?\([^()]*\)|<[\w -]*>|%[sdv@]|\$\(?[A-Za-z_]\w*\)?/g;

/** Everything that a file asks for; nothing for files that aren't source code. */
export function findScopes(file: string, source: string): readonly Asked[] {
  const language = languageOf(file);
  if (language === undefined || !/scope/i.test(source)) return [];
  const found =
    language.reading === "code"
      ? scopesInCode(source, language)
      : { properties: scopesInProperties, yaml: scopesInYaml, shell: scopesInShell }[language.reading](source);
  return found.map((asked) => ({ ...asked, values: asked.values.map(withHoles) }));
}

const withHoles = ({ text, at }: Placed): Placed => ({
  text: text.replace(COMPUTED, (found) => HOLE.repeat(found.length)),
  at,
});
