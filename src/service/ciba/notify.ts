/**
 * Tells clients that their users have decided (CIBA Core 1.0, 10.2). What can't be delivered is tried again, also by another process, for as long
 * as the client could still use it.
 */

import type { DueNotification } from "../../ports/backchannel-requests.ts";
import { OutboundError } from "../../ports/outbound.ts";
import { OUTBOUND_WORDS, PAUSES } from "../deliveries.ts";
import type { Shared } from "../deps.ts";
import { authReqIdOf } from "./ids.ts";

/** How long whoever takes notifications has them: longer than it takes to send all of them. */
const HELD = 5 * 60_000;
/** How many one step of a round handles. */
const PORTION = 32;
/** Bytes of a response that are read. Nothing in it matters but its status. */
const LONGEST = 16_384;

/** Makes one round: until nothing is due. */
export async function notifyClients(shared: Shared): Promise<void> {
  const { storage, log, clock } = shared;

  async function notify(due: DueNotification): Promise<void> {
    const uri = (await shared.registries.current().client(due.clientId))?.client.backchannelNotificationEndpoint;
    // Without a URL, it was removed meanwhile.
    const fault = uri === undefined ? undefined : await faultOf(uri, due);
    if (fault === undefined) return storage.backchannelRequests.notified(due.id);
    const pause = PAUSES[due.tries];
    const next = pause === undefined ? undefined : clock() + pause;
    const expiresAt = (await storage.backchannelRequests.find(due.id))?.expiresAt ?? 0;
    const isLast = next === undefined || next >= expiresAt;
    log.error(
      { client: due.clientId, fault, tries: due.tries + 1 },
      isLast ? "notifying an application was given up" : "an application couldn't be notified",
    );
    await storage.backchannelRequests.notificationFailed(due.id, isLast ? undefined : next);
  }

  /** Why a client couldn't be notified; `undefined` if it was. */
  async function faultOf(uri: string, { id, notificationToken }: DueNotification): Promise<string | undefined> {
    try {
      const { status } = await shared.outbound.send({
        url: new URL(uri),
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${notificationToken}` },
        body: JSON.stringify({ auth_req_id: authReqIdOf(shared, id).text }),
        longest: LONGEST,
      });
      // "The Client MUST NOT respond with a redirection" (CIBA Core 1.0, 10.2), and any 2xx will do.
      return status >= 200 && status < 300 ? undefined : `it responded with ${status} in place of 204`;
    } catch (error) {
      if (error instanceof OutboundError) return OUTBOUND_WORDS[error.because];
      throw error;
    }
  }

  for (;;) {
    const due = await storage.backchannelRequests.takeDue(clock(), clock() + HELD, PORTION);
    await Promise.all(due.map(notify));
    if (due.length < PORTION) return;
  }
}
