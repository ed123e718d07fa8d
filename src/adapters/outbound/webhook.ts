/** Sends signed messages to one URL, as Standard Webhooks says. */
import { createHmac } from "node:crypto";
import type { PostWebhook } from "../../ports/notices.ts";

/** Milliseconds for the whole exchange. */
const DEADLINE = 10_000;
const PREFIX = "whsec_";

/** The key in a secret: with the prefix, it is in base64. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), "base64") : Buffer.from(secret);

/** `v1,` and the HMAC over id, timestamp and body, in base64. */
export function signatureOf(secret: string, id: string, timestamp: number, body: string): string {
  return `v1,${createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/** The operator has chosen the URL. It is the only one that is called: redirects aren't followed. */
export function webhookPoster(url: string, secret: string): PostWebhook {
  return async ({ id, timestamp, body }) => {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(DEADLINE),
      headers: {
        "content-type": "application/json",
        "user-agent": "candor",
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": signatureOf(secret, id, timestamp, body),
      },
      body,
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The webhook responded with ${response.status}.`);
  };
}
