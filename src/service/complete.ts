/**
 * For a refusal that is kept, loads the facts that its decision didn't load. They show what would be refused next, and whether
 * the request would be granted in the end. Facts that were loaded stay. Nothing here counts as an attempt.
 */

import type { ClientFacts } from "../protocol/client-authentication/checks.ts";
import { presentedBy } from "../protocol/client-authentication/request.ts";
import type { Form } from "../protocol/form.ts";
import type { Occasion } from "../protocol/occasion.ts";
import type { Received } from "../protocol/received.ts";
import type { TokenOccasion } from "../protocol/token/facts.ts";
import { findAccessToken } from "./access-tokens.ts";
import { compareClient } from "./clients.ts";
import type { Deps } from "./deps.ts";
import { loadWhatIsBrought } from "./grants/index.ts";

export async function complete(deps: Omit<Deps, "journal">, on: Occasion): Promise<Occasion> {
  switch (on.decision) {
    case "token":
      return completeToken(deps, on);
    case "introspection":
    case "revocation":
    case "refusals":
      return { ...on, client: on.client ?? clientOf(deps, on.received, on.now) };
    case "authorization":
      return { ...on, client: on.client ?? deps.clients.find(sent(on.received).get("client_id") ?? "")?.client };
    case "bearer": {
      const { authorization } = on.received;
      const text = authorization.is === "bearer" ? authorization.token : sent(on.received).get("access_token");
      const token = on.token ?? (text ? await findAccessToken(deps, text) : undefined);
      const client = token?.is === "found" ? deps.clients.find(token.claims.clientId)?.client : undefined;
      return { ...on, token, client };
    }
    default:
      return on;
  }
}

async function completeToken(deps: Omit<Deps, "journal">, on: TokenOccasion): Promise<TokenOccasion> {
  const parameters = sent(on.received);
  const client = on.client ?? clientOf(deps, on.received, on.now);
  return { ...on, client, ...(await loadWhatIsBrought(deps, on, parameters)) };
}

/** The parameters, wherever they were sent. */
function sent({ query, body }: Received): ReadonlyMap<string, string> {
  return new Map([...("refused" in query ? [] : query.values), ...("refused" in body ? [] : body.values)]);
}

function clientOf(deps: Omit<Deps, "journal">, received: Received, now: number): ClientFacts {
  const body: Form = { values: sent(received), repeated: [] };
  return compareClient(deps, presentedBy({ ...received, body }), now).facts;
}
