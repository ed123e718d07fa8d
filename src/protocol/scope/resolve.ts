/** Decides which scope is granted for a request: all of RFC 6749 3.3, with its default rule. */
import { type Evidence, type Refusal, refuse } from "../../reasons/index.ts";
import { type Client, mayRequest } from "../client.ts";
import { type Catalogue, type Scope, type ScopeGranted, stateAt } from "./catalogue.ts";
import { diagnose, type Offence, wrongDelimiter } from "./diagnose.ts";
import { refuseOtherTarget, resourceOf, resourcesOf, type Target } from "./target.ts";

export interface ScopeRequest {
  /** The parameter as sent; `undefined` if it is absent. */
  readonly sent: string | undefined;
  /** The name under which it was probably sent, if it is absent. */
  readonly near?: string | undefined;
  /** The API that the request names, which narrows a default. */
  readonly target?: Target | undefined;
  readonly client: Client;
  readonly catalogue: Catalogue;
  /** Whether a user signs in. Scopes such as openid mean something only then. */
  readonly withPerson: boolean;
  readonly unknownScopes: "refuse" | "ignore";
  /** The APIs that authorization details are for, if the request has any. It then needs no scope. */
  readonly also?: readonly string[] | undefined;
}

/** Diagnosing a word takes time, and nobody requests this many. */
const MOST_WORDS = 100;

/** How often a repair may itself need one. */
export const REPAIRS = 3;

export function refuseTooMany(words: readonly string[], sent: string): Refusal | undefined {
  const count = words.length <= MOST_WORDS ? 0 : words.filter((word) => word !== "").length;
  if (count <= MOST_WORDS) return undefined;
  const offenders = [`the request has ${count} scope values, more than the ${MOST_WORDS} that are accepted`];
  return refuse("scope/malformed", { sent, words: [], offenders });
}

/** Grants the scope, or refuses it and names every wrong word. `now` in milliseconds. */
export function resolveScope(request: ScopeRequest, now: number): ScopeGranted | Refusal {
  const { sent, client } = request;
  // Details say what is asked for, and a default would add to that (RFC 9396 3.1).
  if (sent === undefined && request.also !== undefined) return grantedOf([], request, "", now);
  if (sent === undefined) {
    // A default may contain scopes that were withdrawn, or that mean nothing for this grant.
    const live = client.defaultScopes.filter((name) => offenceOf(name, request, now) === undefined);
    if (live.length > 0) return grantedOf(ofTarget(live, request), request, "", now);
    const allowed = client.scopes.filter(
      (name) => offenceOf(name, request, now) === undefined && isOfTarget(name, request),
    );
    return refuse("scope/missing", { clientId: client.id, allowed, near: request.near });
  }
  const words = sent.split(" ");
  const tooMany = refuseTooMany(words, sent);
  if (tooMany !== undefined) return tooMany;
  const offences: Offence[] = [];
  const granted: string[] = [];
  for (const word of words) {
    const offence = offenceOf(word, request, now);
    if (offence !== undefined) offences.push(offence);
    else if (!granted.includes(word)) granted.push(word);
  }
  if (offences.length === 0) return grantedOf(granted, request, sent, now);
  if (request.unknownScopes === "ignore" && granted.length > 0 && offences.every(ignorable)) {
    return grantedOf(granted, request, sent, now);
  }
  const { text: repaired, further } = repair(words, offences, request, now);
  const without = repaired === undefined ? defaultOf(request, now) : undefined;
  return refuseOffences(offences, { sent, repaired, without, further }, request);
}

/** Whether a scope belongs to the API that the request names, if it names one. */
function isOfTarget(name: string, { target, catalogue }: Pick<ScopeRequest, "target" | "catalogue">): boolean {
  const api = catalogue.scopes.get(name)?.api;
  return target === undefined || target.named.some((one) => resourceOf(one, catalogue) === api);
}

/** The part of a default that belongs to the named API, or to none. */
function ofTarget(live: readonly string[], request: ScopeRequest): readonly string[] {
  if (!live.some((name) => isOfTarget(name, request))) return live;
  return live.filter((name) => isOfTarget(name, request) || request.catalogue.scopes.get(name)?.api === undefined);
}

/** What is granted if the parameter is omitted; `undefined` if nothing is. */
function defaultOf(request: ScopeRequest, now: number): string | undefined {
  const granted = resolveScope({ ...request, sent: undefined }, now);
  return isGrantable(granted, request, now) ? granted.scopes.join(" ") : undefined;
}

/** Whether it would be granted in the end, and is useful: offline_access alone gives access to nothing. */
function isGrantable(
  granted: ScopeGranted | Refusal,
  { target, client, catalogue }: ScopeRequest,
  now: number,
): granted is ScopeGranted {
  if ("refused" in granted || isPointless(granted.scopes)) return false;
  return refuseOtherTarget({ target, client, catalogue, now }, granted) === undefined;
}

export const isPointless = (scopes: readonly string[]): boolean => scopes.every((name) => name === "offline_access");

/** OpenID Connect Core 3.1.2.1: "Scope values used that are not understood by an implementation SHOULD be ignored." */
function ignorable({ fault }: Offence): boolean {
  return fault === "unknown" || fault === "misspelled" || fault === "wrong-case";
}

