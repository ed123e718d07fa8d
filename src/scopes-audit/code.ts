/** The scopes that source code asks for: what a name or a parameter of scopes gets. */
import { type Asked, type Placed, part } from "./asked.ts";
import { readExpression } from "./expression.ts";
import type { Language } from "./language.ts";
import { isScopeName, setsParameter } from "./names.ts";
import { decoded, endsBeforeScope, scopesInQuery } from "./query.ts";
import { type Token, tokensOf } from "./tokens.ts";

const ASSIGNS = new Set(["=", ":", "=>", ":=", "+=", "<<"]);
const ADDS = /^(?:add|push|append|concat|of|new|from|addAll|Add|Append|set)$/;

/** Everything in a source. */
export const scopesInCode = (source: string, language: Language): readonly Asked[] =>
  found(tokensOf(source, language), language);

function found(tokens: readonly Token[], language: Language): readonly Asked[] {
  const all: Asked[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    if (token.kind === "string") {
      if (token.content !== undefined) all.push(...scopesInQuery(token.content));
      for (const hole of token.holes ?? []) all.push(...found(hole, language));
      all.push(...inTemplate(token, language));
    }
    const value = valueAfter(tokens, at, language);
    if (value === undefined) continue;
    const inCall = tokens[value - 1]?.text === "(" && token.kind === "name";
    const asked = readExpression(tokens, value, language, inCall);
    if (asked !== undefined) all.push(endsBeforeScope(token.text) ? { values: asked.values.map(upToNext) } : asked);
  }
  return all;
}

/** A value in a URL ends where the next parameter begins. */
const upToNext = (value: Placed): Placed => decoded(part(value, 0, value.text.search(/[&#]|$/)));

/** `…&scope=${encodeURIComponent("read write")}`. */
function inTemplate({ content, holes = [] }: Token, language: Language): readonly Asked[] {
  if (content === undefined || holes.length === 0) return [];
  const parts = content.text.split("\u0000");
  return holes.flatMap((hole, n) =>
    endsBeforeScope(parts.slice(0, n + 1).join(".")) ? (readExpression(hole, 0, language) ?? []) : [],
  );
}

/** The token with which the value of a scope begins, if the token at `at` names one. */
function valueAfter(tokens: readonly Token[], at: number, language: Language): number | undefined {
  const { kind, text } = tokens[at] as Token;
  const next = tokens[at + 1];
  if (kind === "string" && endsBeforeScope(text) && /^(?:\+|\.|<>|\.\.|&)$/.test(next?.text ?? "")) return at + 2;
  if ((kind !== "name" && kind !== "string") || !/scope/i.test(text)) return undefined;
  if (!/^[\w$.-]+$/.test(text) || !isScopeName(text)) return undefined;
  // Angular's `$scope` isn't one, and an annotation such as `@Scope` is of dependency injection.
  if (kind === "name" && text.startsWith("$") && !language.dollars) return undefined;
  if (kind === "name" && tokens[at - 1]?.text === "@")
    return next?.kind === "string" && /^[a-z]/.test(text) ? at + 1 : undefined;
  return afterName(tokens, at) ?? (kind === "string" ? afterParameter(tokens, at) : undefined);
}

/** `scope = …`, `"scope": …`, `params["scope"] = …`, `setScopes(…)`, `Scope.Add(…)`. */
function afterName(tokens: readonly Token[], at: number): number | undefined {
  const isName = tokens[at]?.kind === "name";
  const [one, two, three] = [1, 2, 3].map((n) => tokens[at + n]?.text ?? "") as [string, string, string];
  if (ASSIGNS.has(one)) return at + 2;
  if (one === "]" && two === "=") return at + 3;
  if (!isName) return undefined;
  if (one === "?" && two === ":") return undefined;
  if (one === "(") return isDeclared(tokens, at) ? undefined : at + 2;
  if (/^(?:\.|::|->)$/.test(one) && ADDS.test(two) && three === "(") return at + 4;
  // `String[] scopes[] = …` in C and `scopes []string = …` in Go.
  return one === "[" && two === "]" && three === "=" ? at + 4 : undefined;
}

/** `function setScopes(`: its parameters aren't scopes. */
const isDeclared = (tokens: readonly Token[], at: number): boolean =>
  /^(?:function|def|func|fn|fun|defp|class|interface)$/.test(tokens[at - 1]?.text ?? "");

/** `append("scope", …)`, `("scope", …)`, `"scope" to …`, `URLQueryItem(name: "scope", value: …)`, `{"scope", …}`. */
function afterParameter(tokens: readonly Token[], at: number): number | undefined {
  const next = tokens[at + 1];
  if (next?.text === "to" && next.kind === "name") return at + 2;
  if (next?.text !== ",") return undefined;
  const value = tokens[at + 2];
  if (tokens[at - 1]?.text === ":" && value?.text === "value" && tokens[at + 3]?.text === ":") return at + 4;
  const [opening, callee] = [tokens[at - 1]?.text, tokens[at - 2]];
  if (opening === "[" || opening === "{") return isPair(tokens, at) ? at + 2 : undefined;
  if (opening !== "(") return undefined;
  return callee?.kind !== "name" || setsParameter(callee.text) ? at + 2 : undefined;
}

/** `[["scope", "read"]]`: a pair within a list of pairs, and no list of names. */
function isPair(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 2]?.text ?? "";
  const close = tokens.slice(at + 2, at + 60).findIndex(({ text, kind }) => kind === "mark" && /^[\]}]$/.test(text));
  const inside = tokens.slice(at + 2, at + 2 + Math.max(close, 0));
  return /^[[{(,]$/.test(before) && close !== -1 && !inside.some(({ text, kind }) => kind === "mark" && text === ",");
}
