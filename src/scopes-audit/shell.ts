/** Scopes in shell scripts, Dockerfiles, makefiles and files of HTTP requests. */
import { type Asked, type Placed, part, placed, split } from "./asked.ts";
import { isScopeName } from "./names.ts";
import { decoded } from "./query.ts";

/** `scope=…` in a command, in a form and in a URL; `SCOPES="…"`; `--scope …`. */
const NAMED =
  /(?<before>^|[\s;&?'"({])(?<dashes>-{0,2})(?<name>(?:[A-Za-z][\w-]*)?scopes?\w*)(?<mark>[ \t]*\??=[ \t]*|[ \t]+)(?<quote>["']?)/gi;

export function scopesInShell(source: string): readonly Asked[] {
  return split(placed(source, 0), /\r?\n/g).flatMap((line) => (/^\s*(?:#|\/\/)/.test(line.text) ? [] : inLine(line)));
}

function inLine(line: Placed): readonly Asked[] {
  if (!/scope/i.test(line.text)) return [];
  return [...line.text.matchAll(NAMED)].flatMap(({ index, 0: all, groups = {} }) => {
    const { before = "", dashes = "", name = "", mark = "", quote = "" } = groups;
    const isFlag = dashes !== "";
    if (!isScopeName(name) || (!isFlag && !mark.includes("="))) return [];
    // An assignment has no space around its mark, except in makefiles.
    if (!isFlag && /^\s+$/.test(mark)) return [];
    const from = index + all.length;
    const rest = line.text.slice(from);
    const enclosing = /["']/.test(before) ? before : quote;
    const end = enclosing === "" ? rest.search(/[\s&'"`;)#]|$/) : rest.search(new RegExp(`[${enclosing}&#]|$`));
    const value = part(line, from, from + end);
    const isForm = /[&?]/.test(before) || /^scopes?$/.test(name);
    return [{ values: [isForm && !isEncodedLater(line.text, index) ? decoded(value) : value] }];
  });
}

/** `curl --data-urlencode` encodes what follows, so that a plus sign stays one. */
const isEncodedLater = (line: string, index: number): boolean =>
  /--data-urlencode[ =]["']?$/.test(line.slice(0, index + 1).trimStart());
