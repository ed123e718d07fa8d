import { rfc } from "../specs.ts";
import { ago, field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { again, developer, lasting, leaveOut, operator, point, set, shown, supply, weakens } from "./fixes.ts";
import { setBack, unknownAge } from "./set-back.ts";

const startAgain = (says: string): Fix => again(developer(says, supply("refresh-token")));

interface Reused {
  readonly millisecondsAgo: number;
  readonly generationsBehind: number;
  readonly grace: number;
  readonly elsewhere?: boolean | undefined;
  readonly setBack?: number | undefined;
}

/** How old it is: that the last refresh was a moment ago helps only the token which that refresh replaced, and whoever made it. */
function replaced({ millisecondsAgo, generationsBehind, grace, elsewhere, setBack: back }: Reused): string {
  const time = ago(millisecondsAgo);
  if (back !== undefined) return `was replaced before the server's clock was set back by ${back} s, so when is unknown`;
  if (grace === 0) return `was replaced ${time} ago, and this server accepts no old one again (refreshGrace is 0)`;
  if (generationsBehind > 1)
    return `was replaced ${generationsBehind} refreshes ago, the last of them ${time} ago. Only the token before the newest is accepted again, for ${grace} s`;
  return elsewhere === true
    ? `was replaced ${time} ago by another user agent on another network, so this request doesn't count as a retry`
    : `was replaced ${time} ago, and the grace window of ${grace} s is over`;
}

/** A grace window that would have covered the token before the live one; at most 60 seconds, as the configuration has it. */
function longerGrace({ millisecondsAgo, generationsBehind, grace, elsewhere, setBack: back }: Reused): Fix[] {
  const value = Math.ceil((millisecondsAgo + 1) / 5_000) * 5;
  if (back !== undefined || elsewhere === true || generationsBehind !== 1 || !(value > grace && value <= 60)) return [];
  return [
    weakens(
      "A stolen refresh token can be used for that long after it was replaced, and nobody is warned.",
      operator(`Set refreshGrace to ${value} seconds.`, { change: "setting", setting: "refreshGrace", value }),
    ),
  ];
}

export const refreshToken = {
  unknown: reason({
    title: "The server has no such refresh token",
    error: "invalid_grant",
    cause:
      "The token was never issued here, or so long ago that it is forgotten: it comes from another issuer or environment, from before the keys were lost, or is made up.",
    evidence: { length: field("count", "characters sent"), issuedHere: field("flag", "whether this server made it") },
    says: (e) =>
      e.issuedHere
        ? "The refresh token ended long ago; send the person through a new authorization request."
        : "The refresh token is not one of this server and its keys; check the issuer and the environment.",
    points: (e) => [point("refresh_token", e.issuedHere ? "ended long ago" : "not issued here")],
    fixes: (e) => [
      startAgain(
        e.issuedHere
          ? "Send the person through a new authorization request, and forget tokens that have ended."
          : "Refresh at the issuer that gave the token, or start again here; store tokens together with their issuer.",
      ),
    ],
    remedies: { developer: "Store refresh tokens together with the issuer that gave them." },
    cites: [rfc(6749, "5.2"), rfc(6749, "6")],
  }),
  corrupted: reason({
    title: "The refresh token was altered",
    error: "invalid_grant",
    cause:
      "What was sent has the beginning of a refresh token of this server and not its form: cut off by a column that is too short, encoded twice, or with white space added.",
    evidence: {
      length: field("count", "characters sent"),
      expected: field("count", "characters of a refresh token"),
      looks: field("text", "what it looks like"),
    },
    says: (e) =>
      `The refresh token was altered: ${e.looks} (${e.length} characters, expected ${e.expected}). Store and send it as it came.`,
    points: (e) => [point("refresh_token", `${e.looks}; ${e.length} characters, expected ${e.expected}`)],
    fixes: (e) => [
      developer(
        `Store and send all ${e.expected} characters of the token as they came, neither trimmed nor encoded.`,
        supply("refresh-token"),
      ),
    ],
    remedies: { developer: "Look at the length of the column and at every place that encodes or trims the token." },
    cites: [rfc(6749, "6")],
  }),
  "wrong-kind": reason({
    title: "What was sent as refresh token is another thing",
    error: "invalid_grant",
    cause: "An authorization code, an access token or a JWT was sent where a refresh token is due.",
    evidence: { looks: field("text", "what was sent") },
    says: (e) => `What was sent as refresh_token is ${e.looks}; send the refresh_token of the token response.`,
    points: (e) => [point("refresh_token", e.looks)],
    fixes: (e) => [
      ...(e.looks === "an authorization code"
        ? [
            developer(
              "To redeem a code, send grant_type=authorization_code, and the code as code.",
              set("grant_type", "authorization_code"),
              leaveOut("refresh_token"),
              supply("code"),
            ),
          ]
        : []),
      developer(
        "Send the refresh_token of the token response, not its access_token or id_token.",
        supply("refresh-token"),
      ),
    ],
    remedies: { developer: "Send the refresh_token member of the token response, not access_token or id_token." },
    cites: [rfc(6749, "6")],
  }),
  "of-other-client": reason({
    title: "The refresh token belongs to another client",
    error: "invalid_grant",
    cause: "The token was issued to another client_id than the one that uses it.",
    evidence: {
      clientId: field("text", "client_id that refreshes"),
      issuedTo: field("text", "client_id that it was issued to", "operator"),
    },
    says: (e) => `The refresh token was not issued to ${e.clientId}; refresh with the client_id that obtained it.`,
    points: () => [point("refresh_token", "issued to another client"), point("client_id")],
    fixes: (e) => [
      developer(
        `Send a refresh token that was issued to ${shown(e.clientId)}; keep tokens apart by client_id.`,
        supply("refresh-token"),
      ),
    ],
    remedies: { developer: "Keep refresh tokens apart by client_id." },
    cites: [rfc(6749, "6")],
  }),
  revoked: reason({
    title: "The refresh token has been revoked",
    error: "invalid_grant",
    cause:
      "The grant behind the token was withdrawn: by the client at the revocation endpoint, because a token or code of the family was used twice, or by the person or an operator.",
    evidence: { at: field("instant", "revoked at", "client"), because: optional("text", "why", "client") },
    says: (e) =>
      `The refresh token was revoked${e.because === undefined ? "" : ` (${e.because})`}; send the person through a new authorization request.`,
    points: (e) => [point("refresh_token", e.because ?? "revoked")],
    fixes: () => [
      startAgain("Send the person through a new authorization request, and forget a refresh token once it is revoked."),
    ],
    remedies: { developer: "Forget the token and ask for a new authorization." },
    cites: [rfc(6749, "5.2"), rfc(7009, "2.1")],
  }),
  reused: reason({
    title: "An old refresh token was used again",
    error: "invalid_grant",
    cause:
      "Every refresh gives a new refresh token and ends the one before. For a moment, the grace window, the one before is accepted again: from a confidential client, and from a public one where its user agent or its network is still the same. This one is too old for that, or came from somewhere else. It was copied, or two processes share one token, or the new token was not saved. All tokens of the authorization are revoked, since the server cannot tell which of the two was the thief.",
    evidence: {
      rotatedAt: field("instant", "last rotated at", "client"),
      millisecondsAgo: field("count", "milliseconds since the last rotation"),
      sameAgent: optional("flag", "whether the same user agent rotated it", "client"),
      sameNetwork: optional("flag", "whether it was rotated from the same network", "client"),
      generationsBehind: field("count", "how many refreshes it is behind"),
      grace: field("seconds", "grace window"),
      elsewhere: optional("flag", "whether a public client sent it from another network and by another user agent"),
      setBack,
    },
    says: (e) =>
      `This refresh token ${replaced(e)}. All tokens of its authorization are now revoked. Save each new refresh token before using it, and let one process refresh at a time.`,
    points: (e) => [
      point(
        "refresh_token",
        e.generationsBehind > 1
          ? `replaced ${e.generationsBehind} refreshes before`
          : e.setBack === undefined
            ? `replaced ${ago(e.millisecondsAgo)} before`
            : "replaced some time before",
      ),
    ],
    fixes: (e) => [
      startAgain(
        "Send the person through a new authorization request. Keep one refresh in flight at a time, and save each new token before you use it.",
      ),
      ...longerGrace(e),
    ],
    remedies: {
      developer:
        "Save the new refresh token in the same step in which you use it; put a lock around the refresh so that one is in flight at a time.",
      operator: "refreshGrace widens the window in which two refreshes at once get the same successor.",
    },
    cites: [rfc(9700, "4.14.2"), rfc(6749, "10.4")],
  }),
  expired: reason({
    title: "The refresh token has expired",
    error: "invalid_grant",
    cause:
      "A refresh token ends when it was not used for its idle lifetime, or when the absolute lifetime of its family is over.",
    evidence: {
      limit: field("text", "which lifetime is over: idle or absolute"),
      lifetime: field("seconds", "that lifetime"),
      expiredAt: field("instant", "expired at", "client"),
      setBack,
    },
    says: (e) =>
      `${unknownAge("refresh token", e.setBack) ?? `The refresh token passed its ${e.limit} lifetime of ${e.lifetime} s`}; send the person through a new authorization request.`,
    points: (e) => [
      point(
        "refresh_token",
        e.setBack === undefined ? `${e.limit} lifetime of ${lasting(e.lifetime)} is over` : "of unknown age",
      ),
    ],
    fixes: (e) => [
      startAgain(
        e.limit === "idle"
          ? `Send the person through a new authorization request, and refresh at least once in ${lasting(e.lifetime)}.`
          : `Send the person through a new authorization request, and expect to do so every ${lasting(e.lifetime)}.`,
      ),
    ],
    remedies: {
      developer: "Ask for a new authorization; expect it and handle it.",
      operator: "refreshIdleLifetime and refreshLifetime set the two.",
    },
    cites: [rfc(6749, "6"), rfc(9700, "4.14.2")],
  }),
} as const;
