/**
 * The part of a catalogue that a request can be decided by, also after any fix: the scopes and APIs that are named somewhere, and those that a
 * wrong name may be taken for. The same decision over it has the same result as over the whole catalogue.
 */
import { nearest } from "../edits.ts";
import { once } from "../once.ts";
import { type Api, type Catalogue, type Scope, stateAt } from "./catalogue.ts";
import { diagnose, wrongDelimiter } from "./diagnose.ts";
import { nearestScope } from "./names.ts";
import { REPAIRS, refuseTooMany } from "./resolve.ts";
import { nearestApi, resourceOf } from "./target.ts";

/** What a request names. */
export interface Named {
  /** Words that are looked up and, if there is no such scope or API, say nothing. */
  readonly words: ReadonlySet<string>;
  /** Values of scope parameters. */
  readonly scopes: readonly string[];
  /** Identifiers of APIs. */
  readonly apis: readonly string[];
}

/** `now` in milliseconds. */
export function excerptOf(catalogue: Catalogue, { words, scopes, apis }: Named, now: number): Catalogue {
  const looked = new Set<Scope>();
  const found = new Set<Api>();
  const lookUpApi = (resource: string | undefined): void => {
    const api = resource === undefined ? undefined : catalogue.apis.get(resource);
    if (api !== undefined) found.add(api);
  };
  const lookUp = (word: string): void => {
    const scope = catalogue.scopes.get(word);
    if (scope !== undefined) looked.add(scope);
    lookUpApi(scope?.api ?? word);
  };
  for (const word of words) lookUp(word);
  for (const sent of scopes) for (const word of meantBy(sent, words, catalogue, now)) lookUp(word);
  for (const sent of apis) {
    lookUpApi(resourceOf(sent, catalogue));
    lookUpApi(nearestApi(sent, catalogue));
  }
  const places = placesIn(catalogue);
  const inOrder = [...looked].sort((a, b) => (places.get(a.name) ?? 0) - (places.get(b.name) ?? 0));
  const resources = new Set([...found].map(({ resource }) => resource));
  return {
    scopes: new Map(inOrder.map((scope) => [scope.name, scope])),
    apis: new Map([...catalogue.apis].filter(([resource]) => resources.has(resource))),
  };
}

/** Of two scopes that are equally likely meant, the first one of the catalogue is proposed. */
const placesIn = once(({ scopes }: Catalogue) => new Map([...scopes.keys()].map((name, place) => [name, place])));

/**
 * Every word that is looked up when the value of a scope parameter is diagnosed, whichever of the mentioned scopes are preferred because the
 * client may have them.
 */
function meantBy(sent: string, mentioned: ReadonlySet<string>, catalogue: Catalogue, now: number): ReadonlySet<string> {
  const isActive = (word: string): boolean => {
    const scope = catalogue.scopes.get(word);
    return scope !== undefined && stateAt(scope, now).is !== "removed";
  };
  const seen = new Set<string>();
  let words: readonly string[] = sent.split(" ");
  if (refuseTooMany(words, sent) !== undefined) return seen;
  // What is proposed may be wrong in turn, and is then diagnosed as well.
  for (let round = 0; round <= REPAIRS && words.length > 0; round++) {
    const unseen = [...new Set(words)].filter((word) => word !== "" && !seen.has(word));
    for (const word of unseen) seen.add(word);
    words = unseen
      .filter((word) => !isActive(word))
      .flatMap((word) => [...proposedFor(word, catalogue, now), ...similar(word, mentioned)]);
  }
  for (const word of words) seen.add(word);
  return seen;
}

/** What is proposed for a wrong word, and the scope that shows that a list has another delimiter. */
function proposedFor(word: string, catalogue: Catalogue, now: number): readonly string[] {
  const { instead } = diagnose(word, catalogue, [], now);
  const parts = wrongDelimiter(word, catalogue)?.parts ?? [];
  for (const part of parts) {
    if (catalogue.scopes.has(part)) return instead;
    const shows = nearestScope(part, catalogue);
    if (shows !== undefined) return [...instead, shows];
  }
  return instead;
}

/** The mentioned words that a wrong one may be taken for. */
function similar(word: string, mentioned: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  for (const one of mentioned)
    if (Math.abs(one.length - word.length) <= 2 && nearest(word, [one]) !== undefined) found.push(one);
  return found;
}
