/** Reads the expression that a scope gets: literals, what joins them, and lists of them, in any language. */
import { type Asked, HOLE, type Placed, placed, split, together } from "./asked.ts";
import type { Language } from "./language.ts";
import { collects, looksUp } from "./names.ts";
import type { Token } from "./tokens.ts";

const COMPARES = new Set(["==", "===", "!=", "!==", "<=", ">=", "in"]);
/** The code of a function, not a value: `withScope((scope) => …)`. */
const FUNCTIONS = new Set(["=>", "function", "lambda", "do", "fn", "func", "def"]);
const OPENING = new Set(["(", "[", "{"]);
const CLOSING = new Set([")", "]", "}"]);
/** A line that begins or ends with one of these goes on. */
const CONTINUES = new Set([
  "+",
  ".",
  "?.",
  "||",
  "&&",
  "??",
  "?",
  ":",
  "<>",
  "..",
  "|>",
  "=",
  "\\",
  "->",
  "+=",
  ",",
  "(",
  "[",
  "{",
]);
/** Tokens. */
const LONGEST = 150;
/** A text that only separates: `", "` or `%20`. */
const SEPARATES = /^(?:[\s,;|+]|%20|%2C)*$/i;
const CHARSET = /^utf-?8$/i;

/** Names that begin an expression or say its type, and aren't a value themselves. */
const NO_VALUE =
  /^(?:new|await|return|const|let|var|val|final|static|public|private|as|by|r|f|b|u|rb|br|fr|rf|String|string|str|List|Set|Array|Vec|IEnumerable|readonly|mut|ref)$/;

class Reader {
  readonly #tokens: readonly Token[];
  readonly #language: Language;
  readonly #items: Placed[][] = [];
  readonly #joiners: Placed[] = [];
  #joins = false;
  #splits = false;
  #depth = 0;
  readonly #inCall: boolean;
  #before: Token | undefined;

