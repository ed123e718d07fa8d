/** What a fix may suppose of an authorization code. */
import type { Client } from "../../client.ts";
import { freshGrant } from "../fresh-grant.ts";
import type { GrantType, Supposing } from "../grant-type.ts";
import type { CodeFacts } from "./facts.ts";
import type { CodeRequest } from "./request.ts";

type Supposed = Pick<GrantType<string, CodeRequest, CodeFacts>, "supplies" | "without" | "withCodeLifetime">;

/** The same authorization, just granted. If the code isn't anybody's, it is one that the client would get. */
function freshCode(facts: CodeFacts | undefined, client: Client, { settings, now, values }: Supposing): CodeFacts {
  const fresh = freshGrant(client, settings, now, { redirectUri: values.get("redirect_uri") });
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
  };
}

/** The code as it would be if the authorization request had sent a challenge. */
function challenged(facts: CodeFacts | undefined) {
  if (facts?.code.is !== "found") return undefined;
  const { grant } = facts.code;
  const source = { ...grant.source, challenge: "A".repeat(43) };
  return { facts: { ...facts, code: { is: "found", grant: { ...grant, source } } as const } };
}

const signedIn = (facts: CodeFacts | undefined) =>
  facts && { facts: { ...facts, sessionLives: true, accountEnabled: true } };

export const codeSupposed: Supposed = {
  supplies: {
    code: (facts, given) =>
      given.client && { facts: freshCode(facts, given.client, given), sent: { code: "*".repeat(68) } },
    verifier: (facts) =>
      facts && { facts: { ...facts, verifier: { is: "right" } }, sent: { code_verifier: "*".repeat(43) } },
    challenge: challenged,
    session: signedIn,
    consent: signedIn,
  },
  without: { code_verifier: (facts) => ({ ...facts, verifier: { is: "absent" } }) },
  withCodeLifetime(facts, seconds) {
    if (facts.code.is !== "found") return facts;
    const { grant } = facts.code;
    const source = { ...grant.source, expiresAt: grant.createdAt + seconds * 1000 };
    return { ...facts, code: { is: "found", grant: { ...grant, source } } };
  },
};
