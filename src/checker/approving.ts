/** Has the user approve what a client asks for in the background (OpenID Connect CIBA Core 1.0, 8): on a page that the check opens, or elsewhere while it waits. */
import { CannotTell } from "./cannot-tell.ts";
import { type Exchange, errorOf, jsonOf, statusOf } from "./exchange.ts";
import type { Lab } from "./lab.ts";

/** Requests that may wait for the user, from other parts of the check too. */
const MOST = 20;
/** Seconds between polls, if the server doesn't say (CIBA Core 1.0, 7.3). */
const INTERVAL = 5;

const NOBODY =
  "Nobody approves it. Say on which page the check does so as the user (approval_url), or sign in by hand and give yourself time (--patience).";

/** Whether the check approves on a page, and not a person elsewhere while it waits. Throws `CannotTell` if nobody approves. */
function isOnPage({ target, isByHand, patience }: Lab): boolean {
  if (!isByHand && target.extensions?.approvalUrl !== undefined) return true;
  if (isByHand && patience > 0) return false;
  throw new CannotTell(NOBODY);
}

/** Milliseconds for which a person has time to approve; none if the check has approved everything that waits. Throws `CannotTell` if nobody does. */
export async function approving(lab: Lab): Promise<number> {
  if (!isOnPage(lab)) return lab.patience * 1_000;
  for (let at = 0; at < MOST; at += 1) {
    const { exchanges } = await lab.open(lab.target.extensions?.approvalUrl ?? "");
    if (!exchanges.some(({ sent }) => sent.method === "POST")) break;
  }
  return 0;
}

/** What `redeem` gets once the user has approved. Throws `CannotTell` if nobody does so in time. */
export async function approved(
  lab: Lab,
  { exchange }: { readonly exchange: Exchange },
  redeem: () => Promise<readonly Exchange[]>,
): Promise<readonly Exchange[]> {
  const until = lab.now() + (await approving(lab));
  const { interval } = jsonOf(exchange) ?? {};
  const pause = (typeof interval === "number" ? interval : INTERVAL) * 1_000;
  for (;;) {
    const exchanges = await redeem();
    if (exchanges.some((one) => statusOf(one) === 200)) return exchanges;
    const isWaiting = exchanges.some((one) => ["authorization_pending", "slow_down"].includes(errorOf(one) ?? ""));
    if (!isWaiting || lab.now() + pause > until)
      throw new CannotTell("The user didn't approve it in time.", exchanges.slice(0, 1));
    await lab.wait(pause);
  }
}
