/** Sends to a collector by OTLP over HTTP. What it can't take is tried again a few times, and then dropped. */
import { setTimeout as wait } from "node:timers/promises";

export interface Destination {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for one try. */
  readonly timeout: number;
}

/** Of OTLP/HTTP: responses that say that it may be tried again. */
const AGAIN = new Set([429, 502, 503, 504]);
const PAUSES = [500, 2_000];

/** Resolves to whether it has arrived. `isEnding`: nothing is tried again. */
export async function sent(to: Destination, body: string, isEnding: () => boolean): Promise<boolean> {
  for (const pause of [...PAUSES, undefined]) {
    const status = await post(to, body);
    if (status !== undefined && !AGAIN.has(status)) return status >= 200 && status < 300;
    if (pause === undefined || isEnding()) return false;
    await wait(pause, undefined, { ref: false });
  }
  return false;
}

/** The status; `undefined` if there was no response. */
async function post({ url, headers, timeout }: Destination, body: string): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(timeout),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return undefined;
  }
}
