/** What a fix may suppose of a refresh token. */
import type { Client } from "../../client.ts";
import { freshGrant, NO_HASH } from "../fresh-grant.ts";
import type { GrantType, Supposing } from "../grant-type.ts";
import type { RefreshFacts } from "./facts.ts";
import type { RefreshRequest } from "./request.ts";

/** The live refresh token of the same authorization, or of one that the client would get. */
function freshRefresh(
  facts: RefreshFacts | undefined,
  client: Client,
  { settings, now, values }: Supposing,
): RefreshFacts {
  const fresh = freshGrant(client, settings, now, { scope: values.get("scope") });
  const found = facts?.token.is === "found" && facts.token.grant.clientId === client.id ? facts.token.grant : fresh;
  const refresh = { generation: 0, hash: NO_HASH, rotatedAt: now, startedAt: now, by: undefined };
  const grant = { ...found, refresh, revokedAt: undefined };
  return { token: { is: "found", grant, generationsBehind: 0 }, accountEnabled: true };
}

const enabled = (facts: RefreshFacts | undefined) => facts && { facts: { ...facts, accountEnabled: true } };

export const refreshSupplies: Required<GrantType<string, RefreshRequest, RefreshFacts>>["supplies"] = {
  "refresh-token": (facts, given) =>
    given.client && { facts: freshRefresh(facts, given.client, given), sent: { refresh_token: "*".repeat(71) } },
  session: enabled,
  consent: enabled,
};
