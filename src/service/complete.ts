/**
 * For a refusal that is kept, loads the facts that its decision didn't load. They show what would be refused next, and whether
 * the request would be granted in the end. Facts that were loaded stay. Nothing here counts as an attempt.
 */

import type { ClientFacts } from "../protocol/client-authentication/facts.ts";
import { presentedBy } from "../protocol/client-authentication/request.ts";
import type { ClientEndpointOccasion } from "../protocol/client-endpoint/occasion.ts";
import type { Form } from "../protocol/form.ts";
import type { Occasion, Of } from "../protocol/occasion.ts";
import type { Received } from "../protocol/received.ts";
import { findAccessToken } from "./access-tokens.ts";
import { verifyClient } from "./client-authentication/index.ts";
import type { Deps } from "./deps.ts";
import { loadWhatIsBrought } from "./grants/index.ts";
import { missingProof } from "./sender-constraints/index.ts";

export async function complete(deps: Where, on: Occasion): Promise<Occasion> {
  const completes = COMPLETES[on.decision] as ((deps: Where, on: Occasion) => Promise<Occasion>) | undefined;
  return completes === undefined ? on : completes(deps, on);
}

type Where = Omit<Deps, "journal">;
type Completes = { readonly [Name in Occasion["decision"]]?: (deps: Where, on: Of<Name>) => Promise<Of<Name>> };

const COMPLETES: Completes = {
  token: async (deps, on) => ({
    ...on,
    client: on.client ?? (await clientOf(deps, on.received, on.now)),
    facts: await loadWhatIsBrought(deps, on, sent(on.received)),
    ...(await missingProof(deps, { ...on, client: on.client?.client })),
  }),
  introspection: completeClient,
  revocation: completeClient,
  refusals: completeClient,
  authorization: async ({ registry }, on) => ({
    ...on,
    client: on.client ?? (await registry.client(sent(on.received).get("client_id") ?? ""))?.client,
  }),
  async bearer(deps, on) {
    const { authorization } = on.received;
    const text = authorization.is === "bearer" ? authorization.token : sent(on.received).get("access_token");
    const token = on.token ?? (text ? await findAccessToken(deps, text) : undefined);
    const client = token?.is === "found" ? (await deps.registry.client(token.claims.clientId))?.client : undefined;
    return { ...on, token, client, ...(await missingProof(deps, { ...on, token: text })) };
  },
};

async function completeClient(deps: Where, on: ClientEndpointOccasion): Promise<ClientEndpointOccasion> {
  return { ...on, client: on.client ?? (await clientOf(deps, on.received, on.now)) };
}

/** The parameters, wherever they were sent. */
function sent({ query, body }: Received): ReadonlyMap<string, string> {
  return new Map([...("refused" in query ? [] : query.values), ...("refused" in body ? [] : body.values)]);
}

/** Nothing is known of a secret that only a comparison could tell which takes long: it would be an attempt. */
async function clientOf(deps: Where, received: Received, now: number): Promise<ClientFacts | undefined> {
  const body: Form = { values: sent(received), repeated: [] };
  const { facts, slowly } = await verifyClient(deps, presentedBy({ ...received, body }), now);
  return slowly === undefined ? facts : undefined;
}