  constructor(tokens: readonly Token[], language: Language, inCall: boolean) {
    [this.#tokens, this.#language, this.#inCall] = [tokens, language, inCall];
  }

  /** What is asked for; `undefined` if the expression isn't a list or a text. */
  read(from: number): Asked | undefined {
    for (let at = from; at < Math.min(this.#tokens.length, from + LONGEST); at++) {
      const token = this.#tokens[at] as Token;
      if (token.kind === "line" ? this.#endsAt(at) : this.#isEnd(token)) break;
      if (token.kind === "line") continue;
      const { text, kind } = token;
      if (kind !== "string" && FUNCTIONS.has(text)) return undefined;
      if (kind === "mark" && text === "{" && this.#isRecord(at)) return undefined;
      if (kind === "string") this.#string(token, at);
      else if (kind === "name") at = this.#name(token, at);
      else this.#mark(text);
      this.#before = token;
    }
    return this.#asked();
  }

  #isEnd({ kind, text }: Token): boolean {
    const isEnd = text === ";" || (text === "," && !this.#inCall) || CLOSING.has(text);
    return kind === "mark" && this.#depth === 0 && isEnd;
  }

  /** Whether the expression ends with its line. */
  #endsAt(at: number): boolean {
    if (this.#depth > 0 || this.#before === undefined || CONTINUES.has(this.#before.text)) return false;
    const next = this.#tokens.slice(at, at + 20).find(({ kind }) => kind !== "line");
    return !(
      next !== undefined &&
      (CONTINUES.has(next.text) || (next.kind === "string" && this.#before.kind === "string"))
    );
  }

  /** `{ name: … }`, in place of a list in braces. */
  #isRecord(at: number): boolean {
    const [first, second] = this.#tokens.slice(at + 1, at + 12).filter(({ kind }) => kind !== "line");
    return first !== undefined && /^(?::|=|=>|->)$/.test(second?.text ?? "");
  }

  #string({ content = placed("", 0) }: Token, at: number): void {
    const next = this.#tokens[at + 1]?.text ?? "";
    if (COMPARES.has(this.#before?.text ?? "") || COMPARES.has(next) || CHARSET.test(content.text)) return;
    if (content.text !== "" && SEPARATES.test(content.text) && !this.#isConcatenated() && !this.#isConcatenation(next))
      this.#joiners.push(content);
    else this.#add(content);
  }

  #add(content: Placed): void {
    if (this.#isConcatenated()) this.#items.at(-1)?.push(content);
    else this.#items.push([content]);
  }

  readonly #isConcatenation = (mark: string): boolean =>
    mark === "+" || mark === "<>" || mark === ".." || mark === "&" || (mark === "." && this.#language.dotJoins);

  /** Whether the last literal and the next are one. */
  #isConcatenated(): boolean {
    if (this.#items.length === 0 || this.#before === undefined) return false;
    return this.#before.kind === "string" || this.#isConcatenation(this.#before.text);
  }

  /** Returns where to go on. */
  #name({ text, start }: Token, at: number): number {
    const next = this.#tokens[at + 1]?.text ?? "";
    if (/^(?:join|joined|joinToString|implode)$/i.test(text)) this.#joins = true;
    if (/^(?:split|explode)$/i.test(text)) this.#splits = true;
    const call = next === "!" ? at + 2 : at + 1;
    const opening = this.#tokens[call]?.text;
    if (opening === "(" && !collects(text)) {
      if (looksUp(text)) this.#fallback(call);
      return this.#closing(call);
    }
    // `config["scope"]`: what is in the brackets is a key.
    if (next === "[" && !/^(?:vec|new|Array|List)$/.test(text) && this.#tokens[at + 1]?.start === start + text.length) {
      if (this.#tokens[at + 2]?.kind === "string") return this.#closing(at + 1);
    }
    const isValue = !/^(?:\.|::|\(|<|\{|!|\?\.|->)$/.test(next) && !NO_VALUE.test(text);
    const isMember = /^(?:\.|\?\.|->|::)$/.test(this.#before?.text ?? "") && !this.#language.dotJoins;
    if (isValue && !isMember) this.#add(placed(HOLE, start));
    return at;
  }

  /** The last argument of a call, if it isn't the only one and is a text: `env("SCOPE", "read write")`. */
  #fallback(open: number): void {
    const close = this.#closing(open);
    const inside = this.#tokens.slice(open + 1, close).filter(({ kind }) => kind !== "line");
    const [comma, last] = inside.slice(-2);
    if (comma?.text === "," && last?.kind === "string" && last.content !== undefined) this.#items.push([last.content]);
  }

  /** Where the bracket closes that opens at `open`. */
  #closing(open: number): number {
    let depth = 0;
    for (let at = open; at < Math.min(this.#tokens.length, open + LONGEST); at++) {
      const { kind, text } = this.#tokens[at] as Token;
      if (kind !== "mark") continue;
      if (OPENING.has(text)) depth++;
      if (CLOSING.has(text) && --depth === 0) return at;
    }
    return this.#tokens.length;
  }

  #mark(text: string): void {
    if (OPENING.has(text)) this.#depth++;
    if (CLOSING.has(text)) this.#depth--;
  }

  #asked(): Asked | undefined {
    const items = this.#items.map(together).filter(({ text }) => text !== "");
    if (items.length === 0) return undefined;
    if (this.#splits) {
      const separator = this.#joiners[0]?.text.trim() ?? "";
      const by = separator === "" ? /\s+/g : new RegExp(separator.replaceAll(/[|+]/g, "\\$&"), "g");
      return { values: items.flatMap((item) => split(item, by)) };
    }
    return { values: items, ...(this.#joins && { joiner: this.#joiners[0] }) };
  }
}

/** Reads the expression that begins at a token, or all arguments of a call. */
export const readExpression = (
  tokens: readonly Token[],
  from: number,
  language: Language,
  inCall = false,
): Asked | undefined => new Reader(tokens, language, inCall).read(from);
