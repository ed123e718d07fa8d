/** Which part of its refusals a client requests: how many, and where to continue. */
import { formOf, type Received } from "../received.ts";

export interface Page {
  readonly limit: number;
  /** The refusal after which the list continues. */
  readonly before: { readonly at: number; readonly ref: string } | undefined;
}

/** A parameter that this server didn't return. */
export interface WrongPage {
  readonly wrong: "limit" | "next";
}

export const LIMIT = { most: 100, usual: 20 } as const;

/** `next`: the time in base 36, and the reference. */
const NEXT = /^([0-9a-z]{1,10})\.([0-9a-z]{12})$/;

export const nextOf = ({ at, ref }: { readonly at: number; readonly ref: string }): string =>
  `${at.toString(36)}.${ref}`;

/** The refusal after which a list continues; `undefined` if the text isn't a `next`. */
export function placeIn(next: string): Page["before"] {
  const [, at, ref] = NEXT.exec(next) ?? [];
  return at === undefined || ref === undefined ? undefined : { at: Number.parseInt(at, 36), ref };
}

/** Reads `limit` and `next`, from the URL or, if the secret is in the body, from there. */
export function readPage({ query, body }: Received): Page | WrongPage {
  const sent = (name: string): string | undefined =>
    ("refused" in query ? undefined : query.values.get(name)) ?? formOf(body).values.get(name);
  const [limit, next] = [sent("limit"), sent("next")];
  const count = limit === undefined ? LIMIT.usual : /^\d{1,3}$/.test(limit) ? Number(limit) : 0;
  if (count < 1 || count > LIMIT.most) return { wrong: "limit" };
  const before = next === undefined ? undefined : placeIn(next);
  if (next !== undefined && before === undefined) return { wrong: "next" };
  return { limit: count, before };
}
