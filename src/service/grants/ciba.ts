/** Loads the request behind an auth_req_id, and notes each poll. */
import { readCredential } from "../../protocol/credential.ts";
import { LONGER } from "../../protocol/grants/ciba/checks.ts";
import type { CibaFacts } from "../../protocol/grants/ciba/facts.ts";
import { absence, hashes } from "../credentials.ts";
import { hasEnded } from "../ended.ts";
import { findUser } from "../hooks/users.ts";
import type { GrantWork, Where } from "./grant-work.ts";

export const ciba: GrantWork<CibaFacts> = {
  load: async (deps, values) => ({ facts: await loadAsked(deps, values.get("auth_req_id") ?? "") }),
  async refused({ storage }, { asked }, code, now) {
    if (asked.is !== "found") return;
    if (code === "ciba/polled-too-fast") await storage.backchannelRequests.polled(asked.id, now, LONGER);
    if (code === "ciba/pending") await storage.backchannelRequests.polled(asked.id, now, 0);
  },
};

async function loadAsked(deps: Where, text: string): Promise<CibaFacts> {
  const { storage, keys } = deps;
  const credential = readCredential("ciba", text);
  if ("is" in credential) return { asked: credential, accountEnabled: false };
  const request = await storage.backchannelRequests.find(credential.id);
  if (request === undefined || !hashes(credential, request.hash))
    return { asked: absence(keys, credential, text), accountEnabled: false };
  const { id, clientId, requestedAt, expiresAt, interval, polledAt, usedAt, decided } = request;
  const asked = {
    is: "found",
    ...{ id, clientId, requestedAt, expiresAt, interval, polledAt, usedAt, decided },
  } as const;
  if (decided?.is !== "allowed") return { asked, accountEnabled: true };
  const account = await findUser(deps, decided.subject);
  // An operator has ended everything of the user since.
  if (account !== undefined && !account.disabled && hasEnded(account, decided.grantId))
    return { asked: { is: "gone", length: text.length }, accountEnabled: true };
  return { asked, accountEnabled: account?.disabled === false };
}
