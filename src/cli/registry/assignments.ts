/** The members of a body from arguments such as `redirect_uris+=https://a.example/cb`. The names of the configuration work too. */
import { nearest } from "../../configuration/expected.ts";
import type { Members } from "./admin-api.ts";
import { type Described, type MemberSchema, typesOf } from "./described.ts";

/** An argument that isn't understood: exit code 2. */
export class ArgumentFault extends Error {}

const ARGUMENT = /^(?<name>[A-Za-z_]\w*)(?:\.(?<part>[\w.-]+))?(?<sign>[+-]?)=(?<text>[\s\S]*)$/;

export interface Assigning {
  readonly members: Described["members"];
  /** What is in force, for `+=` and `-=`; none if something is added. */
  readonly before: Members;
  /** Names of the configuration whose members are called otherwise. */
  readonly aliases?: Readonly<Record<string, string>> | undefined;
  /** Members that are lists of words in one text. */
  readonly words?: readonly string[] | undefined;
}

/** The members to send. `null` restores the default. @throws an `ArgumentFault` in words. */
export function assigned(given: readonly string[], to: Assigning): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const argument of given) {
    const { name = "", part, sign = "", text = "" } = ARGUMENT.exec(argument)?.groups ?? {};
    if (name === "") throw new ArgumentFault(`Expected member=value, but got ${JSON.stringify(argument)}.`);
    const member = memberNamed(name, to);
    const schema = to.members[member] as MemberSchema;
    const now = Object.hasOwn(body, member) ? body[member] : to.before[member];
    if (part !== undefined) body[member] = { ...(isObject(now) && now), [part]: partOf(text) };
    else if (sign === "") body[member] = text === "" ? null : givenAs(member, schema, text, to);
    else body[member] = combined(member, schema, { now, sign, text }, to);
  }
  return body;
}

function memberNamed(name: string, { members, aliases = {} }: Assigning): string {
  const own = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  const snake = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const found = [name, own, snake].find((one) => one !== undefined && Object.hasOwn(members, one));
  if (found !== undefined) return found;
  const meant = nearest(snake, Object.keys(members));
  throw new ArgumentFault(
    `There is no member ${name}. ${meant === undefined ? `There are: ${Object.keys(members).join(", ")}.` : `Did you mean ${meant}?`}`,
  );
}

/** Words may be separated by commas here, as lists are. */
const givenAs = (member: string, schema: MemberSchema, text: string, { words = [] }: Assigning): unknown =>
  words.includes(member) ? listIn(text).join(" ") : valueIn(schema, text, member);

interface Combining {
  readonly now: unknown;
  readonly sign: string;
  readonly text: string;
}

function combined(member: string, schema: MemberSchema, { now, sign, text }: Combining, { words = [] }: Assigning) {
  const inWords = words.includes(member);
  if (!inWords && !typesOf(schema).has("array"))
    throw new ArgumentFault(`${member} isn't a list, so nothing can be added to it or removed from it.`);
  const current = now ?? schema.default ?? [];
  const before = inWords
    ? listIn(String(current ?? ""))
    : Array.isArray(current)
      ? (current as readonly unknown[])
      : [];
  const given: readonly unknown[] = listIn(text);
  const after = sign === "+" ? [...new Set([...before, ...given])] : before.filter((one) => !given.includes(one));
  return inWords ? after.join(" ") : after;
}

function valueIn(schema: MemberSchema, text: string, member: string): unknown {
  const types = typesOf(schema);
  if (types.has("boolean") && /^(?:true|false)$/.test(text)) return text === "true";
  if ((types.has("integer") || types.has("number")) && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (types.has("array") && !text.trimStart().startsWith("[")) return listIn(text);
  if (types.has("string") && !types.has("object")) return text;
  if (!types.has("object") && !types.has("array")) return text;
  try {
    return JSON.parse(text);
  } catch {
    if (types.has("string")) return text;
    throw new ArgumentFault(`${member} is expected as JSON, such as '${types.has("array") ? '["…"]' : '{"…":"…"}'}'.`);
  }
}

/** A part of an object: JSON where it is some, and otherwise text. No text removes it. */
function partOf(text: string): unknown {
  if (text === "") return null;
  if (!/^(?:true|false|-?\d{1,15}|[[{"].*)$/s.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Values separated by commas or spaces. A comma may be part of a URL, unless another URL follows it. */
export const listIn = (text: string): readonly string[] =>
  text.split(text.includes("://") ? /\s+|,(?=[a-z][\w+.-]*:\/\/)/i : /[\s,]+/).filter((one) => one !== "");
