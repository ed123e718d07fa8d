/** Loads the grant behind an authorization code, and what became of it. */
import { readCredential } from "../../protocol/credential.ts";
import { hasCode } from "../../protocol/grant.ts";
import type { CodeFacts } from "../../protocol/grants/authorization-code/facts.ts";
import { compareVerifier } from "../../protocol/pkce.ts";
import { absence, hashes } from "../credentials.ts";
import { asItStands, hasEnded } from "../ended.ts";
import { findUser } from "../hooks/users.ts";
import { isOpen } from "../sessions.ts";
import type { GrantWork, Where } from "./grant-work.ts";

export const authorizationCode: GrantWork<CodeFacts> = {
  load: async (deps, values, now) => ({ facts: await loadCode(deps, values, now) }),
};

async function loadCode(deps: Where, values: ReadonlyMap<string, string>, now: number): Promise<CodeFacts> {
  const { storage, keys } = deps;
  const text = values.get("code") ?? "";
  const codeVerifier = values.get("code_verifier");
  const credential = readCredential("code", text);
  const grant = "is" in credential ? undefined : await storage.grants.find(credential.id);
  if ("is" in credential || grant === undefined || !hasCode(grant) || !hashes(credential, grant.source.hash)) {
    const code = "is" in credential ? credential : absence(keys, credential, text);
    return { code, sessionLives: false, accountEnabled: false, verifier: compareVerifier(undefined, codeVerifier) };
  }
  const { sessionId } = grant;
  const [session, account] = await Promise.all([
    sessionId === undefined ? undefined : storage.sessions.find(sessionId),
    findUser(deps, grant.subject),
  ]);
  return {
    code: { is: "found", grant: asItStands(grant, account) },
    // A disabled account has a reason of its own, with a fix of its own.
    sessionLives:
      session === undefined
        ? sessionId === undefined
        : isOpen(session, now) && (account === undefined || account.disabled || !hasEnded(account, session.id)),
    accountEnabled: account?.disabled === false,
    verifier: compareVerifier(grant.source.challenge, codeVerifier),
  };
}
