/** Loads the grant behind a refresh token, and what became of it. */
import { isPublic } from "../../protocol/client.ts";
import { type Credential, readCredential } from "../../protocol/credential.ts";
import type { RefreshFacts } from "../../protocol/grants/refresh-token/facts.ts";
import { absence, generationsBehind } from "../credentials.ts";
import { asItStands } from "../ended.ts";
import { movedCredentials, movedFromCandor } from "../moved-tokens.ts";
import { findGrant } from "../together.ts";
import type { GrantWork, Where } from "./grant-work.ts";

export const refreshToken: GrantWork<RefreshFacts> = {
  async load(deps, values) {
    const text = values.get("refresh_token") ?? "";
    const presented = readCredential("refresh", text);
    if ("is" in presented) {
      const moved = presented.is === "foreign" ? await findMoved(deps, text) : undefined;
      return moved ?? { facts: { token: presented, accountEnabled: false } };
    }
    const facts = await loadRefreshToken(deps, presented, text);
    if (facts.token.is !== "foreign") return { facts, presented };
    // Another Candor may have made it, with keys of its own.
    const moved = movedFromCandor(deps.keys, presented);
    const itsFacts = await loadRefreshToken(deps, moved, text);
    return itsFacts.token.is === "found" ? { facts: itsFacts, presented: moved } : { facts, presented };
  },
};

/** The refresh token of another server that came along, if this is one. */
async function findMoved(deps: Where, text: string) {
  for (const { credential: presented, isPart } of movedCredentials(deps.keys, text)) {
    const facts = await loadRefreshToken(deps, presented, text);
    if (facts.token.is !== "found") continue;
    // Anybody could use it for an app that doesn't authenticate.
    if (isPart && (await isOfPublic(deps, facts.token.grant.clientId))) continue;
    return { facts, presented };
  }
  return undefined;
}

async function isOfPublic({ registry }: Where, clientId: string): Promise<boolean> {
  const found = await registry.client(clientId);
  return found === undefined || isPublic(found.client);
}

async function loadRefreshToken(deps: Where, credential: Credential, text: string): Promise<RefreshFacts> {
  const { keys } = deps;
  const loaded = await findGrant(deps, credential.id, false);
  const grant = loaded?.grant;
  const behind = grant?.refresh && generationsBehind(keys, credential, grant.refresh);
  if (loaded === undefined || grant === undefined || behind === undefined) {
    return { token: absence(keys, credential, text), accountEnabled: false };
  }
  const account = await loaded.user();
  const found = { is: "found", grant: asItStands(grant, account), generationsBehind: behind } as const;
  return { token: found, accountEnabled: account?.disabled === false };
}
