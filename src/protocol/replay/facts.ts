/** What a fix supplies, as facts: what a decision would have known if the client had what it should. */
import type { Hint, Person } from "../authorization/checks.ts";
import type { TokenClaims } from "../bearer/decide.ts";
import { type Client, isPublic } from "../client.ts";
import type { ClientFacts } from "../client-authentication/checks.ts";
import type { CodeGrant, Grant, RefreshState } from "../grant.ts";
import type { CodeFacts } from "../grants/authorization-code/facts.ts";
import type { RefreshFacts } from "../grants/refresh-token/facts.ts";
import { isRegistered } from "../redirect-uri.ts";
import type { Settings } from "../settings.ts";

const NONE = new Uint8Array();

/** The client, authenticated as it is registered. */
export function authenticatedFacts(facts: ClientFacts, client: Client): ClientFacts {
  if (isPublic(client)) return { method: "none", clientId: client.id, client, secret: { is: "absent" } };
  const method = client.authMethods.find((known) => known === facts.method) ?? client.authMethods[0] ?? "none";
  return { method, clientId: client.id, client, secret: { is: "right" } };
}

/** A grant that this client has just got. */
function freshGrant(
  client: Client,
  settings: Settings,
  now: number,
  { redirectUri, scope }: { readonly redirectUri?: string | undefined; readonly scope?: string | undefined },
): CodeGrant {
  return {
    id: 0,
    clientId: client.id,
    subject: "",
    source: {
      kind: "code",
      hash: NONE,
      expiresAt: now + (client.codeLifetime ?? settings.codeLifetime) * 1000,
      // No code is granted to an unregistered URL.
      redirectUri:
        redirectUri !== undefined && isRegistered(redirectUri, client) ? redirectUri : (client.redirectUris[0] ?? ""),
      redirectUriSent: redirectUri !== undefined,
      challenge: undefined,
      redeemedAt: undefined,
      redeemedBy: undefined,
    },
    sessionId: undefined,
    // What the user will allow is unknown in advance.
    scopes: scope?.split(" ").filter((name) => client.scopes.includes(name)) ?? [],
    createdAt: now,
    authTime: now,
    nonce: undefined,
    refresh: undefined,
    revokedAt: undefined,
    revokedBecause: undefined,
  };
}

/** The same authorization, just granted. If the code isn't anybody's, it is one that the client would get. */
export function freshCode(
  facts: CodeFacts | undefined,
  client: Client,
  settings: Settings,
  now: number,
  redirectUri: string | undefined,
): CodeFacts {
  const fresh = freshGrant(client, settings, now, { redirectUri });
  const found = facts?.code.is === "found" ? facts.code.grant : undefined;
  const verifier = facts?.verifier ?? { is: "absent" };
  // A code of another client says nothing about what this one would be granted.
  const own = found?.clientId === client.id ? found : undefined;
  const comparable = own === undefined && verifier.is !== "absent" ? ({ is: "right" } as const) : verifier;
  const bound = verifier.is === "absent" ? undefined : "";
  const { source } = own ?? fresh;
  const { expiresAt, redeemedAt } = fresh.source;
  const code = { ...source, expiresAt, redeemedAt, challenge: own === undefined ? bound : source.challenge };
  const { createdAt, revokedAt, refresh } = fresh;
  return {
    code: { is: "found", grant: { ...(own ?? fresh), source: code, createdAt, revokedAt, refresh } },
    sessionLives: true,
    accountEnabled: true,
    verifier: comparable,
    by: facts?.by,
  };
}

export function freshRefresh(
  facts: RefreshFacts | undefined,
  client: Client,
  settings: Settings,
  now: number,
  scope: string | undefined,
): RefreshFacts {
  const fresh = freshGrant(client, settings, now, { scope });
  const found = facts?.token.is === "found" && facts.token.grant.clientId === client.id ? facts.token.grant : fresh;
  const state: RefreshState = {
    generation: 0,
    hash: NONE,
    rotatedAt: now,
    startedAt: now,
    by: undefined,
  };
  const grant: Grant = { ...found, refresh: state, revokedAt: undefined };
  return { token: { is: "found", grant, generationsBehind: 0 }, accountEnabled: true, by: facts?.by };
}

/** An access token that was just issued for what the call requires. */
export function freshClaims(
  found: TokenClaims | undefined,
  demand: { readonly scope?: string | undefined; readonly audience?: string | undefined },
  now: number,
): TokenClaims {
  const base: Omit<TokenClaims, "issuedAt" | "expiresAt"> = (found && { ...found, cnf: undefined }) ?? {
    id: 0,
    clientId: "",
    subject: "",
    scopes: [],
    audience: [],
    grantId: undefined,
  };
  const { scope, audience } = demand;
  return {
    ...base,
    scopes: scope === undefined || base.scopes.includes(scope) ? base.scopes : [...base.scopes, scope],
    audience: audience === undefined || base.audience.includes(audience) ? base.audience : [...base.audience, audience],
    issuedAt: now,
    expiresAt: now + 60_000,
  };
}

/** A user who has just signed in: the one that the hint names, if it names one. */
export function freshPerson(person: Person | undefined, hint: Hint, now: number): Person {
  const subject = hint.is === "valid" ? hint.subject : (person?.subject ?? "");
  const consented = person?.subject === subject ? person.consented : [];
  return { sessionId: person?.sessionId ?? 0, subject, authTime: now, consented };
}
