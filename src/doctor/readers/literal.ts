/**
 * Values as programs write and print them: JavaScript, Python, Ruby, PHP and Go, what `console.log` and `print` show.
 * Nothing is evaluated. What isn't a literal is unknown.
 */

/** A value that only the program knows: a variable, an expression. */
export const UNKNOWN = Symbol("unknown");

export type Literal = string | number | boolean | null | typeof UNKNOWN | Literals | Dict | Call;
export type Literals = readonly Literal[];
/** Members by their names. */
export type Dict = ReadonlyMap<string, Literal>;

/** `new URLSearchParams(…)`, `qs.stringify(…)`, `post(…)`. */
export class Call {
  readonly name: string;
  /** Positional arguments. */
  readonly args: Literals;
  /** Named ones: `data=…`, `body: …`. */
  readonly named: Dict;

  constructor(name: string, args: Literals, named: Dict) {
    this.name = name;
    this.args = args;
    this.named = named;
  }
}

export interface LiteralRead {
  readonly value: Literal;
  /** The position behind it. */
  readonly end: number;
}

const MOST = { length: 200_000, depth: 12, members: 2_000 } as const;

/** The value at a position, and nothing that follows it. `known` has the values of variables. */
export function readLiteral(text: string, from: number, known: Dict = new Map()): LiteralRead | undefined {
  const parser = new Parser(text.slice(from, from + MOST.length), known);
  const value = parser.first();
  return parser.failed ? undefined : { value, end: from + parser.at };
}

