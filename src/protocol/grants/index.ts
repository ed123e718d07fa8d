/** The grant types by their names. */
import type { Code } from "../../reasons/index.ts";
import type { Grant } from "../grant.ts";
import type { TokenOccasion } from "../token/facts.ts";
import { type AnyGrantType, factsOf, type GrantedDetails } from "./grant-type.ts";
import { GRANTS } from "./list.ts";

export type GrantTypeName = (typeof GRANTS)[number]["name"];

export const GRANT_TYPES = GRANTS.map(({ name }) => name) as [GrantTypeName, ...GrantTypeName[]];

/** Those that every server has. */
export const USUAL_GRANT_TYPES: readonly GrantTypeName[] = GRANTS.filter(
  (grant: AnyGrantType) => grant.optional !== true,
).map(({ name }) => name);

/** Those that the metadata lists only where a client may use them. */
export const OPTIONAL_GRANT_TYPES: readonly GrantTypeName[] = GRANT_TYPES.filter(
  (name) => !USUAL_GRANT_TYPES.includes(name),
);

const byName: ReadonlyMap<string, AnyGrantType> = new Map(GRANTS.map((grant) => [grant.name, grant]));

/** The grant type of a name; `undefined` if it is not supported. */
export const grantTypeOf = (name: string | undefined): AnyGrantType | undefined =>
  name === undefined ? undefined : byName.get(name);

/** The grant behind what was used twice, and why everything that came from it then ends; `undefined` for any other refusal. */
export function theftOf(
  refused: Code,
  on: TokenOccasion,
): { readonly grant: Grant; readonly because: string } | undefined {
  const type = [...byName.values()].find(({ theft }) => theft?.refused === refused);
  const facts = type && factsOf(type, on);
  const grant = facts === undefined ? undefined : type?.theft?.grant(facts as never);
  return grant && { grant, because: type?.theft?.because ?? "" };
}

/** The grant of what a request brings, if it brings a code or a refresh token. */
export function grantBehind(on: TokenOccasion): Grant | undefined {
  const { body } = on.received;
  const type = "refused" in body ? undefined : grantTypeOf(body.values.get("grant_type"));
  const facts = type && factsOf(type, on);
  return facts === undefined ? undefined : type?.theft?.grant(facts as never);
}

const NO_DETAILS: GrantedDetails = { types: [], values: [] };

/** The authorization details that were granted before to what a request brings: it may ask for no others (RFC 9396 6.1). */
export function detailsBehind(on: TokenOccasion): GrantedDetails {
  const { body } = on.received;
  if ("refused" in body) return NO_DETAILS;
  const type = grantTypeOf(body.values.get("grant_type"));
  const facts = type && factsOf(type, on);
  if (facts !== undefined && type?.details !== undefined) return type.details(facts as never, body.values);
  const values = grantBehind(on)?.authorizationDetails ?? [];
  return { types: values.map(({ type: name }) => name), values };
}

/** The parameters that bring what is exchanged. */
export const BROUGHT: readonly string[] = GRANTS.flatMap(({ requires }: AnyGrantType) => requires ?? []);
