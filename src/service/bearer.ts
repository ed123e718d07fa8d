/** Calls with an access token (RFC 6750): to the userinfo endpoint, and to APIs in this server. */
import type { Account } from "../ports/storage.ts";
import { type Demand, decideBearer, type TokenClaims } from "../protocol/bearer/decide.ts";
import type { BearerOccasion } from "../protocol/bearer/occasion.ts";
import { bearerOf, bearerRequestChecks } from "../protocol/bearer/request.ts";
import { firstRefusal } from "../protocol/decision.ts";
import type { Refused } from "../protocol/occasion.ts";
import { type EndpointRequest, receive } from "../protocol/received.ts";
import { isRefusal } from "../reasons/index.ts";
import { findAccessToken } from "./access-tokens.ts";
import type { Deps } from "./deps.ts";
import { refusedOn } from "./refused.ts";

export interface Bearer {
  readonly claims: TokenClaims;
  /** The user behind the token, if the call is about one. */
  readonly account: Account | undefined;
}

/** The claims of a call's token, if it is valid for the call. `aboutPerson`: the user's account must still exist. */
export async function authorizeBearer(
  deps: Deps,
  wire: EndpointRequest,
  demand: Demand,
  aboutPerson = false,
): Promise<Bearer | Refused> {
  const now = deps.clock();
  const received = receive(wire);
  const { catalogue, settings } = deps;
  const on: BearerOccasion = { decision: "bearer", received, demand, catalogue, settings, now };
  const arrived = firstRefusal(bearerRequestChecks, { received });
  if (arrived !== undefined) return refusedOn(arrived, on);
  const token = await findAccessToken(deps, bearerOf(received));
  const account =
    aboutPerson && token.is === "found" ? await deps.storage.people.find(token.claims.subject) : undefined;
  const accountEnabled = aboutPerson ? account?.disabled === false : undefined;
  const claims = decideBearer({ token, demand, now, accountEnabled });
  return isRefusal(claims) ? refusedOn(claims, { ...on, token, accountEnabled }) : { claims, account };
}
