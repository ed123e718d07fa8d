/** Where a text stops being JSON (RFC 8259). The message of JSON.parse quotes the text, which may contain a secret. */

export interface Place {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

const BLANKS = /[ \t\n\r]*/y;
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** The position of the first invalid character; `undefined` if the text is JSON. */
export function jsonFault(text: string): Place | undefined {
  const at = faultIn(text);
  if (at === undefined) return undefined;
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

type Expecting = "value" | "value or ]" | "name" | "name or }" | "colon" | "comma";

function faultIn(text: string): number | undefined {
  const open: ("[" | "{")[] = [];
  let expecting: Expecting = "value";
  let at = 0;
  const matches = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const takes = (character: string): boolean => {
    if (text[at] !== character) return false;
    at++;
    return true;
  };
  const close = (): void => {
    open.pop();
    expecting = "comma";
  };
  for (;;) {
    matches(BLANKS);
    const inside = open.at(-1);
    if (expecting === "comma" && inside === undefined) return at < text.length ? at : undefined;
    if (expecting === "comma") {
      if (takes(",")) expecting = inside === "{" ? "name" : "value";
      else if (takes(inside === "{" ? "}" : "]")) close();
      else return at;
    } else if (expecting === "colon") {
      if (!takes(":")) return at;
      expecting = "value";
    } else if (expecting === "name or }" && takes("}")) close();
    else if (expecting === "value or ]" && takes("]")) close();
    else if (expecting === "name" || expecting === "name or }") {
      if (!matches(STRING)) return at;
      expecting = "colon";
    } else if (takes("{")) {
      open.push("{");
      expecting = "name or }";
    } else if (takes("[")) {
      open.push("[");
      expecting = "value or ]";
    } else if (matches(STRING) || matches(SCALAR)) expecting = "comma";
    else return at;
  }
}
