/** Checks of the CIBA grant at the token endpoint (CIBA Core 1.0, 10, 11). */
import { refuse } from "../../../reasons/index.ts";
import { openid, rfc } from "../../../specs.ts";
import { authenticated } from "../../client-authentication/checks.ts";
import type { Check } from "../../decision.ts";
import { lasts } from "../../lifetime.ts";
import type { CommonFacts } from "../../token/facts.ts";
import type { FoundDecision } from "../device-code/facts.ts";
import type { CibaFacts, FoundAsked } from "./facts.ts";
import type { CibaRequest } from "./request.ts";

export interface CibaCase extends CommonFacts, CibaFacts {
  readonly request: CibaRequest;
}

/** Seconds that are added to the interval of a client that polls too fast (CIBA Core 1.0, 11). */
export const LONGER = 5;
/** Milliseconds that a poll may come early, because not every request takes as long on its way. */
const EARLY = 500;

/** The request that has passed the first check. */
export function foundIn({ asked }: CibaFacts): FoundAsked {
  if (asked.is !== "found") throw new Error("The authentication request is used before its checks have run.");
  return asked;
}

/** What the user has allowed, after all checks. */
export function allowedIn(facts: CibaFacts): Extract<FoundDecision, { is: "allowed" }> {
  const { decided } = foundIn(facts);
  if (decided?.is !== "allowed") throw new Error("The user's decision is used before its checks have run.");
  return decided;
}

const seconds = (milliseconds: number): number => Math.max(0, Math.round(milliseconds / 1000));

/** Whether the client polls before its interval is over. */
const isHasty = ({ polledAt, interval }: FoundAsked, now: number): boolean =>
  polledAt !== undefined && now >= polledAt && now - polledAt < interval * 1000 - EARLY;

export const cibaChecks: readonly Check<CibaCase>[] = [
  {
    asks: "Is there such an auth_req_id?",
    cites: openid("ciba", "10.1"),
    run: ({ asked }) => {
      if (asked.is === "found") return undefined;
      if (asked.is === "wrong-kind" || asked.is === "corrupted")
        return refuse("ciba/id-unknown", { looks: asked.looks, issuedHere: asked.is === "corrupted" });
      return refuse("ciba/id-unknown", { issuedHere: asked.is === "gone" });
    },
  },
  {
    asks: "Was the auth_req_id issued to this client?",
    cites: openid("ciba", "10.1"),
    run: (given) => {
      const { clientId } = foundIn(given);
      const { id } = authenticated(given.client);
      return clientId === id ? undefined : refuse("ciba/of-other-client", { clientId: id, issuedTo: clientId });
    },
  },
  {
    asks: "Is the auth_req_id used for the first time?",
    cites: openid("ciba", "11"),
    run: (given) => {
      const { usedAt } = foundIn(given);
      return usedAt === undefined ? undefined : refuse("ciba/already-used", { age: seconds(given.now - usedAt) });
    },
  },
  {
    asks: "Is the auth_req_id within its lifetime?",
    cites: openid("ciba", "11"),
    run: (given) => {
      const { requestedAt, expiresAt } = foundIn(given);
      const lifetime = expiresAt - requestedAt;
      return lasts(requestedAt, lifetime, given.now)
        ? undefined
        : refuse("ciba/expired", { age: seconds(given.now - requestedAt), lifetime: seconds(lifetime) });
    },
  },
  {
    asks: "Has the user who was asked not declined?",
    cites: openid("ciba", "11"),
    run: (given) =>
      foundIn(given).decided?.is === "denied"
        ? refuse("ciba/denied", { clientId: foundIn(given).clientId })
        : undefined,
  },
  {
    asks: "Does the client wait long enough between two polls?",
    cites: openid("ciba", "11"),
    run: (given) => {
      const asked = foundIn(given);
      return asked.decided === undefined && isHasty(asked, given.now)
        ? refuse("ciba/polled-too-fast", {
            interval: asked.interval + LONGER,
            milliseconds: given.now - (asked.polledAt ?? 0),
          })
        : undefined;
    },
  },
  {
    asks: "Has the user who was asked decided?",
    cites: openid("ciba", "11"),
    run: (given) => {
      const { decided, interval, expiresAt } = foundIn(given);
      return decided === undefined
        ? refuse("ciba/pending", { interval, left: seconds(expiresAt - given.now) })
        : undefined;
    },
  },
  {
    asks: "Is the account of the user who was asked enabled?",
    cites: rfc(6749, "5.2"),
    run: (given) =>
      given.accountEnabled ? undefined : refuse("grant/account-disabled", { clientId: foundIn(given).clientId }),
  },
];