const KEY =
  /(?:[bu]?(["'`])((?:\\.|(?!\1)[^\\\n]){0,200})\1|:?([\w$@-]{1,80})|\[(?:Symbol\()?([\w.-]{1,80})\)?\])\s{0,80}(?:=>|:(?![:/])|=(?![=>]))\s{0,80}/y;
const SPACE = /(?:\s|\/\/[^\n]*|\/\*[^*]{0,2000}\*\/|#[ \t][^\n]*|\.\.\. ?\d+ more (?:items?|characters))+/y;
/** What prints before an object: `<ref *1> ClientRequest {`, `Object [AxiosHeaders] {`, `[Object: null prototype] {`, `url.Values{`. */
const BEFORE_OBJECT =
  /(?:<ref \*\d+>\s|\[Object: null prototype\]\s|&)?(?:[A-Za-z_][\w.]{0,80}(?:\(\d+\))?\s?(?:\[[\w. ]{1,60}\]\s?)?)?(?=\{)/y;
const PRINTED =
  /\[(?:Function|AsyncFunction|Object|Array|class|Getter|Setter|Circular|native)\b[^\]\n]{0,200}\]|<[^>\n]{1,200}>/y;
const NUMBER = /-?\d+(?:\.\d+)?\b/y;
const PATH = /(?:(?:new|await|return)\s+)*\\?[$@]?[A-Za-z_$][\w$]*(?:(?:\.|\?\.|->|::)[A-Za-z_$][\w$]*[!?]?)*/y;
/** Neither quotes, brackets nor what ends an expression. */
const PLAIN = /[^"'`{}[\]();,]+/y;
const CONSTANTS: Readonly<Record<string, Literal>> = {
  ...{ true: true, True: true, TRUE: true, false: false, False: false, FALSE: false },
  ...{ null: null, None: null, nil: null, NULL: null, undefined: null },
};
const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")" };
const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "0": "\0", b: "\b", f: "\f" };

class Parser {
  readonly #text: string;
  readonly #known: Dict;
  at = 0;
  failed = false;
  #members = 0;

  constructor(text: string, known: Dict) {
    this.#text = text;
    this.#known = known;
  }

  first(): Literal {
    this.#eat(SPACE);
    return this.#plain(0);
  }

  value(depth: number): Literal {
    if (depth > MOST.depth) return this.#skip();
    this.#eat(SPACE);
    const value = this.#plain(depth);
    return this.#behind(value);
  }

  #plain(depth: number): Literal {
    const quoted = this.#eat(/(?:[bruBRU]{0,2}|f)(?=["'`])/y);
    if (quoted !== undefined) return this.#string(quoted === "f");
    if (this.#eat(BEFORE_OBJECT) !== undefined) return this.#group(depth);
    if (this.#eat(PRINTED) !== undefined) return UNKNOWN;
    const number = this.#eat(NUMBER);
    if (number !== undefined) return Number(number);
    const character = this.#text[this.at];
    if (character === "[" || character === "(") return this.#group(depth);
    const symbol = this.#eat(/:\w{1,60}/y);
    if (symbol !== undefined) return symbol.slice(1);
    const path = this.#eat(PATH);
    return path === undefined ? this.#skip() : this.#named(path, depth);
  }

  #named(path: string, depth: number): Literal {
    const name = path.replace(/^(?:(?:new|await|return)\s+)+/, "");
    if (this.#text[this.at] === "(") return this.#call(name, depth);
    if (Object.hasOwn(CONSTANTS, name)) return CONSTANTS[name] as Literal;
    return this.#known.get(name.replace(/^[$@]/, "")) ?? UNKNOWN;
  }

  #call(name: string, depth: number): Literal {
    const { items, named } = this.#entries(depth);
    // `array('a' => 'b')`, `dict(a="b")`
    if (/^(?:array|dict|Map\.of|hash)$/i.test(name) && named.size > 0) return named;
    return new Call(name, items, named);
  }

  /** `{…}`, `[…]` or `(…)`: with names a dict, without any an array. */
  #group(depth: number): Literal {
    const { items, named } = this.#entries(depth);
    return named.size > 0 || (items.length === 0 && this.#text[this.at - 1] === "}") ? named : items;
  }

  #entries(depth: number): { items: Literal[]; named: Map<string, Literal> } {
    const items: Literal[] = [];
    const named = new Map<string, Literal>();
    const close = CLOSING[this.#text[this.at++] as string] as string;
    for (;;) {
      this.#eat(SPACE);
      const character = this.#text[this.at];
      if (character === undefined || this.#members++ > MOST.members) this.failed = true;
      if (this.failed) break;
      if (character === close) {
        this.at++;
        break;
      }
      if (character === "," || character === ";") this.at++;
      else if (/[}\])]/.test(character as string)) this.failed = true;
      else this.#entry(items, named, close, depth);
    }
    return { items, named };
  }

  #entry(items: Literal[], named: Map<string, Literal>, close: string, depth: number): void {
    KEY.lastIndex = this.at;
    const key = KEY.exec(this.#text);
    if (key !== null) {
      this.at = KEY.lastIndex;
      named.set(key[2] ?? key[3] ?? key[4] ?? "", this.value(depth + 1));
      return;
    }
    // `{ code }` is short for `{ code: code }`.
    const short = close === "}" ? this.#eat(/[A-Za-z_$][\w$]{0,60}(?=\s*[,}])/y) : undefined;
    if (short !== undefined) named.set(short, this.#known.get(short) ?? UNKNOWN);
    else if (this.#eat(/\.\.\.|\*{1,2}(?=\w)/y) !== undefined) this.value(depth + 1);
    else items.push(this.value(depth + 1));
  }

  /** From the opening quote. One with a variable in it is unknown. */
  #string(formatted: boolean): Literal {
    const quote = this.#text[this.at++] as string;
    const parts: string[] = [];
    let known = true;
    for (; this.at < this.#text.length && this.#text[this.at] !== quote; this.at++) {
      const character = this.#text[this.at] as string;
      if (character === "\n" && quote !== "`") break;
      if ((formatted && character === "{") || (quote === "`" && this.#text.startsWith("${", this.at))) known = false;
      if (character !== "\\") parts.push(character);
      else parts.push(this.#escape());
    }
    if (this.#text[this.at] !== quote) this.failed = true;
    this.at++;
    return known ? parts.join("") : UNKNOWN;
  }

  #escape(): string {
    const code = /^(?:x([0-9a-f]{2})|u([0-9a-f]{4}))/i.exec(this.#text.slice(this.at + 1, this.at + 6));
    this.at += code?.[0].length ?? 1;
    if (code !== null) return String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? "", 16));
    const letter = this.#text[this.at] ?? "";
    return ESCAPED[letter] ?? letter;
  }

  /** What follows a value: the rest of a long text, a method, an operator. */
  #behind(value: Literal): Literal {
    const before = this.at;
    this.#eat(SPACE);
    const next = this.#text[this.at];
    if (typeof value === "string" && this.#eat(/\+\s{0,80}(?=["'`])/y) !== undefined) {
      const rest = this.#behind(this.#string(false));
      return typeof rest === "string" ? value + rest : UNKNOWN;
    }
    if (next === undefined || /[,;)\]}\n]/.test(next) || this.#text.slice(before, this.at).includes("\n")) {
      this.at = before;
      return value;
    }
    const isSame =
      value instanceof Call && /^\.(?:to_?string|encode|to_?s)\b/i.test(this.#text.slice(this.at, this.at + 12));
    this.#skip();
    return isSame ? value : UNKNOWN;
  }

  /** To the end of an expression. */
  #skip(): typeof UNKNOWN {
    let depth = 0;
    while (!this.failed) {
      this.#eat(PLAIN);
      const character = this.#text[this.at];
      if (character === undefined) break;
      if (/["'`]/.test(character)) {
        this.#string(false);
        continue;
      }
      if (/[{[(]/.test(character)) depth++;
      else if (/[}\])]/.test(character) && depth-- === 0) break;
      else if (/[,;]/.test(character) && depth === 0) break;
      this.at++;
    }
    return UNKNOWN;
  }

  #eat(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}

/** Plain values, as JSON has them. Unknown ones are left out. */
export function plainOf(value: Literal): unknown {
  if (value === UNKNOWN) return undefined;
  if (value instanceof Map)
    return Object.fromEntries([...value].flatMap(([name, one]) => (one === UNKNOWN ? [] : [[name, plainOf(one)]])));
  if (Array.isArray(value)) return value.map(plainOf).filter((one) => one !== undefined);
  return value instanceof Call ? undefined : value;
}

/** Whether something in it is unknown. */
export function isPartial(value: Literal): boolean {
  if (value === UNKNOWN) return true;
  if (value instanceof Map) return [...value.values()].some(isPartial);
  if (value instanceof Call) return [...value.args, ...value.named.values()].some(isPartial);
  return Array.isArray(value) && value.some(isPartial);
}
