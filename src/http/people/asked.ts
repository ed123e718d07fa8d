/** What a consent page asks for: the scopes by API, with what is new, and what their claims disclose. */
import type { ConsentGroup, ConsentScope } from "../../pages/consent.tsx";
import type { ConsentChanges } from "../../pages/consent-changes.tsx";
import type { Changes } from "../../protocol/authorization/decide.ts";
import { beyond } from "../../protocol/grant-management/managed.ts";
import { type Catalogue, type Scope, stateAt } from "../../protocol/scope/catalogue.ts";
import { descriptionFor } from "../../protocol/scope/described.ts";

/** Attributes whose names aren't how users call them. */
const WORDS: Readonly<Record<string, string>> = {
  email: "email address",
  email_verified: "email address's state",
  phone_number: "phone number",
  phone_number_verified: "phone number's state",
  given_name: "first name",
  family_name: "last name",
  preferred_username: "username",
  birthdate: "date of birth",
  zoneinfo: "time zone",
  locale: "language",
  updated_at: "profile's last change",
};

/** `your groups`, or `some of your groups` if a rule is only about some. */
function sharedBy({ claims = [] }: Scope): readonly string[] {
  const all = claims.flatMap(({ from, only, prefix }) => {
    if (from === undefined) return [];
    const what = Object.hasOwn(WORDS, from) ? WORDS[from] : from.replaceAll("_", " ");
    return [only === undefined && prefix === undefined ? `your ${what}` : `some of your ${what}`];
  });
  return [...new Set(all)];
}

/** Groups in the order of the catalogue, the user's own first. `consented`: what the user has allowed the app before. */
export function askedOf(
  { scopes, apis }: Catalogue,
  names: readonly string[],
  consented: readonly string[],
  now: number,
  acceptLanguage?: string,
): readonly ConsentGroup[] {
  const asked = names.flatMap((name) => scopes.get(name) ?? []);
  const shown = (scope: Scope): ConsentScope => ({
    name: scope.name,
    description: descriptionFor(scope, acceptLanguage),
    sensitive: scope.sensitive,
    deprecated: stateAt(scope, now).is === "deprecated",
    isNew: consented.length > 0 && !consented.includes(scope.name),
    shares: sharedBy(scope),
  });
  const groups = [undefined, ...apis.values()].map((api) => ({
    api: api?.name,
    scopes: asked.filter((scope) => scope.api === api?.resource).map(shown),
  }));
  return groups.filter((group) => group.scopes.length > 0);
}

/** What becomes of the grant that a request adds to or replaces. `asked`: the scopes of the request. */
export function askedChanges(
  { action, grant }: Changes,
  asked: readonly string[],
  { scopes }: Catalogue,
  acceptLanguage?: string,
): ConsentChanges {
  // What stays and is asked for too is among what is asked.
  const names = beyond(grant, asked);
  return {
    action,
    scopes: names.flatMap((name) => {
      const scope = scopes.get(name);
      return scope === undefined ? [] : [descriptionFor(scope, acceptLanguage) || name];
    }),
    detailed: (grant.authorizationDetails ?? []).length > 0,
  };
}
