/** Scopes in URLs and in forms: `…&scope=read%20write&…`. */
import { type Asked, HOLE, type Placed, part } from "./asked.ts";

/** The parameter at the start of a text or after a mark that separates parameters. In a sentence it is after a space. */
const PARAMETER = /(?:^|[?&])scopes?=([^&#"'`<>]*)/gi;

/** Every scope parameter of a text. */
export function scopesInQuery(whole: Placed): readonly Asked[] {
  if (!/scopes?=/i.test(whole.text)) return [];
  return [...whole.text.matchAll(PARAMETER)].map(({ index, 0: all, 1: value = "" }) => {
    const from = index + all.length - value.length;
    return { values: [decoded(part(whole, from, from + value.length))] };
  });
}

/** Whether the value of a scope parameter follows a text: `"…&scope=" + scopes`. */
export const endsBeforeScope = (text: string): boolean => /(?:^|[?&])scopes?=$/i.test(text);

/** Decodes one value of `application/x-www-form-urlencoded`, as a server does. */
export function decoded({ text, at }: Placed): Placed {
  const characters: string[] = [];
  const places: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = /^%([0-7][0-9a-f])/i.exec(text.slice(i, i + 3))?.[1];
    const one = text[i] ?? "";
    characters.push(code !== undefined ? String.fromCharCode(Number.parseInt(code, 16)) : one === "+" ? " " : one);
    places.push(at[i] ?? 0);
    if (code !== undefined) i += 2;
  }
  return { text: characters.join("").replaceAll(/\0/g, HOLE), at: places };
}
