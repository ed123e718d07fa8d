/** Who calls an endpoint that requires client authentication, and for what. */
import type { Client } from "../protocol/client.ts";
import { authenticated } from "../protocol/client-authentication/checks.ts";
import { presentedBy } from "../protocol/client-authentication/request.ts";
import { arrivalOf, askedChecks, type ClientEndpointOccasion } from "../protocol/client-endpoint/occasion.ts";
import { firstRefusal } from "../protocol/decision.ts";
import type { Refused } from "../protocol/occasion.ts";
import { type EndpointRequest, formOf, receive } from "../protocol/received.ts";
import { clientFacts } from "./clients.ts";
import type { Deps } from "./deps.ts";
import { refusedOn } from "./refused.ts";

export interface Asked {
  readonly client: Client;
  /** The token in the request. */
  readonly token: string;
  readonly on: ClientEndpointOccasion;
}

/** Reads the request and authenticates its client, or refuses. `now` in milliseconds. */
export function askAsClient(
  deps: Deps,
  decision: ClientEndpointOccasion["decision"],
  wire: EndpointRequest,
  now: number,
): Asked | Refused {
  const received = receive(wire);
  const arrived = firstRefusal(arrivalOf(decision), { received });
  if (arrived !== undefined) return refusedOn(arrived, { decision, received, now });
  const client = clientFacts(deps, presentedBy(received), wire.address, now);
  const on = { decision, received, client, now };
  const refusal = firstRefusal(askedChecks[decision], on);
  if (refusal !== undefined) return refusedOn(refusal, on);
  return { client: authenticated(client), token: formOf(received.body).values.get("token") ?? "", on };
}

/** Refuses for a reason that was found after the client was known. */
export function refuseFound(
  on: ClientEndpointOccasion,
  found: Pick<ClientEndpointOccasion, "issuedTo" | "introspected" | "visible" | "page">,
): Refused {
  const occasion = { ...on, ...found };
  const { client } = occasion;
  const refusal = client && firstRefusal(askedChecks[on.decision], { ...occasion, client });
  if (refusal === undefined) throw new Error("What was found must be refused.");
  return refusedOn(refusal, occasion);
}
