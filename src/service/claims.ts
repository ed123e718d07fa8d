/** What tokens and userinfo say beyond the protocol's own claims: released by scopes, by rules, by the operator's hook, in this order. */

import type { KnownUser } from "../ports/hooks.ts";
import type { Registry } from "../ports/registry.ts";
import type { Claims } from "../ports/storage.ts";
import type { Place } from "../protocol/claim-rule.ts";
import { outcomesOf, type RuledBy, type RuleOutcome, rulesIn, withRuled } from "../protocol/claim-rules.ts";
import { inIdToken, pickClaims, type RequestedClaims, releasedBy, requestedIn } from "../protocol/claims.ts";
import type { Client } from "../protocol/client.ts";
import type { Api } from "../protocol/scope/catalogue.ts";
import type { Deps } from "./deps.ts";
import { extraClaims } from "./hooks/claims.ts";
import { findUser } from "./hooks/users.ts";
import { perVersion } from "./per-version.ts";

/** What claims are about. */
export interface ClaimsOf {
  readonly client: Client;
  /** None if a client acts for itself. */
  readonly subject: string | undefined;
  /** Names. */
  readonly scopes: readonly string[];
  /** The API of an access token. */
  readonly api: Api | undefined;
  readonly grantType: string | undefined;
  readonly authTime: number | undefined;
  readonly requestedClaims?: RequestedClaims | undefined;
  /** Whether an ID token comes without an access token, so that it has what userinfo would say (OpenID Connect Core 5.4). */
  readonly alone?: boolean | undefined;
  /** The user, if it is loaded already. */
  readonly account?: KnownUser | undefined;
  /** Gets what each rule came to, for a preview. */
  readonly seen?: ((outcomes: readonly RuleOutcome[]) => void) | undefined;
}

type Where = Pick<Deps, "hooks" | "storage" | "registry" | "log">;

/** Whether any scope has rules. Most servers have none, and then nothing is looked up. */
const ofScopes = perVersion(({ catalogue }) => ({
  any: [...catalogue.scopes.values()].some(({ claims }) => claims !== undefined),
}));

/** Whether an access token may say more than the protocol. Without rules and hooks, issuing one waits for nothing. */
export const saysMore = ({ hooks, registry }: Pick<Deps, "hooks" | "registry">, { client, api }: ClaimsOf): boolean =>
  hooks !== undefined || hasRules(registry, client, api);

const hasRules = (registry: Registry, client: Client, api: Api | undefined): boolean =>
  client.claims !== undefined || api?.claims !== undefined || ofScopes(registry).any;

interface Rules {
  readonly owned: ReturnType<typeof rulesIn>;
  readonly by: RuledBy;
}

function rulesFor(registry: Registry, place: Place, { client, scopes, api }: ClaimsOf): Rules | undefined {
  if (!hasRules(registry, client, api)) return undefined;
  const by = { client, api, scopes: scopes.flatMap((name) => registry.catalogue.scopes.get(name) ?? []) };
  const owned = rulesIn(place, by);
  return owned.length === 0 ? undefined : { owned, by };
}

async function ruled(
  deps: Where,
  { owned, by }: Rules,
  of: ClaimsOf,
  claims: Claims,
  known: KnownUser | undefined,
): Promise<Claims> {
  const reads = owned.some(({ rule }) => rule.from !== undefined);
  const user = known ?? (reads && of.subject !== undefined ? await findUser(deps, of.subject) : undefined);
  const outcomes = outcomesOf(owned, by, user);
  of.seen?.(outcomes);
  for (const { is, of: owner, rule } of outcomes)
    if (is === "too large")
      deps.log.warn(
        { claim: rule.claim, client: of.client.id, kind: owner.kind, id: owner.id },
        "a claim is too large, so it was left out",
      );
  return withRuled(claims, outcomes);
}

const hooked = (deps: Where, place: Place, { client, subject, scopes, api, grantType, authTime }: ClaimsOf) =>
  deps.hooks &&
  extraClaims(deps, {
    for: place,
    ...{ client, subject, scopes, grantType, authTime },
    api: place === "access_token" ? api?.resource : undefined,
  });

/** Those of an access token, whatever its format; `undefined` if there are none. */
export async function accessTokenClaims(deps: Where, of: ClaimsOf): Promise<Claims | undefined> {
  const rules = rulesFor(deps.registry, "access_token", of);
  const byRules = rules && (await ruled(deps, rules, of, {}, of.account));
  const extra = await hooked(deps, "access_token", of);
  return byRules === undefined ? extra : { ...byRules, ...extra };
}

/** Those of an ID token. The user is loaded only if the token says something of it. */
export async function idTokenClaims(deps: Where, of: ClaimsOf): Promise<Claims> {
  const released = of.alone === true ? releasedBy(of.scopes) : inIdToken(of.client, of.scopes);
  const names = [...released, ...requestedIn("id_token", of.requestedClaims)];
  const account =
    of.account ?? (names.length === 0 || of.subject === undefined ? undefined : await findUser(deps, of.subject));
  const rules = rulesFor(deps.registry, "id_token", of);
  const picked = pickClaims(account?.claims, names);
  const byRules = rules === undefined ? picked : await ruled(deps, rules, of, picked, account);
  return { ...byRules, ...(await hooked(deps, "id_token", of)) };
}

/** Those of userinfo. */
export async function userinfoClaims(deps: Where, of: ClaimsOf): Promise<Claims> {
  const names = [...releasedBy(of.scopes), ...requestedIn("userinfo", of.requestedClaims)];
  const rules = rulesFor(deps.registry, "userinfo", of);
  const picked = pickClaims(of.account?.claims, names);
  const byRules = rules === undefined ? picked : await ruled(deps, rules, of, picked, of.account);
  return { ...byRules, ...(await hooked(deps, "userinfo", of)) };
}
