/** Refresh tokens that aren't accepted. */
import type { Examples } from "./define.ts";
import { authorize, PROOF, post, refresh } from "./messages.ts";

const AGAIN = {
  correctedBy: "starting again",
  corrected: authorize({ scope: "openid+offline_access+read_profile" }),
} as const;
const SENT_AGAIN = "demo-web deletes the token and sends the user through a new authorization request.";

export const refreshToken = {
  "refresh-token/unknown": {
    situation: "demo-web was moved to this server together with the tokens of the old one.",
    refused: refresh({ refresh_token: "tGzv3JOkF0XG5Qx2TlKWIA" }),
    correctedBy: "request",
    corrected: refresh(),
    change: "The refresh token is one that this server issued. To get the first one, the user signs in here.",
  },
  "refresh-token/corrupted": {
    situation: "demo-web stores refresh tokens in a database column of 64 characters, so this one is cut off.",
    refused: refresh({ refresh_token: "{first 64 characters of refresh_token}" }),
    correctedBy: "request",
    corrected: refresh(),
    change: "The complete token is stored.",
  },
  "refresh-token/wrong-kind": {
    situation: "demo-web confused two fields of the token response.",
    refused: refresh({ refresh_token: "{access_token}" }),
    correctedBy: "request",
    corrected: refresh(),
    change: "The value comes from refresh_token, not from access_token.",
  },
  "refresh-token/of-other-client": {
    situation: "demo-web obtained a refresh token, but demo-spa uses it.",
    refused: post("/token", "grant_type=refresh_token&refresh_token={refresh_token}&client_id=demo-spa"),
    correctedBy: "request",
    corrected: refresh(),
    change: "The client that obtained the token refreshes.",
  },
  "refresh-token/revoked": {
    situation: "demo-web revoked its refresh token when Ada signed out, but a nightly job still has a copy.",
    given: ["the refresh token was revoked"],
    refused: refresh(),
    ...AGAIN,
    change: SENT_AGAIN,
  },
  "refresh-token/key-unproved": {
    situation: "demo-web got a refresh token that is bound to its key, and sends it without a proof of the key.",
    given: ["the refresh token is bound to a key"],
    refused: refresh(),
    correctedBy: "request",
    corrected: refresh({}, PROOF),
    change: "The request has a proof, signed with the key that redeemed the code.",
  },
  "refresh-token/reused": {
    situation:
      "demo-web refreshed a minute ago but did not save the new refresh token. Now it sends the old one again.",
    given: ["the refresh token was used a minute ago"],
    refused: refresh(),
    ...AGAIN,
    change: `${SENT_AGAIN} From now on, it saves each new refresh token before using it.`,
  },
  "refresh-token/expired": {
    situation: "Ada has not used demo-web for more than two weeks.",
    given: ["the refresh token was unused for two weeks"],
    refused: refresh(),
    ...AGAIN,
    change: SENT_AGAIN,
  },
} satisfies Examples;
