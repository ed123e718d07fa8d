/** Who calls an endpoint that requires client authentication, and for what. */
import { once } from "../ports/soon.ts";
import type { Client } from "../protocol/client.ts";
import { authenticated } from "../protocol/client-authentication/checks.ts";
import type { ClientFacts } from "../protocol/client-authentication/facts.ts";
import { presentedBy } from "../protocol/client-authentication/request.ts";
import { type ClientEndpointOccasion, clientEndpointDecision } from "../protocol/client-endpoint/occasion.ts";
import { refusalOn } from "../protocol/decision.ts";
import type { Refused } from "../protocol/occasion.ts";
import { type EndpointRequest, formOf, receive } from "../protocol/received.ts";
import { isRefusal } from "../reasons/index.ts";
import { clientFacts } from "./clients.ts";
import { decide } from "./decide.ts";
import type { Deps } from "./deps.ts";
import { refusedOn } from "./refused.ts";

export interface AuthenticatedRequest {
  readonly client: Client;
  /** The token in the request. */
  readonly token: string;
  readonly on: ClientEndpointOccasion;
}

/** Reads the request and authenticates its client, or refuses. `now` in milliseconds. */
export async function askAsClient(
  deps: Deps,
  decision: ClientEndpointOccasion["decision"],
  wire: EndpointRequest,
  now: number,
): Promise<AuthenticatedRequest | Refused> {
  const received = receive(wire);
  const arrived: ClientEndpointOccasion = { decision, received, now };
  const client = (on: ClientEndpointOccasion) =>
    once(clientFacts(deps, presentedBy(received), wire.address, now), (facts) => ({ ...on, client: facts }));
  const outcome = await decide(clientEndpointDecision(decision), arrived, { client });
  if (isRefusal(outcome)) return outcome;
  const token = formOf(received.body).values.get("token") ?? "";
  return { client: authenticated(outcome.on.client as ClientFacts), token, on: outcome.on };
}

/** Refuses for a reason that was found after the client was known. */
export function refuseFound(
  on: ClientEndpointOccasion,
  found: Pick<ClientEndpointOccasion, "issuedTo" | "introspected" | "visible" | "page">,
): Refused {
  const occasion = { ...on, ...found };
  return refusedOn(refusalOn(clientEndpointDecision(on.decision), occasion), occasion);
}
