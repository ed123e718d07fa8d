/** The token endpoint: reads, loads, decides, commits (RFC 6749 3.2). */

import { once, type Soon } from "../ports/soon.ts";
import { DETAILS } from "../protocol/authorization-details/details.ts";
import type { ClientFacts } from "../protocol/client-authentication/facts.ts";
import { presentedBy } from "../protocol/client-authentication/request.ts";
import { refusalOn } from "../protocol/decision.ts";
import { detailsBehind, theftOf } from "../protocol/grants/index.ts";
import type { Refused } from "../protocol/occasion.ts";
import { type EndpointRequest, formOf, receive } from "../protocol/received.ts";
import type { TokenOccasion } from "../protocol/token/facts.ts";
import { tokenDecision } from "../protocol/token/occasion.ts";
import { type Code, isRefusal, type Refusal } from "../reasons/index.ts";
import { clientFacts } from "./clients.ts";
import { decide, type Loaders } from "./decide.ts";
import type { Deps } from "./deps.ts";
import type { Loaded } from "./grants/grant-work.ts";
import { loadGrant, noteRefused } from "./grants/index.ts";
import { originOf } from "./network.ts";
import { refusedOn } from "./refused.ts";
import { useProof } from "./sender-constraints/index.ts";
import { commit, type TokenAnswer } from "./token-commit.ts";

type RefusedRequest = Refusal & { readonly on: TokenOccasion };

/** How often a request that lost a race is decided again. The winner has changed the facts, so once is enough. */
const ROUNDS = 3;

/** Responds to a token request, or refuses it. */
export async function token(deps: Deps, wire: EndpointRequest): Promise<TokenAnswer | Refused> {
  const now = deps.clock();
  const { catalogue, settings } = deps.registry;
  const received = receive(wire);
  let client: Soon<ClientFacts> | undefined;
  let presented: Loaded["presented"];
  const load: Loaders<TokenOccasion> = {
    // Its secret is compared once, however often the rest is decided: each time counts as an attempt.
    client: (on) => {
      client ??= clientFacts(deps, presentedBy(received), wire.address, now);
      return once(client, (known) => ({ ...on, client: known }));
    },
    credential: async (on) => {
      const { values } = formOf(received.body);
      const grantType = values.get("grant_type") ?? "";
      const loaded = await loadGrant(deps, grantType, values, now);
      presented = loaded.presented;
      const { once: single } = loaded;
      const isUsed = single !== undefined && !(await deps.storage.singleUse.use([single.use]));
      const facts = isUsed ? single.otherwise : loaded.facts;
      return { ...on, facts: { [grantType]: facts }, by: originOf(wire) };
    },
    details: async (on) => {
      if (settings.authorizationDetailsTypes === undefined) return on;
      const { readDetails } = await import("./authorization-details/read.ts");
      const { values } = formOf(received.body);
      // A client that acts for itself was granted nothing before.
      const within = values.get("grant_type") === "client_credentials" ? undefined : detailsBehind(on).values;
      return { ...on, details: readDetails(deps.registry, values.get(DETAILS) ?? "", within) };
    },
    proof: (on) =>
      once(useProof(deps, wire, received, { now, client: on.client?.client }), (proof) =>
        proof === undefined ? on : { ...on, proof },
      ),
  };
  for (let round = 0; round < ROUNDS; round++) {
    const arrived: TokenOccasion = { decision: "token", received, catalogue, settings, now };
    const outcome = await decide(tokenDecision, arrived, load);
    if (isRefusal(outcome)) {
      await revokeStolen(deps, outcome);
      const grantType = "refused" in received.body ? "" : (received.body.values.get("grant_type") ?? "");
      await noteRefused(deps, grantType, outcome.on.facts?.[grantType], outcome.refused as Code, now);
      return withAttemptBefore(deps, outcome);
    }
    const answer = await commit(deps, outcome.on, outcome.granted, presented);
    if (answer === undefined) continue;
    // Scopes of an identity assertion are those of another server.
    if (outcome.granted.effect.kind === "vouch") return answer;
    deps.usage.granted(outcome.on, answer.to.client, outcome.granted.scope.scopes, deps.registry);
    return answer;
  }
  throw new Error("A token request lost every race.");
}

/**
 * Something that was used twice may have been stolen, and the server can't tell by whom, so everything that came from it ends.
 */
async function revokeStolen({ storage, log, events }: Deps, { refused, on }: RefusedRequest): Promise<void> {
  const theft = theftOf(refused, on);
  if (theft === undefined) return;
  const { because } = theft;
  const { id, clientId: client, subject } = theft.grant;
  await storage.grants.revoke(id, on.now, because);
  log.info({ client, subject, because }, "revoked");
  if (events?.heard) events.emit({ type: "changed", at: on.now, what: "grant", change: "revoked", subject, client });
}

/** Where the client's method was refused, names what it was refused for before, which is what to correct. */
async function withAttemptBefore({ journal }: Deps, refused: RefusedRequest): Promise<Refused> {
  const { client } = refused.on;
  if (refused.refused !== "client-auth/method-mismatch" || client === undefined) return refused;
  const on = { ...refused.on, client: { ...client, earlier: await journal.earlier(refused.on) } };
  return refusedOn(refusalOn(tokenDecision, on), on);
}
