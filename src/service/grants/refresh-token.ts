/** Loads the grant behind a refresh token, and what became of it. */
import { readCredential } from "../../protocol/credential.ts";
import type { RefreshFacts } from "../../protocol/grants/refresh-token/facts.ts";
import type { Origin } from "../../protocol/origin.ts";
import { absence, generationsBehind } from "../credentials.ts";
import { asItStands } from "../ended.ts";
import { findUser } from "../hooks/users.ts";
import type { GrantWork, Where } from "./grant-work.ts";

export const refreshToken: GrantWork = {
  load: async (deps, values, by) => ({ refresh: await loadRefreshToken(deps, values.get("refresh_token") ?? "", by) }),
};

async function loadRefreshToken(deps: Where, text: string, by: Origin | undefined): Promise<RefreshFacts> {
  const { storage, keys } = deps;
  const credential = readCredential("refresh", text);
  if ("is" in credential) return { token: credential, accountEnabled: false, by };
  const grant = await storage.grants.find(credential.id);
  const behind = grant?.refresh && generationsBehind(keys, credential, grant.refresh);
  if (grant === undefined || behind === undefined) {
    return { token: absence(keys, credential, text), accountEnabled: false, by };
  }
  const account = await findUser(deps, grant.subject);
  const found = { is: "found", grant: asItStands(grant, account), generationsBehind: behind } as const;
  return { token: found, accountEnabled: account?.disabled === false, by };
}
