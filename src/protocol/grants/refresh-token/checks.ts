/** Checks of the refresh token grant (RFC 6749 6, RFC 9700 4.14.2): rotation, reuse, grace, lifetimes. */
import { type Refusal, refuse } from "../../../reasons/index.ts";
import { rfc } from "../../../specs.ts";
import { bindingsOf } from "../../access-token.ts";
import { isPublic } from "../../client.ts";
import { authenticated } from "../../client-authentication/checks.ts";
import type { NotFound } from "../../credential.ts";
import type { Check } from "../../decision.ts";
import type { Grant, RefreshState } from "../../grant.ts";
import { lasts, setBackBy } from "../../lifetime.ts";
import { compareOrigins, isElsewhere } from "../../origin.ts";
import { profileOf, refreshGrace } from "../../profiles/index.ts";
import { isProved, provedIn } from "../../sender-constraints/index.ts";
import type { CommonFacts } from "../../token/facts.ts";
import { refreshLifetimes } from "../../token-lifetimes.ts";
import type { RefreshFacts } from "./facts.ts";
import type { RefreshRequest } from "./request.ts";

export interface RefreshCase extends CommonFacts, RefreshFacts {
  readonly request: RefreshRequest;
}

/** Grant and state of a refresh token that has passed the first check. */
export function refreshOf({ token }: RefreshFacts): { grant: Grant; state: RefreshState; generationsBehind: number } {
  if (token.is !== "found" || token.grant.refresh === undefined) {
    throw new Error("The refresh token is used before its checks have run.");
  }
  return { grant: token.grant, state: token.grant.refresh, generationsBehind: token.generationsBehind };
}

function refuseNotFound(token: NotFound): Refusal {
  switch (token.is) {
    case "wrong-kind":
      return refuse("refresh-token/wrong-kind", { looks: token.looks });
    case "corrupted":
      return refuse("refresh-token/corrupted", { length: token.length, expected: token.expected, looks: token.looks });
    default:
      return refuse("refresh-token/unknown", { length: token.length, issuedHere: token.is === "gone" });
  }
}

/**
 * Whether this is the second of two refreshes at once, which gets the same successor: the immediately preceding token, within
 * the window, from the same client. The requested scopes make no difference. Each request may narrow its own access token, and
 * the refresh token keeps the scope of the grant (RFC 6749 6).
 */
export function isRepetition(given: RefreshCase): boolean {
  return isWithinGrace(given) && !isBySomebodyElse(given);
}

const graceOf = ({ client, settings }: RefreshCase): number => refreshGrace(authenticated(client), settings);

function isWithinGrace(given: RefreshCase): boolean {
  const { state, generationsBehind } = refreshOf(given);
  return generationsBehind === 1 && lasts(state.rotatedAt, graceOf(given) * 1000, given.now);
}

/**
 * Anyone who has a public client's refresh token can use it. Only the origin distinguishes a retry from a thief's use. A
 * confidential client has authenticated, from whichever of its machines.
 */
function isBySomebodyElse(given: RefreshCase): boolean {
  const { state } = refreshOf(given);
  return isPublic(authenticated(given.client)) && isElsewhere(state.by, given.by);
}

/** The first lifetime that has ended at `now`, if any. If the clock was set back, the absolute one is the limit. */
function lifetimeOver({ state }: { state: RefreshState }, { client, settings, now }: RefreshCase) {
  const { absolute, idle } = refreshLifetimes(authenticated(client), settings);
  const setBack = setBackBy(state.startedAt, absolute * 1000, now);
  const limits = [
    { limit: "absolute", lifetime: absolute, expiredAt: state.startedAt + absolute * 1000 },
    { limit: "idle", lifetime: idle, expiredAt: state.rotatedAt + idle * 1000 },
  ];
  // One that isn't replaced doesn't show when it was last used.
  const isKept = profileOf(authenticated(client)).keepsRefreshTokens === true;
  return limits
    .filter(({ limit }) => !isKept || limit === "absolute")
    .map((one) => ({ ...one, setBack }))
    .find(({ expiredAt }) => setBack !== undefined || now >= expiredAt);
}

export const refreshChecks: readonly Check<RefreshCase>[] = [
  {
    asks: "Is there such a refresh token?",
    cites: rfc(6749, "6"),
    run: ({ token }) => (token.is === "found" ? undefined : refuseNotFound(token)),
  },
  {
    asks: "Was it issued to this client?",
    cites: rfc(6749, "6"),
    run: (given) => {
      const issuedTo = refreshOf(given).grant.clientId;
      const { id } = authenticated(given.client);
      return issuedTo === id ? undefined : refuse("refresh-token/of-other-client", { clientId: id, issuedTo });
    },
  },
  {
    // Before whatever ends the grant: a copied token alone must not be enough for that.
    asks: "Is it sent with proof of the key that it is bound to, if there is one?",
    cites: rfc(9449, "5"),
    run: (given) => {
      const { cnf } = refreshOf(given).state;
      return cnf === undefined || isProved(cnf, provedIn(given))
        ? undefined
        : refuse("refresh-token/key-unproved", { bound: bindingsOf(cnf) });
    },
  },
  {
    asks: "Is the grant still valid?",
    cites: rfc(6749, "5.2"),
    run: (given) => {
      const { revokedAt, revokedBecause } = refreshOf(given).grant;
      return revokedAt === undefined
        ? undefined
        : refuse("refresh-token/revoked", { at: revokedAt, because: revokedBecause });
    },
  },
  {
    asks: "Is it the current one, or the second of two simultaneous refreshes?",
    cites: rfc(9700, "4.14.2"),
    run: (given) => {
      const { state, generationsBehind } = refreshOf(given);
      if (generationsBehind === 0 || isRepetition(given)) return undefined;
      return refuse("refresh-token/reused", {
        rotatedAt: state.rotatedAt,
        millisecondsAgo: Math.max(0, given.now - state.rotatedAt),
        ...compareOrigins(state.by, given.by),
        generationsBehind,
        grace: graceOf(given),
        // Included only if it is the cause: no window would have helped.
        elsewhere: isWithinGrace(given) || undefined,
        setBack: setBackBy(state.rotatedAt, graceOf(given) * 1000, given.now),
      });
    },
  },
  {
    asks: "Is it within its lifetimes?",
    cites: rfc(9700, "4.14.2"),
    run: (given) => {
      const over = lifetimeOver(refreshOf(given), given);
      return over && refuse("refresh-token/expired", over);
    },
  },
  {
    asks: "Is the user's account enabled?",
    cites: rfc(6749, "5.2"),
    run: (given) =>
      given.accountEnabled
        ? undefined
        : refuse("grant/account-disabled", { clientId: refreshOf(given).grant.clientId }),
  },
];
