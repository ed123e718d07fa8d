/** How a response differs from the recorded one. Both are redacted, so of secrets there is only whether they are there. */
import { type Headers, headerOf, jsonOf, type Response } from "../exchange.ts";
import { STAND_IN } from "../stand-in.ts";

export interface Change {
  /** `status`, a header, or a member of the body. */
  readonly what: string;
  /** `undefined`: it wasn't there, or isn't any more. */
  readonly before: string | undefined;
  readonly now: string | undefined;
}

const HEADERS = ["content-type", "cache-control", "www-authenticate", "retry-after"];

export function changesBetween(before: Response, now: Response): readonly Change[] {
  const headers = HEADERS.map((name) => change(name, headerOf(before.headers, name), headerOf(now.headers, name)));
  const all = [
    change("status", String(before.status), String(now.status)),
    ...headers,
    ...locations(before.headers, now.headers),
    ...bodies(before, now),
  ];
  return all.filter((one) => one !== undefined);
}

function change(what: string, before: string | undefined, now: string | undefined): Change | undefined {
  if (before === now) return undefined;
  // Every run has its own fingerprints.
  if (before !== undefined && now !== undefined && bare(before) === bare(now)) return undefined;
  return { what, before, now };
}

/** A JWT that stands in for another differs in its claims too, and each refusal of a Candor has a reference of its own. */
const bare = (text: string): string =>
  text
    .replaceAll(/\bref(?: |=|%3D)[0-9a-z]{12}\b/g, "ref")
    .replaceAll(/ey[\w-]+\.[\w-]+\.redacted-\d+-[0-9a-f]{8}/g, "redacted")
    .replaceAll(new RegExp(STAND_IN, "g"), "redacted");

function locations(before: Headers, now: Headers): readonly (Change | undefined)[] {
  const [one, other] = [before, now].map((headers) => headerOf(headers, "location"));
  if (one === undefined || other === undefined) return [change("location", one, other)];
  const [first, second] = [one, other].map((url) => url.split(/[?#](.*)/s)) as [string[], string[]];
  return [
    change("location", first[0], second[0]),
    ...pairsOf("location", [...new URLSearchParams(first[1])], [...new URLSearchParams(second[1])]),
  ];
}

type Pairs = readonly (readonly [name: string, value: string])[];

function pairsOf(of: string, before: Pairs, now: Pairs): readonly (Change | undefined)[] {
  const [one, other] = [new Map(before), new Map(now)];
  return [...new Set([...one.keys(), ...other.keys()])].map((name) =>
    change(`${of} ${name}`, one.get(name), other.get(name)),
  );
}

function bodies(before: Response, now: Response): readonly (Change | undefined)[] {
  const [one, other] = [jsonOf(before.body), jsonOf(now.body)];
  if (one !== undefined && other !== undefined) return pairsOf("body", membersOf(one), membersOf(other));
  const [old, text] = [before.body.text?.trim(), now.body.text?.trim()];
  if (old === text || (old === undefined && before.body.bytes > 0)) return [];
  return [change("body", sizeOf(before), sizeOf(now))];
}

const membersOf = (json: Readonly<Record<string, unknown>>): Pairs =>
  Object.entries(json).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);

const sizeOf = ({ body }: Response): string => `${body.bytes} bytes`;
