/** What the demo API shares with the issuer: where tokens are looked up, and the journal that keeps its refusals. */
import { lifeChecks } from "../protocol/bearer/decide.ts";
import { type BearerOccasion, bearerDecision } from "../protocol/bearer/occasion.ts";
import { bearerOf } from "../protocol/bearer/request.ts";
import { firstRefusal } from "../protocol/decision.ts";
import type { Refused } from "../protocol/occasion.ts";
import { type EndpointRequest, receive } from "../protocol/received.ts";
import { DPOP } from "../protocol/sender-constraints/dpop.ts";
import { isRefusal, type Refusal } from "../reasons/index.ts";
import type { LookedUp, RefusedCall } from "../resource/options.ts";
import { findAccessToken } from "../service/access-tokens.ts";
import { decide } from "../service/decide.ts";
import type { Deps } from "../service/deps.ts";
import { refusedOn } from "../service/refused.ts";
import { missingProof } from "../service/sender-constraints/index.ts";

/** The claims of a token, as the issuer knows it, or why it isn't valid. */
export async function claimsAt(deps: Deps, text: string): Promise<LookedUp> {
  const token = await findAccessToken(deps, text);
  const fault = firstRefusal(lifeChecks, { token, demand: {}, now: deps.clock() });
  if (fault !== undefined) return { fault: fault as Extract<LookedUp, { fault: unknown }>["fault"] };
  if (token.is !== "found") throw new Error("A token that isn't found has passed.");
  const { subject: sub, clientId: client_id, scopes, audience: aud, cnf } = token.claims;
  return { claims: { sub, client_id, aud, scope: scopes.join(" "), cnf } };
}

/**
 * A refusal with everything that it was decided by, so that the journal can decide it again. `candor/resource` has decided: this only collects
 * what a decision of the issuer would have used.
 */
export async function journaled(
  deps: Deps,
  wire: EndpointRequest,
  { cause, evidence, demand: { scope } }: RefusedCall,
  issuer: string,
): Promise<Refused> {
  const now = deps.clock();
  // It accepts tokens in the header only.
  const received = receive({ ...wire, body: "" });
  const { catalogue } = deps.registry;
  const demand = { audience: `${issuer}/api`, scope };
  const arrived: BearerOccasion = { decision: "bearer", received, demand, catalogue, now };
  const outcome = await decide(bearerDecision, arrived, {
    token: async (on) => ({ ...on, token: await findAccessToken(deps, bearerOf(received)) }),
    proof: async (on) => ({ ...on, ...(await proofOf(deps, on, cause)) }),
  });
  const refusal = { refused: cause, evidence } as Refusal;
  return isRefusal(outcome) && outcome.refused === cause ? outcome : refusedOn(refusal, arrived);
}

/** The proof of a call. One that was used before is found valid here, because it isn't used again. */
async function proofOf(
  deps: Deps,
  { received, now }: BearerOccasion,
  cause: string,
): Promise<Pick<BearerOccasion, "proof">> {
  if (cause === "dpop/used-before") return { proof: { is: "invalid", by: DPOP, because: "used-before" } };
  const { proof } = await missingProof(deps, { received, now, token: bearerOf(received) });
  // The token was refused before its proof was looked at.
  return proof?.is === "invalid" && !cause.startsWith("dpop/") ? {} : { proof };
}
