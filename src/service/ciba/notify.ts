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

/** A client that responds so may accept it later (RFC 9110 15.5.9, RFC 6585 4). */
const LATER: readonly number[] = [408, 429];

interface Failure {
  readonly fault: string;
  /** Whether the client has responded with a refusal: then no other notification is sent (CIBA Core 1.0, 10.2). */
  readonly final: boolean;
}

/** Makes one round: until nothing is due. */
export async function notifyClients(shared: Shared): Promise<void> {
  const { storage, log, clock } = shared;

  async function notify(due: DueNotification): Promise<void> {
    const uri = (await shared.registries.current().client(due.clientId))?.client.backchannelNotificationEndpoint;
    // Without a URL, it was removed meanwhile.
    const failed = uri === undefined ? undefined : await failureOf(uri, due);
    if (failed === undefined) return storage.backchannelRequests.notified(due.id);
    const { fault, final } = failed;
    const pause = final ? undefined : PAUSES[due.tries];
    const next = pause === undefined ? undefined : clock() + pause;
    const expiresAt = (await storage.backchannelRequests.find(due.id))?.expiresAt ?? 0;
    const isLast = next === undefined || next >= expiresAt;
    log.error(
      { client: due.clientId, fault, tries: due.tries + 1 },
      isLast ? "notifying an application was given up" : "an application couldn't be notified",
    );
    await storage.backchannelRequests.notificationFailed(due, isLast ? undefined : next);
  }

  /** Why a client couldn't be notified; `undefined` if it was. */
  async function failureOf(uri: string, { id, notificationToken }: DueNotification): Promise<Failure | undefined> {
    try {
      const { status } = await shared.outbound.send({
        url: new URL(uri),
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${notificationToken}` },
        body: JSON.stringify({ auth_req_id: authReqIdOf(shared, id).text }),
        longest: LONGEST,
      });
      // "The Client MUST NOT respond with a redirection" (CIBA Core 1.0, 10.2), and any 2xx will do.
      if (status >= 200 && status < 300) return undefined;
      return { fault: `it responded with ${status} in place of 204`, final: status < 500 && !LATER.includes(status) };
    } catch (error) {
      if (error instanceof OutboundError) return { fault: OUTBOUND_WORDS[error.because], final: false };
      throw error;
    }
  }

  for (;;) {
    const due = await storage.backchannelRequests.takeDue(clock(), clock() + HELD, PORTION);
    await Promise.all(due.map(notify));
    if (due.length < PORTION) return;
  }
}
