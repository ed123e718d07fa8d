import { clientAttestation, rfc } from "../specs.ts";
import { ago, field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import {
  again,
  characters,
  developer,
  lasting,
  leaveOut,
  names,
  operator,
  point,
  set,
  shown,
  supply,
  weakens,
} from "./fixes.ts";
import { setBack, unknownAge } from "./set-back.ts";

const startAgain = (says: string): Fix => again(developer(says, supply("refresh-token")));

interface Reused {
  readonly millisecondsAgo: number;
  readonly generationsBehind: number;
  readonly grace: number;
  readonly elsewhere?: boolean | undefined;
  readonly setBack?: number | undefined;
}

/** How old the token is. A recent refresh matters only for the token that it replaced, and for the party that made it. */
function replaced({ millisecondsAgo, generationsBehind, grace, elsewhere, setBack: back }: Reused): string {
  const time = ago(millisecondsAgo);
  if (back !== undefined)
    return `was replaced before the server's clock was set back by ${back} s, so the time is unknown`;
  if (grace === 0)
    return `was replaced ${time} ago, and this server never accepts an old one again (refreshGrace is 0)`;
  if (generationsBehind > 1)
    return `was replaced ${generationsBehind} refreshes ago, the last of them ${time} ago. Only the token before the newest is accepted again, for ${grace} s`;
  return elsewhere === true
    ? `was replaced ${time} ago by another user agent on another network, so this request doesn't count as a retry`
    : `was replaced ${time} ago, and the grace window of ${grace} s is over`;
}

/** A grace window that would have covered the token before the current one; at most 60 seconds, the limit of the configuration. */
function longerGrace({ millisecondsAgo, generationsBehind, grace, elsewhere, setBack: back }: Reused): Fix[] {
  const value = Math.ceil((millisecondsAgo + 1) / 5_000) * 5;
  if (back !== undefined || elsewhere === true || generationsBehind !== 1 || !(value > grace && value <= 60)) return [];
  return [
    weakens(
      "A stolen refresh token stays usable for that long after it was replaced, and nobody is warned.",
      operator(`Set refreshGrace to ${value} seconds.`, { change: "setting", setting: "refreshGrace", value }),
    ),
  ];
}

export const refreshToken = {
  unknown: reason({
    title: "Unknown refresh token",
    error: "invalid_grant",
    cause:
      "This server never issued the token, or issued it so long ago that it has been deleted. It is from another issuer or environment, from before the keys were lost, or made up.",
    evidence: { length: field("count", "characters received"), issuedHere: field("flag", "issued by this server") },
    says: (e) =>
      e.issuedHere
        ? "The refresh token ended long ago. Send the user through a new authorization request."
        : "The refresh token wasn't issued by this server with its current keys. Check the issuer and the environment.",
    points: (e) => [point("refresh_token", e.issuedHere ? "ended long ago" : "not issued by this server")],
    fixes: (e) => [
      startAgain(
        e.issuedHere
          ? "Send the user through a new authorization request, and delete tokens that have ended."
          : "Refresh at the issuer that issued the token, or start again at this one. Store each token together with its issuer.",
      ),
    ],
    remedies: { developer: "Store each refresh token together with the issuer that issued it." },
    cites: [rfc(6749, "5.2"), rfc(6749, "6")],
  }),
  corrupted: reason({
    title: "The refresh token is damaged",
    error: "invalid_grant",
    cause:
      "The value contains the beginning of a refresh token of this server, but doesn't have the form of one. It was cut off by a database column that is too short or encoded twice, or something was added, such as white space or quotation marks.",
    evidence: {
      length: field("count", "characters received"),
      expected: field("count", "characters of a refresh token"),
      looks: field("text", "what it looks like"),
    },
    says: (e) =>
      `The refresh token is damaged: ${e.looks} (${characters(e.length)}, expected ${e.expected}). Store and send it unchanged.`,
    points: (e) => [point("refresh_token", `${e.looks}: ${characters(e.length)}, expected ${e.expected}`)],
    fixes: (e) => [
      developer(
        `Store and send all ${e.expected} characters of the token unchanged. Don't trim or encode it.`,
        supply("refresh-token"),
      ),
    ],
    remedies: {
      developer: "Check the length of the database column, and every place that encodes or trims the token.",
    },
    cites: [rfc(6749, "6")],
  }),
  "wrong-kind": reason({
    title: "The refresh_token parameter isn't a refresh token",
    error: "invalid_grant",
    cause:
      "The refresh_token parameter contains an authorization code, an access token or a JWT, but must contain a refresh token.",
    evidence: { looks: field("text", "what was received") },
    says: (e) => `The refresh_token parameter is ${e.looks}. Send the refresh_token from the token response.`,
    points: (e) => [point("refresh_token", e.looks)],
    fixes: (e) => [
      ...(e.looks === "an authorization code"
        ? [
            developer(
              "To redeem a code, send grant_type=authorization_code with the code in code.",
              set("grant_type", "authorization_code"),
              leaveOut("refresh_token"),
              supply("code"),
            ),
          ]
        : []),
      developer(
        "Send the refresh_token from the token response, not its access_token or id_token.",
        supply("refresh-token"),
      ),
    ],
    remedies: { developer: "Send refresh_token from the token response, not access_token or id_token." },
    cites: [rfc(6749, "6")],
  }),
  "of-other-client": reason({
    title: "The refresh token belongs to another client",
    error: "invalid_grant",
    cause: "The token was issued to a different client_id than the one that uses it.",
    evidence: {
      clientId: field("text", "client_id that refreshes"),
      issuedTo: field("text", "client_id that it was issued to", "operator"),
    },
    says: (e) =>
      `The refresh token wasn't issued to client ${e.clientId}. Refresh with the client_id that obtained it.`,
    points: () => [point("refresh_token", "issued to another client"), point("client_id")],
    fixes: (e) => [
      developer(
        `Send a refresh token that was issued to ${shown(e.clientId)}. Store tokens separately for each client_id.`,
        supply("refresh-token"),
      ),
    ],
    remedies: { developer: "Store refresh tokens separately for each client_id." },
    cites: [rfc(6749, "6")],
  }),
  revoked: reason({
    title: "The refresh token has been revoked",
    error: "invalid_grant",
    cause:
      "The grant behind the token was revoked. The client revoked it at the revocation endpoint, a token or code of the grant was used twice, or the user or an operator revoked it.",
    evidence: { at: field("instant", "revoked at", "client"), because: optional("text", "why", "client") },
    says: (e) =>
      `The refresh token was revoked${e.because === undefined ? "" : ` (${e.because})`}. Send the user through a new authorization request.`,
    points: (e) => [point("refresh_token", e.because ?? "revoked")],
    fixes: () => [
      startAgain("Send the user through a new authorization request. Delete refresh tokens once they are revoked."),
    ],
    remedies: { developer: "Delete the token, and start a new authorization request." },
    cites: [rfc(6749, "5.2"), rfc(7009, "2.1")],
  }),
  "key-unproved": reason({
    title: "The refresh token is bound to a key, and the request doesn't prove it",
    error: "invalid_grant",
    cause:
      "The refresh token was issued to a public client that proved possession of a key, or to one attested instance of a client. Only the holder of that key may use it. The request carried no proof, or one of another key.",
    evidence: { bound: field("list", "members of cnf") },
    says: (e) =>
      `The refresh token is bound to a key (${names(e.bound) || "unknown"}), and the request doesn't prove possession of it. ${
        e.bound.includes("jkt")
          ? "Send a DPoP proof with the key that redeemed the code."
          : e.bound.includes("attestation")
            ? "Authenticate with an attestation of the instance that it was issued to."
            : "Use the key that redeemed the code."
      }`,
    points: (e) => [point("refresh_token", `bound to a key: ${names(e.bound) || "unknown"}`)],
    fixes: (e) => [
      ...(e.bound.includes("jkt")
        ? [developer("Send a DPoP proof that is signed with the key that redeemed the code.", supply("proof"))]
        : []),
      ...(e.bound.includes("attestation")
        ? [developer("Authenticate with an attestation of the same key as when the token was issued.", supply("proof"))]
        : []),
      startAgain("If the key is lost, send the user through a new authorization request."),
    ],
    remedies: {
      developer: "Keep the key as long as the refresh token. If it is lost, start a new authorization request.",
    },
    cites: [rfc(9449, "5"), rfc(8705, "4"), clientAttestation("9.3")],
  }),
  reused: reason({
    title: "An old refresh token was used again",
    error: "invalid_grant",
    cause:
      "Every refresh returns a new refresh token and ends the previous one. For a short time, the grace window, the previous token is still accepted: from a confidential client, and from a public client with the same user agent or on the same network. This token is older than that, or came from elsewhere. It was copied, two processes share it, or the new token wasn't saved. The server can't tell which request was the thief's, so it revokes all tokens of the authorization.",
    evidence: {
      rotatedAt: field("instant", "last replaced at", "client"),
      millisecondsAgo: field("count", "milliseconds since the last refresh"),
      sameAgent: optional("flag", "replaced by the same user agent", "client"),
      sameNetwork: optional("flag", "replaced from the same network", "client"),
      generationsBehind: field("count", "number of refreshes that it is behind"),
      grace: field("seconds", "grace window"),
      elsewhere: optional("flag", "sent by a public client from another network and user agent"),
      setBack,
    },
    says: (e) =>
      `This refresh token ${replaced(e)}. All tokens of its authorization are now revoked. Save each new refresh token before you use it, and let only one process refresh at a time.`,
    points: (e) => [
      point(
        "refresh_token",
        e.generationsBehind > 1
          ? `replaced ${e.generationsBehind} refreshes earlier`
          : e.setBack === undefined
            ? `replaced ${ago(e.millisecondsAgo)} earlier`
            : "replaced some time earlier",
      ),
    ],
    fixes: (e) => [
      startAgain(
        "Send the user through a new authorization request. Run one refresh at a time, and save each new token before you use it.",
      ),
      ...longerGrace(e),
    ],
    remedies: {
      developer: "Save each new refresh token before you use it, and lock the refresh so that only one runs at a time.",
      operator: "A larger refreshGrace widens the window in which two simultaneous refreshes get the same new token.",
    },
    cites: [rfc(9700, "4.14.2"), rfc(6749, "10.4")],
  }),
  expired: reason({
    title: "The refresh token has expired",
    error: "invalid_grant",
    cause:
      "A refresh token expires if it isn't used for its idle lifetime, or when the absolute lifetime of its authorization is over.",
    evidence: {
      limit: field("text", "lifetime that is over: idle or absolute"),
      lifetime: field("seconds", "length of that lifetime"),
      expiredAt: field("instant", "expired at", "client"),
      setBack,
    },
    says: (e) =>
      `${unknownAge("refresh token", e.setBack) ?? `The refresh token passed its ${e.limit} lifetime of ${e.lifetime} s`}. Send the user through a new authorization request.`,
    points: (e) => [
      point(
        "refresh_token",
        e.setBack === undefined ? `${e.limit} lifetime of ${lasting(e.lifetime)} is over` : "of unknown age",
      ),
    ],
    fixes: (e) => [
      startAgain(
        e.limit === "idle"
          ? `Send the user through a new authorization request, and refresh at least once in ${lasting(e.lifetime)}.`
          : `Send the user through a new authorization request, and expect to do so every ${lasting(e.lifetime)}.`,
      ),
    ],
    remedies: {
      developer: "Start a new authorization request. Expect this error, and handle it.",
      operator: "Set the two lifetimes with refreshIdleLifetime and refreshLifetime.",
    },
    cites: [rfc(6749, "6"), rfc(9700, "4.14.2")],
  }),
} as const;
