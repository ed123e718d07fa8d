/** How files are read, by the ends of their names. */

export type Reading = "code" | "yaml" | "properties" | "shell";

export interface Language {
  readonly reading: Reading;
  readonly comments: { readonly slashes: boolean; readonly hash: boolean };
  /** `'` encloses one character, as in Java. In Groovy and others it encloses strings. */
  readonly characters: boolean;
  /** `.` joins strings, as in PHP. */
  readonly dotJoins: boolean;
  readonly templates: boolean;
  /** `$name` is an ordinary variable, as in PHP. */
  readonly dollars: boolean;
}

const SLASHES =
  "js jsx ts tsx mjs cjs mts cts java kt kts scala groovy gradle cs go swift rs dart php c cc cpp h hpp m vue svelte json jsonc json5 webmanifest html htm xml cshtml razor".split(
    " ",
  );
const HASH = "py pyi rb ex exs php toml tf r pl cr jl nix erb rake gemspec".split(" ");
const CHARACTERS = "java kt kts cs go rs swift c cc cpp h hpp scala".split(" ");
const TEMPLATES = "js jsx ts tsx mjs cjs mts cts vue svelte go".split(" ");
const SHELL = "sh bash zsh fish ps1 http rest mk".split(" ");

/** How to read a file of this name; `undefined` if it contains no source code. */
export function languageOf(file: string): Language | undefined {
  const name = file.slice(file.lastIndexOf("/") + 1).toLowerCase();
  if (/^(?:package-lock\.json|.*\.min\.js|.*\.map)$/.test(name)) return undefined;
  const end = name.slice(name.lastIndexOf(".") + 1);
  const of = (reading: Reading): Language => ({
    reading,
    comments: { slashes: SLASHES.includes(end), hash: HASH.includes(end) || reading === "shell" },
    characters: CHARACTERS.includes(end),
    dotJoins: end === "php",
    templates: TEMPLATES.includes(end),
    dollars: end === "php" || end === "ps1",
  });
  if (/^\.env|\.env$/.test(name) || ["properties", "ini", "conf", "cfg"].includes(end)) return of("properties");
  if (["yaml", "yml"].includes(end)) return of("yaml");
  if (SHELL.includes(end) || /^(?:dockerfile|containerfile|makefile|justfile)/.test(name)) return of("shell");
  return SLASHES.includes(end) || HASH.includes(end) ? of("code") : undefined;
}
