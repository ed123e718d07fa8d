/**
 * Tells applications that a session has ended (OpenID Connect Back-Channel Logout 1.0, 2.5). What can't be delivered is tried again, with growing
 * pauses, also by another process. Whoever takes an end has it for a while, so two processes never tell of it at once.
 */
import { OutboundError } from "../../ports/outbound.ts";
import type { DueLogout } from "../../ports/session-apps.ts";
import type { Client } from "../../protocol/client.ts";
import { OUTBOUND_WORDS, PAUSES } from "../deliveries.ts";
import type { Shared } from "../deps.ts";
import { logoutToken } from "./token.ts";

/** How long whoever takes ends has them: longer than it takes to tell of all of them. */
const HELD = 5 * 60_000;
/** How many ends one step of a round handles. */
const PORTION = 32;
/** Bytes of a response that are read. Nothing in it matters but its status. */
const LONGEST = 16_384;

/** Makes one round: until nothing is due. */
export async function tellOfLogouts(shared: Shared): Promise<void> {
  const { storage, log, clock } = shared;

  /** Tells one client, in order. What fails for the first end isn't tried for the others of this round. */
  async function tellAll(clientId: string, ends: readonly DueLogout[], until: number): Promise<void> {
    const client = (await shared.registries.current().client(clientId))?.client;
    const uri = client?.backchannelLogoutUri;
    let fault: string | undefined;
    for (const due of ends) {
      // This process was suspended, and another one has them.
      if (clock() >= until) return;
      // Without a URL, it was removed meanwhile, or hears of it by the browser only.
      if (client !== undefined && uri !== undefined) fault ??= await faultOf(client, uri, due);
      if (fault === undefined) await storage.sessionApps.told(due.id, clock());
      else await failed(due, fault);
    }
  }

  async function failed(due: DueLogout, fault: string): Promise<void> {
    const pause = PAUSES[due.tries];
    log.error(
      { client: due.clientId, fault, tries: due.tries + 1 },
      pause === undefined ? "telling of a sign-out was given up" : "an application couldn't be notified of a sign-out",
    );
    await storage.sessionApps.failed(due, fault, pause && clock() + pause);
  }

  /** Why an application couldn't be notified; `undefined` if it was. */
  async function faultOf(client: Client, uri: string, due: DueLogout): Promise<string | undefined> {
    try {
      const { status } = await shared.outbound.send({
        url: new URL(uri),
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ logout_token: logoutToken(shared, client, due, clock()) }).toString(),
        longest: LONGEST,
      });
      return status === 200 || status === 204 ? undefined : `it responded with ${status} in place of 200`;
    } catch (error) {
      if (error instanceof OutboundError) return OUTBOUND_WORDS[error.because];
      throw error;
    }
  }

  for (;;) {
    const until = clock() + HELD;
    const due = await storage.sessionApps.take(clock(), until, PORTION);
    const clients = [...new Set(due.map(({ clientId }) => clientId))];
    await Promise.all(
      clients.map((id) =>
        tellAll(
          id,
          due.filter(({ clientId }) => clientId === id),
          until,
        ),
      ),
    );
    if (due.length < PORTION) return;
  }
}
