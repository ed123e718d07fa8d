/** Refresh tokens that are not taken. */
import type { Examples } from "./define.ts";
import { authorize, post, refresh } from "./messages.ts";

const AGAIN = {
  correctedBy: "starting again",
  corrected: authorize({ scope: "openid+offline_access+read_profile" }),
} as const;
const SENT_AGAIN = "demo-web forgets the token and sends the person through a new authorization request.";

export const refreshToken = {
  "refresh-token/unknown": {
    situation: "demo-web was moved to this server together with the tokens of the old one.",
    refused: refresh({ refresh_token: "tGzv3JOkF0XG5Qx2TlKWIA" }),
    correctedBy: "request",
    corrected: refresh(),
    change: "The refresh token is one that this server gave; until there is one the person has to sign in here.",
  },
  "refresh-token/corrupted": {
    situation: "demo-web keeps refresh tokens in a column of 64 characters, and this one comes back cut off.",
    refused: refresh({ refresh_token: "{first 64 characters of refresh_token}" }),
    correctedBy: "request",
    corrected: refresh(),
    change: "The token is kept whole.",
  },
  "refresh-token/wrong-kind": {
    situation: "demo-web has confused two members of the token response.",
    refused: refresh({ refresh_token: "{access_token}" }),
    correctedBy: "request",
    corrected: refresh(),
    change: "The value is that of refresh_token, not that of access_token.",
  },
  "refresh-token/of-other-client": {
    situation: "demo-web has obtained a refresh token, and demo-spa uses it.",
    refused: post("/token", "grant_type=refresh_token&refresh_token={refresh_token}&client_id=demo-spa"),
    correctedBy: "request",
    corrected: refresh(),
    change: "The client that obtained the token refreshes.",
  },
  "refresh-token/revoked": {
    situation: "demo-web has revoked its refresh token when Ada signed out, and a job at night still has a copy.",
    given: ["the refresh token was revoked"],
    refused: refresh(),
    ...AGAIN,
    change: SENT_AGAIN,
  },
  "refresh-token/reused": {
    situation:
      "demo-web refreshed a minute ago and did not save the new refresh token. Now it sends the old one again.",
    given: ["the refresh token was used a minute ago"],
    refused: refresh(),
    ...AGAIN,
    change: `${SENT_AGAIN} From now on each new refresh token is saved before it is used.`,
  },
  "refresh-token/expired": {
    situation: "Ada has not used demo-web for more than two weeks.",
    given: ["the refresh token lay unused for two weeks"],
    refused: refresh(),
    ...AGAIN,
    change: SENT_AGAIN,
  },
} satisfies Examples;
