/** A client that sends a request again if it got no response, as applications do; some responses it loses itself. */
import { setTimeout as wait } from "node:timers/promises";
import type { Send } from "../blackbox/person.ts";

/** What a proxy says of a node that died in the middle of a request. */
const WITHOUT_RESPONSE = [502, 504];
/** Of the responses to a POST, the part that gets lost on the way to the client. */
const LOST = 1 / 6;
const PATIENCE = 120_000;

export interface Repeating {
  readonly send: Send;
  /** Whether a request since the last question was sent more than once, so that it may have been carried out before. */
  readonly wasRepeated: () => boolean;
}

export interface Seen {
  /** Requests that were sent again because a node had died. */
  died: number;
  /** Requests that were sent again because their response was lost. */
  lost: number;
  /** What no client may see. */
  readonly faults: string[];
}

/** `random` decides which responses are lost. */
export function repeating(seen: Seen, random: () => number): Repeating {
  let repeated = false;

  async function once(request: Request): Promise<Response | undefined> {
    const response = await fetch(request.clone()).catch(() => undefined);
    const got = response !== undefined && !WITHOUT_RESPONSE.includes(response.status) ? response : undefined;
    const what = `${request.method} ${new URL(request.url).pathname}`;
    if (got !== undefined && got.status >= 500) seen.faults.push(`${what}: ${got.status}`);
    // The proxy asks another node by itself.
    if (got === undefined && request.method === "GET") seen.faults.push(`${what}: ${response?.status ?? "broken"}`);
    if (got === undefined) seen.died += 1;
    else if (request.method !== "GET" && random() < LOST) {
      await got.arrayBuffer();
      seen.lost += 1;
      return undefined;
    }
    return got;
  }

  return {
    async send(request) {
      for (const end = performance.now() + PATIENCE; performance.now() < end; await wait(50)) {
        const response = await once(request);
        if (response !== undefined) return response;
        repeated = true;
      }
      throw new Error(`No response to ${request.method} ${request.url} within ${PATIENCE / 1_000} s.`);
    },
    wasRepeated() {
      const was = repeated;
      repeated = false;
      return was;
    },
  };
}
