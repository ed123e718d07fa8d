import { rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";

const AKA = ["invalid_grant"];

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
        : "The refresh token was never issued by this server; check the issuer and the environment.",
    remedies: { developer: "Store refresh tokens together with the issuer that gave them." },
    cites: [rfc(6749, "5.2"), rfc(6749, "6")],
    aka: AKA,
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
    remedies: { developer: "Look at the length of the column and at every place that encodes or trims the token." },
    cites: [rfc(6749, "6")],
    aka: AKA,
  }),
  "wrong-kind": reason({
    title: "What was sent as refresh token is another thing",
    error: "invalid_grant",
    cause: "An authorization code, an access token or a JWT was sent where a refresh token is due.",
    evidence: { looks: field("text", "what was sent") },
    says: (e) => `What was sent as refresh_token is ${e.looks}; send the refresh_token of the token response.`,
    remedies: { developer: "Send the refresh_token member of the token response, not access_token or id_token." },
    cites: [rfc(6749, "6")],
    aka: AKA,
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
    remedies: { developer: "Keep refresh tokens apart by client_id." },
    cites: [rfc(6749, "6")],
    aka: AKA,
  }),
  revoked: reason({
    title: "The refresh token has been revoked",
    error: "invalid_grant",
    cause:
      "The grant behind the token was withdrawn: by the client at the revocation endpoint, because a token or code of the family was used twice, or by the person or an operator.",
    evidence: { at: field("instant", "revoked at", "client"), because: optional("text", "why", "client") },
    says: (e) =>
      `The refresh token was revoked${e.because === undefined ? "" : ` (${e.because})`}; send the person through a new authorization request.`,
    remedies: { developer: "Forget the token and ask for a new authorization." },
    cites: [rfc(6749, "5.2"), rfc(7009, "2.1")],
    aka: AKA,
  }),
  reused: reason({
    title: "An old refresh token was used again",
    error: "invalid_grant",
    cause:
      "Every refresh gives a new refresh token and ends the one before. An old one came again, outside the grace window: it was copied, or two processes share one token, or the new token was not saved. The whole family is revoked, since the server cannot tell which of the two was the thief.",
    evidence: {
      rotatedAt: field("instant", "last rotated at", "client"),
      secondsAgo: field("seconds", "seconds since the last rotation"),
      generationsBehind: field("count", "how many refreshes it is behind"),
      grace: field("seconds", "grace window"),
    },
    says: (e) =>
      `This refresh token was replaced ${e.secondsAgo} s ago (${e.generationsBehind} behind, grace ${e.grace} s); the family is now revoked. Save each new refresh token before using it, and let one process refresh at a time.`,
    remedies: {
      developer:
        "Save the new refresh token in the same step in which you use it; put a lock around the refresh so that one is in flight at a time.",
      operator: "refreshGrace widens the window in which two refreshes at once get the same successor.",
    },
    cites: [rfc(9700, "4.14.2"), rfc(6749, "10.4")],
    aka: AKA,
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
    },
    says: (e) =>
      `The refresh token passed its ${e.limit} lifetime of ${e.lifetime} s; send the person through a new authorization request.`,
    remedies: {
      developer: "Ask for a new authorization; expect it and handle it.",
      operator: "refreshIdleLifetime and refreshLifetime set the two.",
    },
    cites: [rfc(6749, "6"), rfc(9700, "4.14.2")],
    aka: [...AKA, "token_expired"],
  }),
} as const;
