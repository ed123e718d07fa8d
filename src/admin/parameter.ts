/** Parameters of the admin API's URLs: how each is read, and how the OpenAPI document describes it. Each request accepts only its own. */
import type { AdminOccasion } from "../protocol/admin/occasion.ts";

export interface Parameter<Value> {
  readonly says: string;
  /** JSON Schema. */
  readonly schema: object;
  /** In words that follow "Expected:". */
  readonly expected: string;
  /** `undefined` if the text can't be accepted. */
  readonly read: (sent: string) => Value | undefined;
}

export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

/** What was sent of them. */
export type Query<Known extends Parameters> = {
  readonly [Name in keyof Known]?: Known[Name] extends Parameter<infer Value> ? Value : never;
};

/** Characters of a text that is searched for: any id, subject or user name. */
const LONGEST = 300;

export const text = (says: string): Parameter<string> => ({
  says,
  schema: { type: "string", minLength: 1, maxLength: LONGEST },
  expected: `text of 1 to ${LONGEST} characters`,
  read: (sent) => (sent !== "" && sent.length <= LONGEST ? sent : undefined),
});

export const oneOf = <Word extends string>(says: string, words: readonly Word[]): Parameter<Word> => ({
  says,
  schema: { type: "string", enum: words },
  expected: words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`,
  read: (sent) => words.find((word) => word === sent),
});

export const flag = (says: string): Parameter<boolean> => ({
  says,
  schema: { type: "boolean", default: false },
  expected: "true or false",
  read: (sent) => (sent === "true" ? true : sent === "false" ? false : undefined),
});

export const whole = (says: string, least: number, most: number, usual?: number): Parameter<number> => ({
  says,
  schema: { type: "integer", minimum: least, maximum: most, ...(usual !== undefined && { default: usual }) },
  expected: `a number from ${least} to ${most}`,
  read(sent) {
    const number = /^\d{1,15}$/.test(sent) ? Number(sent) : -1;
    return number >= least && number <= most ? number : undefined;
  },
});

/** Read as milliseconds since 1970. A day is the moment when it begins, in UTC. */
export const time = (says: string): Parameter<number> => ({
  says,
  schema: {
    anyOf: [
      { type: "string", format: "date-time" },
      { type: "string", format: "date" },
    ],
  },
  expected: "a time with its time zone, such as 2027-01-31T00:00:00Z, or a date, such as 2027-01-31",
  read(sent) {
    const isTime = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(sent);
    const at = isTime ? Date.parse(sent) : Number.NaN;
    return Number.isNaN(at) ? undefined : at;
  },
});

/** Items of a page. */
const LIMIT = { most: 200, usual: 50 } as const;

/** Parameters of every list. */
export const PAGE = {
  limit: whole(`How many items, at most ${LIMIT.most}.`, 1, LIMIT.most, LIMIT.usual),
  next: {
    says: "Where the list continues: next of the page before.",
    schema: { type: "string" },
    expected: "next of the page before",
    read: (sent: string) => sent,
  },
} as const;

/** Finds what has a text in its id or name. */
export const SEARCH = { q: text("Only what has this in its id or name, ignoring case.") } as const;

/** The parameter of every change that can be tried. */
export const DRY_RUN = { dry_run: flag("Changes nothing, and says what the change would do.") } as const;

/** The parameter of every removal of what others may use. */
export const FORCE = {
  force: flag(
    "Removes it although it is used: an application with its live grants, an API with its scopes; and applications stay, without it.",
  ),
} as const;

export const limitOf = ({ limit }: Query<typeof PAGE>): number => limit ?? LIMIT.usual;

export interface ReadQuery<Known extends Parameters> {
  readonly query: Query<Known>;
  readonly wrong: AdminOccasion["wrongParameter"];
}

/** Reads a query. A parameter that doesn't exist here, that is repeated, or whose value is wrong, is `wrong`. */
export function readQuery<Known extends Parameters>(sent: string, parameters: Known): ReadQuery<Known> {
  const all = new URLSearchParams(sent);
  const known = Object.keys(parameters);
  const wrong = (name: string, expected?: string): NonNullable<AdminOccasion["wrongParameter"]> => ({
    name,
    sent: all.get(name) ?? "",
    ...(expected !== undefined && { expected }),
    known,
  });
  const stranger = [...all.keys()].find((name) => !known.includes(name));
  if (stranger !== undefined) return { query: {}, wrong: wrong(stranger) };
  const query: Record<string, unknown> = {};
  for (const [name, { expected, read }] of Object.entries(parameters)) {
    const [value, ...others] = all.getAll(name);
    if (others.length > 0) return { query: {}, wrong: wrong(name, "one value") };
    if (value === undefined) continue;
    query[name] = read(value);
    if (query[name] === undefined) return { query: {}, wrong: wrong(name, expected) };
  }
  return { query: query as Query<Known>, wrong: undefined };
}
