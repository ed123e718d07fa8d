/** The token endpoint: reads, loads, decides, commits (RFC 6749 3.2). */

import type { ClientFacts } from "../protocol/client-authentication/checks.ts";
import { presentedBy } from "../protocol/client-authentication/request.ts";
import { refusalOn } from "../protocol/decision.ts";
import type { Grant } from "../protocol/grant.ts";
import type { Refused } from "../protocol/occasion.ts";
import { type EndpointRequest, receive } from "../protocol/received.ts";
import type { Scope } from "../protocol/scope/catalogue.ts";
import { type TokenOccasion, tokenDecision } from "../protocol/token/occasion.ts";
import { tokenRequestOf } from "../protocol/token/request.ts";
import { isRefusal, type Refusal } from "../reasons/index.ts";
import { clientFacts } from "./clients.ts";
import { decide, type Loaders } from "./decide.ts";
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

type RefusedRequest = Refusal & { readonly on: TokenOccasion };

/** How often a request that lost a race is decided again. The winner has changed the facts, so once is enough. */
const ROUNDS = 3;

/** Responds to a token request, or refuses it. */
export async function token(deps: Deps, wire: EndpointRequest): Promise<TokenAnswer | Refused> {
  const now = deps.clock();
  const { catalogue, settings } = deps;
  const received = receive(wire);
  let client: ClientFacts | undefined;
  const load: Loaders<TokenOccasion> = {
    // Its secret is compared once, however often the rest is decided: each time counts as an attempt.
    client: (on) => {
      client ??= clientFacts(deps, presentedBy(received), wire.address, now);
      return { ...on, client };
    },
    credential: async (on) => ({
      ...on,
      ...(await loadCredential(deps, tokenRequestOf(received), originOf(wire), now)),
    }),
  };
  for (let round = 0; round < ROUNDS; round++) {
    const arrived: TokenOccasion = { decision: "token", received, catalogue, settings, now };
    const outcome = await decide(tokenDecision, arrived, load);
    if (isRefusal(outcome)) {
      await revokeStolen(deps, outcome.refused, outcome.on);
      return withAttemptBefore(deps, outcome);
    }
    const { on, granted } = outcome;
    const answer = await commit(deps, tokenRequestOf(received), granted, on.code?.by ?? on.refresh?.by, now);
    if (answer !== undefined) return answer;
  }
  throw new Error("A token request lost every race.");
}

/**
 * Something that was used twice may have been stolen, and the server can't tell by whom, so everything that came from it ends.
 */
async function revokeStolen(
  { storage, log, events }: Deps,
  refused: Refused["refused"],
  { code, refresh, now }: TokenOccasion,
): Promise<void> {
  const revoke = async ({ id, clientId, subject }: Grant, because: string): Promise<void> => {
    await storage.grants.revoke(id, now, because);
    log.info({ client: clientId, subject, because }, "revoked");
    if (events?.heard)
      events.emit({ type: "changed", at: now, what: "grant", change: "revoked", subject, client: clientId });
  };
  if (refused === "code/already-used" && code?.code.is === "found")
    await revoke(code.code.grant, "its code was used twice");
  if (refused === "refresh-token/reused" && refresh?.token.is === "found")
    await revoke(refresh.token.grant, "an old refresh token was used again");
}

/** Where the client's method was refused, names what it was refused for before, which is what to correct. */
function withAttemptBefore({ recentRefusals }: Deps, refused: RefusedRequest): Refused {
  const { client } = refused.on;
  if (refused.refused !== "client-auth/method-mismatch" || client === undefined) return refused;
  const on = { ...refused.on, client: { ...client, earlier: recentRefusals.before(refused.on) } };
  return refusedOn(refusalOn(tokenDecision, on), on);
}
