/** What replay asks of a request about a token or a refusal. */
import type { Aspects } from "../aspects.ts";
import { clientAspects } from "../client-authentication/aspects.ts";
import type { ClientEndpointOccasion } from "./occasion.ts";

const authenticating = clientAspects<ClientEndpointOccasion>();

export const clientEndpointAspects: Aspects<ClientEndpointOccasion> = authenticating;

/** Of an endpoint that gets a token. */
export const tokenFactsAspects: Aspects<ClientEndpointOccasion> = {
  ...authenticating,
  supplies: { ...authenticating.supplies, "access-token": (on) => ({ ...on, issuedTo: undefined }) },
};

export const introspectionAspects: Aspects<ClientEndpointOccasion> = {
  ...tokenFactsAspects,
  // RFC 7662 2.2: a client that may not introspect a token must not learn that it is active.
  clientId: ({ introspected, client }) => (introspected === undefined ? client?.client?.id : undefined),
};
