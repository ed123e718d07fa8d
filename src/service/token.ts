/** The token endpoint: reads, loads, decides, commits (RFC 6749 3.2). */

import { readCredential } from "../protocol/credential.ts";
import type { EndpointRequest } from "../protocol/post.ts";
import type { Scope } from "../protocol/scope/catalogue.ts";
import {
  decideClient,
  decideClientCredentials,
  decideCode,
  decideRefresh,
  type TokenGranted,
} from "../protocol/token/decide.ts";
import type { CodeFacts, CommonFacts, RefreshFacts } from "../protocol/token/facts.ts";
import { readTokenRequest, type TokenRequest } from "../protocol/token/request.ts";
import type { Refusal } from "../reasons/index.ts";
import { clientFacts } from "./clients.ts";
import { absence, generationsBehind, hashes } from "./credentials.ts";
import type { Deps } from "./deps.ts";
import { commit } from "./token-commit.ts";

/** The members of a token response (RFC 6749 5.1), and the deprecated scopes to announce. */
export interface TokenAnswer {
  readonly body: {
    readonly access_token: string;
    readonly token_type: "Bearer";
    readonly expires_in: number;
    readonly scope: string;
    readonly refresh_token?: string;
    readonly id_token?: string;
  };
  readonly deprecated: readonly Scope[];
}

/** How often a request that lost a race is decided anew: the winner has changed the facts, so that once is enough. */
const ROUNDS = 3;

/** Answers a token request, or refuses it. */
export async function token(deps: Deps, wire: EndpointRequest): Promise<TokenAnswer | Refusal> {
  const now = deps.clock();
  const read = readTokenRequest(wire);
  if ("refused" in read) return read;
  const { request, presented } = read;
  const common: CommonFacts = { client: clientFacts(deps, presented, wire.address, now), catalogue: deps.catalogue };
  const refusal = decideClient({ ...common, request });
  if (refusal !== undefined) return refusal;

  for (let round = 0; round < ROUNDS; round++) {
    const decision = await decide(deps, request, common, now);
    if ("refused" in decision.outcome) {
      if (decision.outcome.refused === "code/already-used")
        await revoke(deps, decision.grantId, now, "its code was used twice");
      if (decision.outcome.refused === "refresh-token/reused")
        await revoke(deps, decision.grantId, now, "an old refresh token was used again");
      return decision.outcome;
    }
    const answer = await commit(deps, request, decision.outcome, now);
    if (answer !== undefined) return answer;
  }
  throw new Error("A token request lost every race.");
}

async function revoke({ storage }: Deps, grantId: number | undefined, now: number, because: string): Promise<void> {
  if (grantId !== undefined) await storage.grants.revoke(grantId, now, because);
}

interface Decision {
  readonly outcome: TokenGranted | Refusal;
  readonly grantId?: number | undefined;
}

async function decide(deps: Deps, request: TokenRequest, common: CommonFacts, now: number): Promise<Decision> {
  switch (request.grantType) {
    case "client_credentials":
      return { outcome: decideClientCredentials(request, common, deps.settings, now) };
    case "authorization_code": {
      const facts = await loadCode(deps, request.code, now);
      const grantId = facts.code.is === "found" ? facts.code.grant.id : undefined;
      return { outcome: decideCode(request, { ...common, ...facts }, now), grantId };
    }
    case "refresh_token": {
      const facts = await loadRefreshToken(deps, request.refreshToken);
      const grantId = facts.token.is === "found" ? facts.token.grant.id : undefined;
      return { outcome: decideRefresh(request, { ...common, ...facts }, deps.settings, now), grantId };
    }
  }
}

async function loadCode({ storage, keys }: Deps, text: string, now: number): Promise<CodeFacts> {
  const absent = { sessionLives: false, accountEnabled: false };
  const credential = readCredential("code", text);
  if ("is" in credential) return { code: credential, ...absent };
  const grant = await storage.grants.find(credential.id);
  if (grant === undefined || !hashes(credential, grant.codeHash))
    return { code: absence(keys, credential, text), ...absent };
  const [session, account] = await Promise.all([
    storage.sessions.find(grant.sessionId),
    storage.people.find(grant.subject),
  ]);
  return {
    code: { is: "found", grant },
    sessionLives: session !== undefined && session.endedAt === undefined && now < session.expiresAt,
    accountEnabled: account?.disabled === false,
  };
}

async function loadRefreshToken({ storage, keys }: Deps, text: string): Promise<RefreshFacts> {
  const credential = readCredential("refresh", text);
  if ("is" in credential) return { token: credential, accountEnabled: false };
  const grant = await storage.grants.find(credential.id);
  const behind = grant?.refresh && generationsBehind(keys, credential, grant.refresh);
  if (grant === undefined || behind === undefined) {
    return { token: absence(keys, credential, text), accountEnabled: false };
  }
  const account = await storage.people.find(grant.subject);
  return { token: { is: "found", grant, generationsBehind: behind }, accountEnabled: account?.disabled === false };
}
