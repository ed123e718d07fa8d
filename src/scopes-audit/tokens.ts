/** Source code of any language as tokens: names, strings and marks. Comments are left out. It needs no grammar, only how strings are written. */
import { HOLE, type Placed, placed } from "./asked.ts";
import type { Language } from "./language.ts";

export interface Token {
  readonly kind: "name" | "string" | "mark" | "line";
  readonly text: string;
  /** Offsets in the source: of the token, and after it. */
  readonly start: number;
  readonly end: number;
  /** The content of a string. */
  readonly content?: Placed;
  /** The code within a template, each behind the HOLE that stands for it. */
  readonly holes?: readonly (readonly Token[])[];
}

const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const MARK = /===|!==|\.\.\.|=>|->|::|:=|==|!=|<=|>=|\+=|\|\||&&|\?\?|\.\.|<>|\?\.|<<|\|>|[^\s]/uy;
const WORDS = /[%~][wWiI]([[({<|/])/y;
const CLOSING: Readonly<Record<string, string>> = { "[": "]", "(": ")", "{": "}", "<": ">" };
const ESCAPED: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };
/** Characters. Nobody asks for scopes with a longer literal. */
const LONGEST = 4_000;
/** Templates within templates. */
const DEEPEST = 20;

/** All tokens of a source. */
export function tokensOf(source: string, language: Language): readonly Token[] {
  return new Lexer(source, language).run();
}

class Lexer {
  readonly #source: string;
  readonly #language: Language;
  #at = 0;
  #depth = 0;

  constructor(source: string, language: Language) {
    [this.#source, this.#language] = [source, language];
  }

  /** Up to the end, or to the `}` that closes a hole of a template. */
  run(inHole = false): readonly Token[] {
    const tokens: Token[] = [];
    let depth = 0;
    while (this.#at < this.#source.length) {
      if (this.#skipped()) continue;
      const next = this.#next(tokens.at(-1));
      const [{ kind, text } = { kind: "line", text: "" }] = next;
      if (kind === "mark" && text === "{") depth++;
      if (kind === "mark" && text === "}" && inHole && depth-- === 0) break;
      tokens.push(...next);
    }
    return tokens;
  }

  /** Whether space or a comment was passed over. */
  #skipped(): boolean {
    const { slashes, hash } = this.#language.comments;
    const [one, two] = [this.#source[this.#at] ?? "", this.#source.slice(this.#at, this.#at + 2)];
    if (one !== "\n" && /\s/.test(one)) return this.#to(this.#at + 1);
    if ((slashes && two === "//") || (hash && one === "#")) return this.#to(this.#find("\n", this.#at));
    if (slashes && two === "/*") return this.#to(this.#find("*/", this.#at + 2) + 2);
    if (this.#source.startsWith("<!--", this.#at)) return this.#to(this.#find("-->", this.#at) + 3);
    return false;
  }

  #to(at: number): true {
    this.#at = at;
    return true;
  }

  #find(text: string, from: number): number {
    const found = this.#source.indexOf(text, from);
    return found === -1 ? this.#source.length : found;
  }

  #next(before: Token | undefined): readonly Token[] {
    const start = this.#at;
    const one = this.#source[start] ?? "";
    if (one === "\n") return [this.#token("line", one)];
    const string = /["'`]/.test(one) ? this.#string(one) : undefined;
    if (string !== undefined) return [string];
    const name = matched(NAME, this.#source, start);
    if (name !== undefined) return [this.#token("name", name)];
    return this.#words(before) ?? [this.#token("mark", matched(MARK, this.#source, start) ?? one)];
  }

  #token(kind: Token["kind"], text: string): Token {
    const start = this.#at;
    this.#at += text.length;
    return { kind, text, start, end: this.#at };
  }

  /** A string literal; `undefined` if the quote opens none, such as an apostrophe or a lifetime of Rust. */
  #string(quote: string): Token | undefined {
    const start = this.#at;
    const mark = this.#source.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
    const isTemplate = quote === "`";
    if (isTemplate && !this.#language.templates) return undefined;
    if (
      quote === "'" &&
      this.#language.characters &&
      !/^'(?:\\[^']+|[^'\\\n])'/.test(this.#source.slice(start, start + 12))
    )
      return undefined;
    const lasts = mark.length === 3 || isTemplate;
    const characters: string[] = [];
    const at: number[] = [];
    const holes: (readonly Token[])[] = [];
    let i = start + mark.length;
    for (; ; i++) {
      const one = this.#source[i];
      // A long string without an end has one at the end of the file, so that nothing is read twice.
      if (one === undefined && lasts) break;
      if (one === undefined || (one === "\n" && !lasts)) return undefined;
      if (this.#source.startsWith(mark, i)) break;
      if (isTemplate && this.#source.startsWith("${", i) && this.#depth < DEEPEST) {
        this.#at = i + 2;
        this.#depth++;
        holes.push(this.run(true));
        this.#depth--;
        characters.push(HOLE);
        at.push(i);
        i = this.#at - 1;
        continue;
      }
      const isEscape = one === "\\" && i + 1 < this.#source.length;
      if (isEscape) i++;
      const next = this.#source[i] ?? "";
      // A line that goes on within a string.
      if (isEscape && next === "\n") continue;
      characters.push(isEscape ? (ESCAPED[next] ?? next) : next);
      at.push(isEscape ? i - 1 : i);
    }
    const content = at.length > LONGEST ? placed("", start) : { text: characters.join(""), at };
    return { ...this.#ended(start, i + mark.length), text: content.text, content, holes };
  }

  #ended(start: number, end: number): Pick<Token, "kind" | "start" | "end"> {
    this.#at = end;
    return { kind: "string", start, end };
  }

  /** The words of `%w[read write]` in Ruby and of `~w(read write)` in Elixir. */
  #words(before: Token | undefined): readonly Token[] | undefined {
    const start = this.#at;
    // Elsewhere `%` divides.
    if (before?.kind === "name" && before.end === start) return undefined;
    const opening = matched(WORDS, this.#source, start);
    if (opening === undefined) return undefined;
    const mark = opening.slice(-1);
    const from = start + opening.length;
    const to = this.#find(CLOSING[mark] ?? mark, from);
    if (to - from > LONGEST) return undefined;
    const tokens: Token[] = [{ kind: "mark", text: "[", start, end: from }];
    for (const { index, 0: word } of this.#source.slice(from, to).matchAll(/\S+/g)) {
      const [at, end] = [from + index, from + index + word.length];
      tokens.push({ kind: "string", text: word, start: at, end, content: placed(word, at) });
      tokens.push({ kind: "mark", text: ",", start: end, end });
    }
    this.#at = to + 1;
    return [...tokens, { kind: "mark", text: "]", start: to, end: to + 1 }];
  }
}

function matched(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}
