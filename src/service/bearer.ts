/** Calls with an access token (RFC 6750): to the userinfo endpoint, and to APIs in this server. */
import type { KnownUser } from "../ports/hooks.ts";
import { once, type Soon } from "../ports/soon.ts";
import type { Demand, TokenClaims } from "../protocol/bearer/decide.ts";
import { type BearerOccasion, bearerDecision } from "../protocol/bearer/occasion.ts";
import { bearerOf } from "../protocol/bearer/request.ts";
import type { RequestedClaims } from "../protocol/claims.ts";
import type { Refused } from "../protocol/occasion.ts";
import { type EndpointRequest, receive } from "../protocol/received.ts";
import { isRefusal } from "../reasons/index.ts";
import { findAccessToken } from "./access-tokens.ts";
import { decide } from "./decide.ts";
import type { Deps } from "./deps.ts";
import { findUser } from "./hooks/users.ts";
import { useProof } from "./sender-constraints/index.ts";

export interface AuthorizedCall {
  readonly claims: TokenClaims;
  readonly requestedClaims: RequestedClaims | undefined;
  /** The user behind the token, if the call is about one. */
  readonly account: KnownUser | undefined;
}

/** Finds what else a call is about. `now` in milliseconds. */
export type About = (claims: TokenClaims, now: number) => Promise<Pick<BearerOccasion, "managed">>;

/** The claims of a call's token, if it is valid for the call. `aboutPerson`: the user's account must still exist. */
export async function authorizeBearer(
  deps: Deps,
  wire: EndpointRequest,
  demand: Demand,
  aboutPerson = false,
  about?: About,
): Promise<AuthorizedCall | Refused> {
  const now = deps.clock();
  const received = receive(wire);
  const { catalogue } = deps.registry;
  const arrived: BearerOccasion = { decision: "bearer", received, demand, catalogue, now };
  let account: KnownUser | undefined;
  let requestedClaims: RequestedClaims | undefined;
  const token = async (on: BearerOccasion): Promise<BearerOccasion> => {
    const found = await findAccessToken(deps, bearerOf(received));
    ({ requestedClaims } = found);
    account = aboutPerson && found.is === "found" ? await findUser(deps, found.claims.subject) : undefined;
    const known = { ...on, token: found, accountEnabled: aboutPerson ? account?.disabled === false : undefined };
    return about === undefined || found.is !== "found" ? known : { ...known, ...(await about(found.claims, now)) };
  };
  const proof = (on: BearerOccasion): Soon<BearerOccasion> =>
    once(useProof(deps, wire, received, { now, token: bearerOf(received) }), (verified) =>
      verified === undefined ? on : { ...on, proof: verified },
    );
  const outcome = await decide(bearerDecision, arrived, { proof, token });
  return isRefusal(outcome) ? outcome : { claims: outcome.granted, requestedClaims, account };
}
