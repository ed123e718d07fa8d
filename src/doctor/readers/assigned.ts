/** Variables of a program's source that a call uses: `const url = "…"`, `payload = {…}`, `params.append("code", …)`. */
import type { HttpRequest } from "../material.ts";
import { encodePairs } from "./form-text.ts";
import { scalar } from "./json.ts";
import { Call, type Dict, isPartial, type Literal, plainOf, readLiteral, UNKNOWN } from "./literal.ts";
import { PARAMETER_NAMES } from "./parameters.ts";

export const ASSIGNED_START =
  /^\s*(?:(?:const|let|var|my|val|final|auto)\s{1,4})?[$@]?([A-Za-z_]\w{0,40})\s{0,4}:?=\s{0,4}(?=[{[]|new \w|dict\(|array\(|url\.Values)/;

export interface AssignmentRead {
  readonly name: string;
  readonly request: HttpRequest;
  readonly length: number;
}

/** The assignment at the start of a text, if its value has parameters of the protocol. */
export function readAssignment(text: string): AssignmentRead | undefined {
  const start = ASSIGNED_START.exec(text.slice(0, 400));
  const read = start === null ? undefined : readLiteral(text, start[0].length);
  if (start === null || read === undefined) return undefined;
  const members = read.value instanceof Call ? read.value.args[0] : read.value;
  if (!(members instanceof Map)) return undefined;
  if ([...members.keys()].filter((name) => PARAMETER_NAMES.has(name)).length < 2) return undefined;
  const body = encodePairs(Object.entries(plainOf(members) ?? {}).map(([name, value]) => [name, scalar(value)]));
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const request = { method: "POST", url: "", headers, body, ...(isPartial(members) && { partial: true }) };
  return { name: start[1] as string, request, length: read.end };
}

const ASSIGNED =
  /(?:^|[\s;({])(?:(?:const|let|var|my|final|val|auto|String)\s{1,4})?[$@]?([A-Za-z_]\w{0,40})\s{0,4}(?::\s?[A-Za-z][\w<>, ]{0,40}\s?)?:?=\s{0,4}(?=["'`{[]|new |dict\(|array\(|url\.Values|U[Rr][LI]\b)/g;
const ADDED =
  /[$@]?\b([A-Za-z_]\w{0,40})(?:(?:\.|->)(?:append|set|Set|Add|add|put)\(\s{0,4}(["'])([\w-]{1,60})\2\s{0,4},|\[(["'])([\w-]{1,60})\4\]\s{0,4}=(?!=))\s{0,4}/g;
/** Each may look as far as `value`. */
const MOST = { length: 200_000, variables: 100, value: 10_000 } as const;

export function assignedIn(source: string): Dict {
  const text = source.slice(0, MOST.length);
  const known = new Map<string, Literal>();
  const valueAt = (at: number) => readLiteral(text.slice(at, at + MOST.value), 0, known);
  let left: number = MOST.variables;
  for (const { 0: whole, 1: name = "", index } of text.matchAll(ASSIGNED)) {
    if (left-- <= 0) break;
    const read = valueAt(index + whole.length);
    if (read !== undefined && !known.has(name)) known.set(name, contentOf(read.value));
  }
  left = MOST.variables;
  for (const { 0: whole, 1: name = "", 3: added, 5: indexed, index } of text.matchAll(ADDED)) {
    if (left-- <= 0) break;
    const read = valueAt(index + whole.length);
    const more = read && withMember(known.get(name), added ?? indexed ?? "", read.value);
    if (more !== undefined) known.set(name, more);
  }
  return known;
}

const IS_FORM = /URLSearchParams|FormData|Values|Map|dict/i;

/** `new URLSearchParams()` is empty until something is added, and is no JSON. */
function contentOf(value: Literal): Literal {
  if (!(value instanceof Call)) return value;
  if (IS_FORM.test(value.name)) return value;
  return /^(?:URL|URI)/i.test(value.name) ? (value.args[0] ?? UNKNOWN) : UNKNOWN;
}

function withMember(value: Literal | undefined, name: string, member: Literal): Literal | undefined {
  if (value === undefined || value instanceof Map) return new Map([...(value ?? []), [name, member]]);
  if (!(value instanceof Call)) return undefined;
  const inner = withMember(value.args[0], name, member);
  return inner && new Call(value.name, [inner], value.named);
}
