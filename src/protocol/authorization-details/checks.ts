/** What is asked of the authorization details in a request (RFC 9396 5). */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { quotable } from "../../reasons/scrub.ts";
import { rfc } from "../../specs.ts";
import type { Client } from "../client.ts";
import type { Check } from "../decision.ts";
import type { Catalogue, ScopeGranted } from "../scope/catalogue.ts";
import { resourcesOf, type Target } from "../scope/target.ts";
import type { SentDetails } from "./details.ts";

interface Given {
  readonly details: SentDetails | undefined;
  readonly client: Client;
}

/** The types that a client may ask for. */
export const typesOf = ({ authorizationDetailsTypes = [] }: Pick<Client, "authorizationDetailsTypes">) =>
  authorizationDetailsTypes;

/** "The AS MUST refuse to process any unknown authorization details type or authorization details not conforming to the respective type definition." */
export const detailsChecks: readonly Check<Given>[] = [
  {
    asks: "Is authorization_details a list of details, if it is there?",
    cites: rfc(9396, "2"),
    run: ({ details }) =>
      details?.is === "malformed" ? refuse("authorization-details/malformed", { fault: details.fault }) : undefined,
  },
  {
    asks: "Is each type of details known, and allowed for the client?",
    cites: rfc(9396, "5"),
    run: ({ details, client }) => {
      if (details?.is !== "read") return undefined;
      const types = typesOf(client);
      for (const { type, declared, near } of details.details) {
        if (!declared) return refuse("authorization-details/type-unknown", { sent: quotable(type, 200), near, types });
        if (!types.includes(type))
          return refuse("authorization-details/type-not-allowed", { clientId: client.id, type, allowed: types });
      }
      return undefined;
    },
  },
  {
    asks: "Does each of the details fit its type?",
    cites: rfc(9396, "5"),
    run: ({ details }) => {
      const one = details?.is === "read" ? details.details.find(({ fault }) => fault !== undefined) : undefined;
      if (one?.fault === undefined) return undefined;
      const { at, expected, near } = one.fault;
      return refuse("authorization-details/invalid", { type: one.type, at: quotable(at, 200), expected, near });
    },
  },
];

/** "no more privileges than the already granted ones" (RFC 9396 6.1). */
export const grantedCheck: Check<Given & { readonly granted: readonly string[] }> = {
  asks: "Were the details granted before?",
  cites: rfc(9396, "6.1"),
  run: ({ details, granted }) => {
    const one = details?.is === "read" ? details.details.find(({ beyond }) => beyond === true) : undefined;
    return one && refuse("authorization-details/exceeds-grant", { type: one.type, granted });
  },
};

/**
 * Refuses details for another API than those that the request names by `resource`, or else by its scopes. Without either, they must be for
 * the same one: which others it means, the client says by `resource`.
 */
export function refuseOtherApi(
  sent: SentDetails | undefined,
  target: Target | undefined,
  { scopes }: Pick<ScopeGranted, "scopes">,
  catalogue: Catalogue,
): Refusal | undefined {
  const details = sent?.is === "read" ? sent.details : [];
  const byScope = new Set(scopes.flatMap((name) => catalogue.scopes.get(name)?.api ?? []));
  const first = details.find(({ api }) => api !== undefined)?.api;
  const apis = target !== undefined ? resourcesOf(target, catalogue) : byScope.size > 0 ? [...byScope] : [first];
  const one = details.find(({ api }) => api !== undefined && !apis.includes(api));
  if (one?.api === undefined) return undefined;
  return refuse("authorization-details/other-api", {
    ...{ type: one.type, api: one.api },
    apis: apis.flatMap((api) => api ?? []),
  });
}
