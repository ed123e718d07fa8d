/** Makes logout tokens (OpenID Connect Back-Channel Logout 1.0, 2.4). */
import { hash } from "node:crypto";
import type { SessionApp } from "../../ports/session-apps.ts";
import type { Client } from "../../protocol/client.ts";
import type { Shared } from "../deps.ts";
import { sidOf } from "../sessions.ts";
import { subjectFor } from "../subjects.ts";

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
/** Seconds. A token that was caught is soon worth nothing. */
const LIFETIME = 120;

/** Makes the token that tells a client of the end of a session. Each try has the same `jti`. `now` in milliseconds. */
export function logoutToken(
  { keys, issuer }: Pick<Shared, "keys" | "issuer">,
  client: Client,
  { id, sessionId, subject, endedAt = 0 }: SessionApp,
  now: number,
): string {
  const iat = Math.floor(now / 1000);
  return keys.sign(client.idTokenAlg, "logout+jwt", {
    iss: issuer,
    aud: client.id,
    iat,
    exp: iat + LIFETIME,
    jti: hash("sha256", `${issuer} ${id} ${sessionId} ${endedAt}`, "base64url").slice(0, 27),
    events: { [EVENT]: {} },
    sub: subjectFor({ keys }, client, subject),
    sid: sidOf({ keys }, sessionId),
  });
}