/** What is wrong with one word for this client; `undefined` if it may request it. `now` in milliseconds. */
export function offenceOf(
  word: string,
  {
    client,
    catalogue,
    withPerson,
  }: Pick<ScopeRequest, "catalogue" | "withPerson"> & { readonly client: Pick<Client, "id" | "scopes" | "grantTypes"> },
  now: number,
): Offence | undefined {
  if (word === "") return { word, fault: "malformed", says: "scopes are separated by exactly one space", instead: [] };
  const scope = catalogue.scopes.get(word);
  if (scope === undefined || stateAt(scope, now).is === "removed") return diagnose(word, catalogue, client.scopes, now);
  if (!withPerson && scope.personal) {
    return { word, fault: "unsuitable", says: `'${word}' is about a user, but nobody signs in here`, instead: [] };
  }
  if (!mayRequest(client, word)) {
    return {
      word,
      fault: "not-allowed-for-client",
      says: `'${word}' isn't allowed for ${client.id}`,
      instead: [],
    };
  }
  return undefined;
}

interface Repair {
  /** The scope parameter that would be granted, found by trying it; `undefined` if there is none. */
  readonly text: string | undefined;
  /** What was found wrong on the way, in the replacements for the words that were sent. */
  readonly further: readonly Offence[];
}

function repair(words: readonly string[], offences: readonly Offence[], request: ScopeRequest, now: number): Repair {
  const further: Offence[] = [];
  if (words.length === offences.length && offences.every(({ instead }) => instead.length === 0))
    return { text: undefined, further };
  let current = words;
  let found: readonly Offence[] = offences;
  // Each round fixes the known problems. A replacement may be wrong in turn (joined *and* misspelled).
  for (let round = 0; round < REPAIRS && found.length > 0; round++) {
    const byWord = new Map(found.map((offence) => [offence.word, offence]));
    current = [...new Set(current.flatMap((word) => byWord.get(word)?.instead ?? [word]))];
    found = current.flatMap((word) => offenceOf(word, request, now) ?? []);
    further.push(...found);
  }
  if (found.length > 0 || !isGrantable(grantedOf(current, request, "", now), request, now))
    return { text: undefined, further };
  const text = current.join(" ");
  // Evidence is cut at a thousand characters, and half a proposal is useless.
  return { text: text.length < 1_000 ? text : undefined, further };
}

interface Offered {
  readonly sent: string;
  readonly repaired: string | undefined;
  readonly without: string | undefined;
  readonly further?: readonly Offence[];
}

/** Refuses for all problems, with the reason of the first. A refresh may not go beyond `granted`. */
export function refuseOffences(
  offences: readonly Offence[],
  { sent, repaired, without, further = [] }: Offered,
  { client, catalogue }: Pick<ScopeRequest, "client" | "catalogue">,
  granted: readonly string[] = [],
): Refusal {
  // The form comes before the names, because a name read from a broken list means little.
  const first =
    offences.find(({ fault }) => fault === "wrong-delimiter" || fault === "malformed") ?? (offences[0] as Offence);
  const evidence: Evidence<"scope/unknown"> = {
    sent,
    words: [...new Set(offences.map(({ word }) => word))],
    offenders: [...new Set([...offences, ...further].map(({ says }) => says))],
    repaired,
    without,
  };
  switch (first.fault) {
    case "wrong-delimiter":
      return refuse("scope/wrong-delimiter", {
        ...evidence,
        delimiter: wrongDelimiter(first.word, catalogue)?.name ?? "",
      });
    case "not-allowed-for-client":
      return refuse("scope/not-allowed-for-client", { ...evidence, clientId: client.id, allowed: client.scopes });
    case "exceeds-grant":
      return refuse("scope/exceeds-grant", { ...evidence, granted });
    case "unsuitable":
      return refuse("scope/unsuitable", { ...evidence, grantType: "client_credentials" });
    default:
      return refuse(`scope/${first.fault}`, evidence);
  }
}

/** The result of granting these scopes. Refused if they belong to several APIs, unless the request names each of them. */
export function grantedOf(
  scopes: readonly string[],
  { catalogue, target, also }: Pick<ScopeRequest, "catalogue" | "target" | "also">,
  sent: string,
  now: number,
): ScopeGranted | Refusal {
  const deprecated: Scope[] = [];
  const resources: string[] = [];
  for (const name of scopes) {
    const scope = catalogue.scopes.get(name);
    if (scope === undefined) continue;
    if (stateAt(scope, now).is === "deprecated") deprecated.push(scope);
    if (scope.api !== undefined && !resources.includes(scope.api)) resources.push(scope.api);
  }
  const named = target === undefined ? [] : resourcesOf(target, catalogue);
  if (resources.length > 1 && (named.length < 2 || resources.some((one) => !named.includes(one))))
    return refuseMixed(scopes, { catalogue, target }, sent, resources);
  const apis = also === undefined ? resources : [...new Set([...resources, ...also])];
  if (apis.length < 2 && also === undefined) return { scopes, deprecated, api: catalogue.apis.get(apis[0] ?? "") };
  return { scopes, deprecated, api: apis.length === 1 ? catalogue.apis.get(apis[0] ?? "") : undefined, apis };
}

/** Says which scope belongs to which API, and proposes those of the API that the request names, or of the first one. */
function refuseMixed(
  scopes: readonly string[],
  { catalogue, target }: Pick<ScopeRequest, "catalogue" | "target">,
  sent: string,
  resources: readonly string[],
): Refusal {
  const apiOf = (name: string): string | undefined => catalogue.scopes.get(name)?.api;
  const one = resources.find((resource) => target === undefined || resourcesOf(target, catalogue).includes(resource));
  const words = scopes.filter((name) => apiOf(name) !== undefined);
  return refuse("scope/mixes-resources", {
    sent,
    words,
    offenders: words.map((name) => `'${name}' belongs to ${apiOf(name)}`),
    repaired: one && scopes.filter((name) => apiOf(name) === undefined || apiOf(name) === one).join(" "),
    resources,
  });
}
