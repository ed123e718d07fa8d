/** Loads the grant behind an authorization code, and what became of it. */
import { readCredential } from "../../protocol/credential.ts";
import { hasCode } from "../../protocol/grant.ts";
import type { CodeFacts } from "../../protocol/grants/authorization-code/facts.ts";
import { compareVerifier } from "../../protocol/pkce.ts";
import { absence, hashes } from "../credentials.ts";
import { asItStands, hasEnded } from "../ended.ts";
import { isOpen } from "../sessions.ts";
import { findGrant } from "../together.ts";
import type { GrantWork, Where } from "./grant-work.ts";

export const authorizationCode: GrantWork<CodeFacts> = {
  load: async (deps, values, now) => ({ facts: await loadCode(deps, values, now) }),
};

async function loadCode(deps: Where, values: ReadonlyMap<string, string>, now: number): Promise<CodeFacts> {
  const { keys } = deps;
  const text = values.get("code") ?? "";
  const codeVerifier = values.get("code_verifier");
  const credential = readCredential("code", text);
  const loaded = "is" in credential ? undefined : await findGrant(deps, credential.id, true);
  const grant = loaded?.grant;
  if (
    "is" in credential ||
    loaded === undefined ||
    grant === undefined ||
    !hasCode(grant) ||
    !hashes(credential, grant.source.hash)
  ) {
    const code = "is" in credential ? credential : absence(keys, credential, text);
    return { code, sessionLives: false, accountEnabled: false, verifier: compareVerifier(undefined, codeVerifier) };
  }
  const { sessionId } = grant;
  const [session, account] = await Promise.all([loaded.session(), loaded.user()]);
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
