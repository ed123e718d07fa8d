/** Checks of the authorization code grant at the token endpoint (RFC 6749 4.1.3, RFC 7636 4.6). */
import { type Refusal, refuse } from "../../../reasons/index.ts";
import { openid, rfc } from "../../../specs.ts";
import { bindingsOf } from "../../access-token.ts";
import { authenticated } from "../../client-authentication/checks.ts";
import type { NotFound } from "../../credential.ts";
import type { Check } from "../../decision.ts";
import type { AuthorizationCode, CodeGrant } from "../../grant.ts";
import { lasts, setBackBy } from "../../lifetime.ts";
import { compareOrigins } from "../../origin.ts";
import { checkVerifier } from "../../pkce.ts";
import { profileOf } from "../../profiles/index.ts";
import { isProved } from "../../sender-constraints/index.ts";
import type { CommonFacts } from "../../token/facts.ts";
import type { CodeFacts } from "./facts.ts";
import type { CodeRequest } from "./request.ts";

export interface CodeCase extends CommonFacts, CodeFacts {
  readonly request: CodeRequest;
}

/** The grant of a code that has passed the first check. */
export function grantOf({ code }: CodeFacts): CodeGrant {
  if (code.is !== "found") throw new Error("The grant is used before its checks have run.");
  return code.grant;
}

const codeOf = (given: CodeFacts): AuthorizationCode => grantOf(given).source;

function refuseNotFound(code: NotFound): Refusal {
  switch (code.is) {
    case "wrong-kind":
      return refuse("code/wrong-kind", { looks: code.looks });
    case "corrupted":
      return refuse("code/corrupted", { length: code.length, expected: code.expected, looks: code.looks });
    default:
      return refuse("code/unknown", { length: code.length, issuedHere: code.is === "gone" });
  }
}

const secondsBetween = (from: number, to: number): number => Math.max(0, Math.round((to - from) / 1000));

export const codeChecks: readonly Check<CodeCase>[] = [
  {
    asks: "Is there such a code?",
    cites: rfc(6749, "4.1.3"),
    run: ({ code }) => (code.is === "found" ? undefined : refuseNotFound(code)),
  },
  {
    asks: "Was it issued to this client?",
    cites: rfc(6749, "4.1.3"),
    run: (given) => {
      const { clientId } = grantOf(given);
      const { id } = authenticated(given.client);
      return clientId === id ? undefined : refuse("code/of-other-client", { clientId: id, issuedTo: clientId });
    },
  },
  {
    // A challenge binds the code more tightly than the URL does, and OAuth 2.1 no longer sends the URL here.
    asks: "Is redirect_uri the one of the authorization request?",
    cites: rfc(6749, "4.1.3"),
    run: (given) => {
      const { redirectUri: expected, redirectUriSent, challenge } = codeOf(given);
      const sent = given.request.redirectUri;
      const demanded = redirectUriSent && challenge === undefined;
      if (sent === expected || (sent === undefined && !demanded)) return undefined;
      const near = sent === undefined ? given.request.nearRedirectUri : undefined;
      return refuse("code/redirect-uri-mismatch", { sent, near, expected });
    },
  },
  {
    asks: "Does the verifier match the challenge?",
    cites: rfc(7636, "4.6"),
    run: (given) => {
      const { clientId, source } = grantOf(given);
      return checkVerifier(clientId, source.challenge, given.verifier, given.request.nearCodeVerifier);
    },
  },
  {
    asks: "Is it sent with proof of the key that it is bound to, if there is one?",
    cites: rfc(9449, "10"),
    run: (given) => {
      const { cnf } = codeOf(given);
      return cnf === undefined || isProved(cnf, given.proof)
        ? undefined
        : refuse("code/key-unproved", { bound: bindingsOf(cnf) });
    },
  },
  {
    // After the checks of what binds the code. A second use ends the grant, and a code found in a log must not be enough for
    // that.
    asks: "Is it redeemed for the first time?",
    cites: rfc(6749, "4.1.2"),
    run: (given) => {
      const { redeemedAt, redeemedBy } = codeOf(given);
      return redeemedAt === undefined
        ? undefined
        : refuse("code/already-used", {
            usedAt: redeemedAt,
            millisecondsAgo: Math.max(0, given.now - redeemedAt),
            ...compareOrigins(redeemedBy, given.by),
          });
    },
  },
  {
    asks: "Is the authorization still valid?",
    cites: rfc(6749, "5.2"),
    run: (given) => {
      const { revokedAt, revokedBecause } = grantOf(given);
      return revokedAt === undefined ? undefined : refuse("code/revoked", { at: revokedAt, because: revokedBecause });
    },
  },
  {
    asks: "Is it within its lifetime?",
    cites: rfc(6749, "4.1.2"),
    run: (given) => {
      const { createdAt, source } = grantOf(given);
      const { longestCodeLifetime } = profileOf(authenticated(given.client));
      const lifetime = Math.min(source.expiresAt - createdAt, longestCodeLifetime * 1000);
      return lasts(createdAt, lifetime, given.now)
        ? undefined
        : refuse("code/expired", {
            lifetime: Math.round(Math.max(0, lifetime) / 1000),
            age: secondsBetween(createdAt, given.now),
            setBack: setBackBy(createdAt, lifetime, given.now),
          });
    },
  },
  {
    asks: "Is the session in which it was granted still active?",
    cites: openid("core", "3.1.3.2"),
    run: (given) =>
      given.sessionLives ? undefined : refuse("grant/session-ended", { clientId: grantOf(given).clientId }),
  },
  {
    asks: "Is the user's account enabled?",
    cites: rfc(6749, "5.2"),
    run: (given) =>
      given.accountEnabled ? undefined : refuse("grant/account-disabled", { clientId: grantOf(given).clientId }),
  },
];
