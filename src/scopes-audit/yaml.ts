/** Scopes in YAML: applications' settings, compose files, workflows, Kubernetes. Only as much of YAML as that needs. */
import { type Asked, type Placed, part, placed, split, together } from "./asked.ts";
import { isScopeName } from "./names.ts";
import { ofSetting, unquoted } from "./properties.ts";
import { scopesInQuery } from "./query.ts";

const KEY = /^(?<indent>[ \t]*(?:- +)*)["']?(?<name>[\w.[\]/-]+)["']?[ \t]*:(?:[ \t]+(?<value>.*))?$/;
/** An element of a list that sets a variable, as in compose files: `- SCOPE=read`. */
const VARIABLE = /^(?<indent>[ \t]*- +["']?)(?<name>\w+)=(?<value>.*?)["']?[ \t]*$/;

interface Parent {
  readonly indent: number;
  readonly name: string;
}

export function scopesInYaml(source: string): readonly Asked[] {
  const lines = split(placed(source, 0), /\r?\n/g);
  const all: Asked[] = [];
  let parents: readonly Parent[] = [];
  for (let n = 0; n < lines.length; n++) {
    const line = lines[n] as Placed;
    if (/^\s*(?:#|$)/.test(line.text)) continue;
    const { indent = "", name, value = "" } = (KEY.exec(line.text) ?? VARIABLE.exec(line.text))?.groups ?? {};
    if (name === undefined) {
      all.push(...scopesInQuery(unquoted(part(line, line.text.search(/[^\s-]|$/), line.text.length), true)));
      continue;
    }
    parents = [...parents.filter((parent) => parent.indent < indent.length), { indent: indent.length, name }];
    const path = parents.map((parent) => parent.name).join(".");
    const from = line.text.lastIndexOf(value);
    const inline = VARIABLE.test(line.text) && !KEY.test(line.text) ? part(line, from, from + value.length) : undefined;
    const given = valueBelow(
      part(line, value === "" ? line.text.length : from, line.text.length),
      lines,
      n,
      indent.length,
    );
    if (isScopeName(name)) {
      const isPath = /^(?:spring|quarkus|micronaut)\b/.test(path);
      all.push(
        ...(inline === undefined ? given.map((one) => listed(isPath ? path : name, one)) : [ofSetting(name, inline)]),
      );
    } else {
      const next = /^\s*value\s*:\s*(.*)$/.exec(lines[n + 1]?.text ?? "");
      // Kubernetes has the name of a variable on one line and its value on the next.
      if (name === "name" && next !== null && isScopeName(value.replaceAll(/["']/g, ""))) {
        const following = lines[n + 1] as Placed;
        all.push(
          ofSetting(
            value,
            unquoted(part(following, following.text.length - (next[1] ?? "").length, following.text.length), true),
          ),
        );
      } else all.push(...given.flatMap(({ values }) => values.flatMap(scopesInQuery)));
    }
  }
  return all;
}

/** In the settings of a framework with lists, commas are right. */
const listed = (path: string, one: Asked): Asked =>
  one.values.length === 1 && one.values[0] !== undefined ? ofSetting(path, one.values[0]) : one;

/** The value of a key: on its line, in the lines of a block, or as a list. */
function valueBelow(rest: Placed, lines: readonly Placed[], n: number, indent: number): readonly Asked[] {
  const text = rest.text.trim();
  if (text.startsWith("{")) return [];
  if (text.startsWith("[")) return [flow(rest, lines, n)];
  if (/^[|>][+-]?\d?$/.test(text)) return [{ values: [block(lines, n, indent)] }];
  if (text !== "" && !text.startsWith("#")) return [{ values: [unquoted(rest, true)] }];
  const items = elements(lines, n, indent);
  return items.length === 0 ? [] : [{ values: items }];
}

/** `[read, write]`, on one line or more. */
function flow(rest: Placed, lines: readonly Placed[], n: number): Asked {
  let whole = rest;
  for (let at = n + 1; at < Math.min(lines.length, n + 50) && !whole.text.includes("]"); at++)
    whole = together([whole, lines[at] as Placed]);
  const end = whole.text.search(/\]|$/);
  const items = split(part(whole, whole.text.indexOf("[") + 1, end), /,/g).map((item) => {
    const start = item.text.search(/\S|$/);
    return unquoted(part(item, start, item.text.length), false);
  });
  return { values: items.filter(({ text }) => text !== "") };
}

/** The lines below a key that are further in. */
function* below(lines: readonly Placed[], n: number, indent: number): Generator<Placed> {
  for (const line of lines.slice(n + 1)) {
    const start = line.text.search(/\S/);
    if (start === -1) continue;
    if (start < indent || (start === indent && line.text[start] !== "-")) return;
    yield line;
  }
}

/** `>-` and `|`: lines that are joined by a space. */
function block(lines: readonly Placed[], n: number, indent: number): Placed {
  const texts = [...below(lines, n, indent)].map((line) =>
    part(line, line.text.search(/\S/), line.text.trimEnd().length),
  );
  return together(texts.flatMap((text, at) => (at === 0 ? [text] : [{ text: " ", at: [text.at[0] ?? 0] }, text])));
}

/** Elements of a list, each on its line. */
function elements(lines: readonly Placed[], n: number, indent: number): readonly Placed[] {
  const items: Placed[] = [];
  for (const line of below(lines, n, indent)) {
    const [, before = "", rest] = /^(\s*-\s+)(.*)$/.exec(line.text) ?? [];
    if (rest === undefined || /^[\w.-]+:\s/.test(rest)) return items;
    items.push(unquoted(part(line, before.length, line.text.length), true));
  }
  return items;
}
