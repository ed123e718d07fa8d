/**
 * What a client was just refused for, by what it wanted to exchange. A library that doesn't know how to authenticate tries one
 * method and then another. The second refusal, for the method, would hide the first one, which needs the fix. The journal has
 * the first one, whichever process has refused it.
 */
import type { Keys } from "../ports/keys.ts";
import type { RefusalReader } from "../ports/storage.ts";
import type { Earlier } from "../protocol/client-authentication/facts.ts";
import type { Occasion } from "../protocol/occasion.ts";
import { formOf } from "../protocol/received.ts";
import type { TokenOccasion } from "../protocol/token/facts.ts";
import { type Code, faceOf, reasonOf } from "../reasons/index.ts";
import { keptIn } from "./kept-refusals.ts";

const WINDOW = 10_000;
/** How many refusals of the client are looked through, the newest first. */
const MOST = 20;
const METHOD: Code = "client-auth/method-mismatch";

/**
 * A mark of the client and what it wants to exchange, which shows no code or token. `undefined` except at the token endpoint, and
 * for clients that don't exist.
 */
export function attemptOf(on: Occasion, keys: Pick<Keys, "tag">): string | undefined {
  if (on.decision !== "token") return undefined;
  const { client, received } = on;
  if (client?.client === undefined || "refused" in received.body) return undefined;
  const { values } = formOf(received.body);
  const wanted = ["grant_type", "code", "refresh_token", "scope"].map((name) => values.get(name));
  const text = JSON.stringify([client.client.id, ...wanted]);
  return Buffer.from(keys.tag("attempt", Buffer.from(text), 9)).toString("base64url");
}

/** The refusal of the same client for the same code, refresh token or scope, within 10 seconds. */
export async function earlierThan(
  on: TokenOccasion,
  refusals: Pick<RefusalReader, "list">,
  keys: Pick<Keys, "tag">,
): Promise<Earlier | undefined> {
  const attempt = attemptOf(on, keys);
  const clientId = on.client?.client?.id;
  if (attempt === undefined || clientId === undefined) return undefined;
  for (const row of await refusals.list({ clientId, limit: MOST })) {
    const { ref, at, code } = row;
    if (code === METHOD || on.now < at || on.now >= at + WINDOW) continue;
    const kept = keptIn(row);
    if (kept?.attempt !== attempt) continue;
    const face = faceOf(kept.refusal);
    return { code: face, title: reasonOf(face).title, ref };
  }
  return undefined;
}
