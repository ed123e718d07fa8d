/** The token endpoint: reads, loads, decides, commits (RFC 6749 3.2). */

import type { ClientFacts } from "../protocol/client-authentication/checks.ts";
import { presentedBy } from "../protocol/client-authentication/request.ts";
import { firstRefusal } from "../protocol/decision.ts";
import type { Grant } from "../protocol/grant.ts";
import type { Refused } from "../protocol/occasion.ts";
import { type EndpointRequest, receive } from "../protocol/received.ts";
import type { Scope } from "../protocol/scope/catalogue.ts";
import { decideClient } from "../protocol/token/decide.ts";
import { decideTokenRequest, type TokenOccasion } from "../protocol/token/occasion.ts";
import { tokenRequestChecks, tokenRequestOf } from "../protocol/token/request.ts";
import type { Refusal } from "../reasons/index.ts";
import { clientFacts } from "./clients.ts";
import type { Deps } from "./deps.ts";
import { originOf } from "./network.ts";
import { refusedOn } from "./refused.ts";
import { commit } from "./token-commit.ts";
import { loadCredential } from "./token-facts.ts";

/** The members of a token response (RFC 6749 5.1), and the deprecated scopes to announce. */
export interface TokenAnswer {
  readonly body: {
    readonly access_token: string;
    readonly token_type: "Bearer";
    readonly expires_in: number;
    readonly scope: string;
    readonly refresh_token?: string;
    readonly id_token?: string;
  };
  readonly deprecated: readonly Scope[];
  /** Who it is for, and by which grant. */
  readonly to: {
    readonly client: string;
    readonly by: string;
    /** None if there is no user. */
    readonly subject?: string | undefined;
  };
}

/** How often a request that lost a race is decided again. The winner has changed the facts, so once is enough. */
const ROUNDS = 3;

/** Responds to a token request, or refuses it. */
export async function token(deps: Deps, wire: EndpointRequest): Promise<TokenAnswer | Refused> {
  const now = deps.clock();
  const { catalogue, settings } = deps;
  const received = receive(wire);
  const arrived: TokenOccasion = { decision: "token", received, catalogue, settings, now };
  const unread = firstRefusal(tokenRequestChecks, arrived);
  if (unread !== undefined) return refusedOn(unread, arrived);

  const request = tokenRequestOf(received);
  const client = clientFacts(deps, presentedBy(received), wire.address, now);
  const known: TokenOccasion = { ...arrived, client };
  const refusal = decideClient({ client, catalogue, request });
  if (refusal?.refused === "client-auth/method-mismatch") return refuseMethod(deps, known, client);
  if (refusal !== undefined) return refusedOn(refusal, known);

  const by = request.grantType === "client_credentials" ? undefined : originOf(wire);
  for (let round = 0; round < ROUNDS; round++) {
    const loaded = { ...known, ...(await loadCredential(deps, request, by, now)) };
    const outcome = decideTokenRequest(loaded);
    if ("refused" in outcome) {
      await revokeStolen(deps, outcome.refused, loaded);
      return refusedOn(outcome, loaded);
    }
    const answer = await commit(deps, request, outcome, by, now);
    if (answer !== undefined) return answer;
  }
  throw new Error("A token request lost every race.");
}

/**
 * Something that was used twice may have been stolen, and the server can't tell by whom, so everything that came from it ends.
 */
async function revokeStolen(
  { storage, log }: Deps,
  refused: Refused["refused"],
  { code, refresh, now }: TokenOccasion,
): Promise<void> {
  const revoke = async ({ id, clientId, subject }: Grant, because: string): Promise<void> => {
    await storage.grants.revoke(id, now, because);
    log.info({ client: clientId, subject, because }, "revoked");
  };
  if (refused === "code/already-used" && code?.code.is === "found")
    await revoke(code.code.grant, "its code was used twice");
  if (refused === "refresh-token/reused" && refresh?.token.is === "found")
    await revoke(refresh.token.grant, "an old refresh token was used again");
}

/** Refuses the method, and names what the previous attempt was refused for. */
function refuseMethod({ recentRefusals }: Deps, on: TokenOccasion, facts: ClientFacts): Refused {
  const client = { ...facts, earlier: recentRefusals.before(on) };
  const refusal = decideClient({ client, catalogue: on.catalogue, request: tokenRequestOf(on.received) });
  return refusedOn(refusal as Refusal, { ...on, client });
}
