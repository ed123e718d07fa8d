/** Which of many scopes the form of an application shows: a page of them. What is allowed beyond it stays allowed, in a hidden field. */
import type { ShownScope } from "../../../pages/console/applications/tab.tsx";

/** Scopes of a page. */
const PAGE = 100;

/** Texts that a form or a URL asks for a page by. */
export interface ScopesBy {
  readonly q: string;
  /** The place after which the list continues. */
  readonly after: string;
}

export interface ScopePage {
  readonly scopes: readonly ShownScope[];
  /** Names of those that are chosen and not on the page. */
  readonly others: readonly string[];
  /** `undefined`: all of them are here, and nothing needs to be found. */
  readonly find: ScopesBy | undefined;
  /** The place after which the next page begins. */
  readonly next: string | undefined;
}

export const scopesBy = (given: URLSearchParams): ScopesBy => ({
  q: (given.get("find") ?? "").trim().slice(0, 200),
  after: given.get("after") ?? "",
});

/** What is chosen first, then what was requested, then the others, each in the order of the names. */
const placeOf = ({ name, isChosen, askedAt }: ShownScope): string =>
  `${isChosen ? 0 : askedAt === undefined ? 2 : 1} ${name}`;

export function scopePage(all: readonly ShownScope[], { q, after }: ScopesBy): ScopePage {
  if (all.length <= PAGE) return { scopes: all, others: [], find: undefined, next: undefined };
  const sought = q.toLowerCase();
  const found = all
    .filter(({ name, description }) => `${name}\n${description}`.toLowerCase().includes(sought))
    .map((scope) => ({ scope, place: placeOf(scope) }))
    .filter(({ place }) => place > after)
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  const page = found.slice(0, PAGE);
  const names = new Set(page.map(({ scope }) => scope.name));
  return {
    scopes: page.map(({ scope }) => scope),
    others: all.filter(({ name, isChosen }) => isChosen && !names.has(name)).map(({ name }) => name),
    find: { q, after },
    next: found.length > PAGE ? page.at(-1)?.place : undefined,
  };
}
