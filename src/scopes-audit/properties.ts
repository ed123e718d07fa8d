/** Scopes in files of settings, one on each line: properties, .env, ini. */
import { type Asked, type Placed, part, placed, split } from "./asked.ts";
import { isScopeName } from "./names.ts";
import { scopesInQuery } from "./query.ts";

const LINE = /^([ \t]*(?:export[ \t]+)?["']?)([\w.[\]-]+)["']?([ \t]*[=:][ \t]*)(.*)$/;
/** Frameworks whose settings are lists with commas. */
const LISTS = /^(?:spring|quarkus|micronaut|mp|smallrye)[._-]/i;

/** A line that ends in a backslash goes on in the next. */
const CONTINUED = /\\\r?\n[ \t]*/g;

export function scopesInProperties(source: string): readonly Asked[] {
  const all: Asked[] = [];
  for (const line of linesOf(source)) {
    if (/^\s*[#!;]/.test(line.text)) continue;
    const [, before = "", name = "", mark = "", value = ""] = LINE.exec(line.text) ?? [];
    const from = line.text.length - value.length;
    const given = unquoted(part(line, from, line.text.length), mark.trim() === "=" && !name.includes("."));
    if (name !== "" && isScopeName(name) && before.length + name.length > 0) all.push(ofSetting(name, given));
    else if (name !== "") all.push(...scopesInQuery(given));
  }
  return all;
}

/** The value of a setting. In some frameworks, it is a list. */
export function ofSetting(name: string, value: Placed): Asked {
  return LISTS.test(name) ? { values: split(value, /\s*,\s*/g), separator: "," } : { values: [value] };
}

/** Lines, each put together with the next if it continues there. */
function linesOf(source: string): readonly Placed[] {
  const whole = placed(source, 0);
  const gaps = split(whole, CONTINUED);
  const text = gaps.map((gap) => gap.text).join("");
  return split({ text, at: gaps.flatMap(({ at }) => at) }, /\r?\n/g);
}

/** Without quotes, or without the comment that follows it. */
export function unquoted(value: Placed, comments: boolean): Placed {
  const quoted = /^(["'])(.*?)\1/.exec(value.text);
  if (quoted !== null) return part(value, 1, 1 + (quoted[2] ?? "").length);
  const end = comments ? value.text.search(/\s+#|\s*$/) : value.text.search(/\s*$/);
  return part(value, 0, end);
}
