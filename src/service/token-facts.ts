/** Loads the facts for a token request: the grant behind its code or refresh token, and what became of it. */
import { readCredential } from "../protocol/credential.ts";
import type { Origin } from "../protocol/origin.ts";
import { compareVerifier } from "../protocol/pkce.ts";
import type { CodeFacts, RefreshFacts } from "../protocol/token/facts.ts";
import type { TokenRequest, TokenRequestOf } from "../protocol/token/request.ts";
import { absence, generationsBehind, hashes } from "./credentials.ts";
import type { Deps } from "./deps.ts";
import { asItStands, hasEnded } from "./ended.ts";
import { findUser } from "./hooks/users.ts";
import { isOpen } from "./sessions.ts";

type Where = Pick<Deps, "storage" | "keys" | "hooks">;

/** The facts about what a request exchanges; none for client_credentials. `now` in milliseconds. */
export async function loadCredential(
  deps: Where,
  request: TokenRequest,
  by: Origin | undefined,
  now: number,
): Promise<{ readonly code?: CodeFacts; readonly refresh?: RefreshFacts }> {
  switch (request.grantType) {
    case "client_credentials":
      return {};
    case "authorization_code":
      return { code: await loadCode(deps, request, by, now) };
    case "refresh_token":
      return { refresh: await loadRefreshToken(deps, request.refreshToken, by) };
  }
}

async function loadCode(
  deps: Where,
  { code: text, codeVerifier }: TokenRequestOf<"authorization_code">,
  by: Origin | undefined,
  now: number,
): Promise<CodeFacts> {
  const { storage, keys } = deps;
  const credential = readCredential("code", text);
  const grant = "is" in credential ? undefined : await storage.grants.find(credential.id);
  if ("is" in credential || grant === undefined || !hashes(credential, grant.codeHash)) {
    const code = "is" in credential ? credential : absence(keys, credential, text);
    return { code, sessionLives: false, accountEnabled: false, verifier: compareVerifier(undefined, codeVerifier), by };
  }
  const [session, account] = await Promise.all([storage.sessions.find(grant.sessionId), findUser(deps, grant.subject)]);
  return {
    code: { is: "found", grant: asItStands(grant, account) },
    // A disabled account has a reason of its own, with a fix of its own.
    sessionLives:
      session !== undefined &&
      isOpen(session, now) &&
      (account === undefined || account.disabled || !hasEnded(account, session.id)),
    accountEnabled: account?.disabled === false,
    verifier: compareVerifier(grant.challenge, codeVerifier),
    by,
  };
}

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
