/** Has the user approve what a client asks for in the background (OpenID Connect CIBA Core 1.0, 8): on a page that the check opens, or elsewhere while it waits. */
import { CannotTell } from "./cannot-tell.ts";
import { type Exchange, errorOf, jsonOf, statusOf } from "./exchange.ts";
import type { Lab } from "./lab.ts";

/** Requests that may wait for the user, from other parts of the check too. */
const MOST = 20;
/** Seconds between polls, if the server doesn't say (CIBA Core 1.0, 7.3). */
const INTERVAL = 5;

const NOBODY =
  "Nobody approved it. Say where the user of the check does so (approval_url), or give yourself time (--patience).";

/** Allows everything that waits on the page of `approval_url`. `false` if none was given. */
export async function approveAll(lab: Lab): Promise<boolean> {
  const url = lab.target.extensions?.approvalUrl;
  if (url === undefined) return false;
  for (let at = 0; at < MOST; at += 1) {
    const { exchanges } = await lab.open(url);
    if (!exchanges.some(({ sent }) => sent.method === "POST")) break;
  }
  return true;
}

/** What `redeem` gets once the user has approved. Throws `CannotTell` if nobody does so in time. */
export async function approved(
  lab: Lab,
  { exchange }: { readonly exchange: Exchange },
  redeem: () => Promise<readonly Exchange[]>,
): Promise<readonly Exchange[]> {
  const isOnPage = await approveAll(lab);
  const { interval } = jsonOf(exchange) ?? {};
  const pause = (typeof interval === "number" ? interval : INTERVAL) * 1_000;
  const until = lab.now() + lab.patience * 1_000;
  for (;;) {
    const exchanges = await redeem();
    if (exchanges.some((one) => statusOf(one) === 200)) return exchanges;
    const isWaiting = exchanges.some((one) => ["authorization_pending", "slow_down"].includes(errorOf(one) ?? ""));
    if (!isWaiting || isOnPage || lab.now() + pause > until) throw new CannotTell(NOBODY, exchanges.slice(0, 1));
    await lab.wait(pause);
  }
}
