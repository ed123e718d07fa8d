/** The authorization details of a token, and whether they are enough for a call (RFC 9396 9). */
import type { Fault } from "./denied.ts";
import type { Claims, Demand, DetailDemand, TokenDetail } from "./options.ts";

const isDetail = (one: unknown): one is TokenDetail =>
  typeof one === "object" && one !== null && typeof (one as { readonly type?: unknown }).type === "string";

/** Those of a token, of the kind that is demanded. */
export function detailsOf({ authorization_details: all }: Claims, demand: Demand): readonly TokenDetail[] {
  const details = Array.isArray(all) ? all.filter(isDetail) : [];
  const { details: wanted } = demand;
  return wanted === undefined ? details : details.filter((one) => isEnough(one, wanted));
}

/** A detail without the member `actions` says nothing of what it allows, so it doesn't allow what is demanded. */
const isEnough = ({ type, actions: allowed }: TokenDetail, { type: wanted, actions = [] }: DetailDemand): boolean =>
  type === wanted && actions.every((action) => Array.isArray(allowed) && allowed.includes(action));

/** RFC 6750 3.1: the token allows less than the call needs. */
export function detailsFault(claims: Claims, demand: Demand): Fault | undefined {
  const { details } = demand;
  if (details === undefined || detailsOf(claims, demand).length > 0) return undefined;
  const { type, actions = [] } = details;
  const which = actions.length === 0 ? `of the type '${type}'` : `of the type '${type}' with ${actions.join(", ")}`;
  return {
    cause: "token/insufficient-scope",
    error: "insufficient_scope",
    says: `The token has no authorization details ${which}. Send the user through an authorization request with them in authorization_details.`,
  };
}
