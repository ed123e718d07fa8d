/**
 * Which claims tokens and userinfo contain because of a scope, an API or an application: from an attribute of the user, such as `groups`, or a
 * constant. An attribute is sent only if a granted scope releases it, so nothing is disclosed that the user didn't agree to. Your own applications
 * (`firstParty`) don't ask.
 */
import type { ClaimRule, Place } from "./claim-rule.ts";
import { CLAIMS_BY_SCOPE } from "./claims.ts";
import type { Client } from "./client.ts";
import type { Api, Scope } from "./scope/catalogue.ts";

/** Whose rule it is. */
export interface RuleOwner {
  readonly kind: "scope" | "api" | "application";
  readonly id: string;
}

/** What a rule came to. */
export type RuleOutcome = { readonly of: RuleOwner; readonly rule: ClaimRule } & (
  | { readonly is: "sent"; readonly value: unknown }
  | { readonly is: "no user" | "no value" | "not released" | "too large" }
);

/** What a token is made of, as far as rules matter. */
export interface RuledBy {
  readonly client: Pick<Client, "id" | "claims" | "firstParty">;
  /** Those that are granted. */
  readonly scopes: readonly Scope[];
  /** The API that an access token is for. */
  readonly api: Api | undefined;
}

export interface Described {
  readonly username: string;
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
}

/** Bytes of all claims by rules in one token, as JSON: a token travels in headers, which servers bound to 8 KB or more. */
export const MOST_BYTES = 4_096;

/** The name that a user signs in with, as an attribute. */
export const USERNAME = "username";

/** Where a scope's rules apply by default: those of an API's scope in its access tokens. */
const placesOf = (scope: Scope): readonly Place[] =>
  scope.api === undefined ? ["id_token", "userinfo"] : ["access_token"];

interface Owned {
  readonly of: RuleOwner;
  readonly rule: ClaimRule;
}

/** The rules that apply somewhere: those of scopes first, because those of the API or the application are more particular. */
export function rulesIn(place: Place, { client, scopes, api }: RuledBy): readonly Owned[] {
  const found: Owned[] = [];
  for (const scope of scopes) {
    // The access token of another API is none of its business.
    if (
      scope.claims === undefined ||
      (place === "access_token" && scope.api !== undefined && scope.api !== api?.resource)
    )
      continue;
    for (const rule of scope.claims)
      if ((rule.in ?? placesOf(scope)).includes(place)) found.push({ of: { kind: "scope", id: scope.name }, rule });
  }
  if (place === "access_token") {
    for (const rule of api?.claims ?? []) found.push({ of: { kind: "api", id: api?.resource ?? "" }, rule });
    return found;
  }
  for (const rule of client.claims ?? [])
    if (rule.in?.includes(place) ?? true) found.push({ of: { kind: "application", id: client.id }, rule });
  return found;
}

/** The attributes that scopes release: those of OpenID Connect's scopes, and those that a scope's own rules are about. */
export function attributesOf(scopes: readonly Scope[]): ReadonlySet<string> {
  const released = scopes.flatMap(({ name, claims = [] }) => [
    ...(CLAIMS_BY_SCOPE[name] ?? []),
    ...claims.flatMap(({ from }) => from ?? []),
  ]);
  return new Set([...released, ...(released.includes("preferred_username") ? [USERNAME] : [])]);
}

/** What each rule comes to. `user`: none if a client acts for itself. */
export function outcomesOf(
  owned: readonly Owned[],
  { client, scopes }: RuledBy,
  user: Described | undefined,
): readonly RuleOutcome[] {
  const released = client.firstParty ? undefined : attributesOf(scopes);
  let left = MOST_BYTES;
  return owned.map(({ of, rule }): RuleOutcome => {
    const { from, value } = rule;
    if (from === undefined) return within({ of, rule, is: "sent", value });
    if (user === undefined) return { of, rule, is: "no user" };
    if (released?.has(from) === false) return { of, rule, is: "not released" };
    const taken = taking(rule, from === USERNAME ? user.username : attribute(user, from));
    return taken === undefined ? { of, rule, is: "no value" } : within({ of, rule, is: "sent", value: taken });
  });

  function within(sent: Extract<RuleOutcome, { is: "sent" }>): RuleOutcome {
    const size = new TextEncoder().encode(JSON.stringify({ [sent.rule.claim]: sent.value })).length;
    if (size > left) return { of: sent.of, rule: sent.rule, is: "too large" };
    left -= size;
    return sent;
  }
}

const attribute = ({ claims = {} }: Described, name: string): unknown =>
  Object.hasOwn(claims, name) ? claims[name] : undefined;

/** What a rule takes of an attribute. A filter is for text: of a list, the entries that fit. */
function taking({ only, prefix, strip }: ClaimRule, value: unknown): unknown {
  if (value === undefined || (only === undefined && prefix === undefined)) return value;
  const fits = (entry: unknown): entry is string =>
    typeof entry === "string" && (only?.includes(entry) ?? true) && entry.startsWith(prefix ?? "");
  const shown = (entry: string): string => (strip === true ? entry.slice(prefix?.length ?? 0) : entry);
  if (Array.isArray(value)) return value.filter(fits).map(shown);
  return fits(value) ? shown(value) : undefined;
}

/**
 * Claims with what rules make of them. A rule decides alone about its claim: one that sends nothing removes it. Lists of several rules are put
 * together.
 */
export function withRuled(
  claims: Readonly<Record<string, unknown>>,
  outcomes: readonly RuleOutcome[],
): Readonly<Record<string, unknown>> {
  const ruled = new Map<string, unknown>();
  for (const outcome of outcomes) {
    const { claim } = outcome.rule;
    const before = ruled.get(claim);
    if (outcome.is !== "sent") ruled.set(claim, before);
    else if (Array.isArray(before) && Array.isArray(outcome.value))
      ruled.set(claim, [...new Set([...before, ...outcome.value])]);
    else ruled.set(claim, outcome.value);
  }
  const others = Object.entries(claims).filter(([name]) => !ruled.has(name));
  return Object.fromEntries([...others, ...[...ruled].filter(([, value]) => value !== undefined)]);
}
