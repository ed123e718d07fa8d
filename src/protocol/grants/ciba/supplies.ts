/** What a fix may suppose of an auth_req_id. */

import { mayRequest } from "../../client.ts";
import type { GrantType, Supposing } from "../grant-type.ts";
import type { CibaFacts } from "./facts.ts";
import type { CibaRequest } from "./request.ts";

/** Seconds: enough for what a fix supposes. */
const LIFETIME = 600;

/** A request that its user has just allowed: the same, or one that the client would get. */
function allowed(facts: CibaFacts | undefined, { client, now }: Supposing) {
  if (client === undefined) return undefined;
  const found = facts?.asked.is === "found" && facts.asked.clientId === client.id ? facts.asked : undefined;
  const known = found?.decided?.is === "allowed" ? found.decided : undefined;
  // What the user will allow is unknown in advance.
  const scopes = known?.scopes ?? client.scopes.filter((name) => mayRequest(client, name));
  const decided = { at: now, grantId: 0, subject: "", authTime: now, ...known, is: "allowed", scopes } as const;
  const times = { requestedAt: now, expiresAt: now + LIFETIME * 1000, polledAt: undefined, usedAt: undefined };
  const asked = { is: "found", id: found?.id ?? 0, clientId: client.id, interval: 5, ...times, decided } as const;
  return { facts: { asked, accountEnabled: true }, sent: { auth_req_id: "*".repeat(70) } };
}

/** The user has decided meanwhile, or has come back. */
const decided = (facts: CibaFacts | undefined, given: Supposing) =>
  facts?.asked.is === "found" ? allowed(facts, given) : undefined;

export const cibaSupplies: Required<GrantType<string, CibaRequest, CibaFacts>>["supplies"] = {
  "auth-req-id": allowed,
  consent: decided,
  session: decided,
};
