/** Codes that are not redeemed. */
import { type Examples, sameRequest } from "./define.ts";
import { authorize, CALLBACK, CODE, post, redeem, refresh } from "./messages.ts";

const AGAIN =
  "The person is sent to the authorization endpoint again, and is not asked for the password while signed in.";

export const code = {
  "code/unknown": {
    situation: "demo-web has a code of the server in the test environment and redeems it here.",
    refused: redeem({ code: "SplxlOBeZQQYbYS6WxSbIA" }),
    correctedBy: "request",
    corrected: redeem(),
    change: "The code is one that this server gave. The iss parameter beside it says who did.",
  },
  "code/corrupted": {
    situation: "demo-web keeps the code in a column of 64 characters, and it comes back cut off.",
    refused: redeem({ code: "{first 64 characters of code}" }),
    correctedBy: "request",
    corrected: redeem(),
    change: "The code is sent whole.",
  },
  "code/wrong-kind": {
    situation: "demo-web wants to refresh, and takes the grant type of its first request.",
    refused: redeem({ code: "{refresh_token}", code_verifier: undefined }),
    correctedBy: "request",
    corrected: refresh(),
    change: "A refresh has the grant_type refresh_token, and the parameter refresh_token.",
  },
  "code/of-other-client": {
    situation: "demo-web made the authorization request, and demo-spa redeems the code.",
    refused: post("/token", { ...CODE, client_id: "demo-spa" }),
    correctedBy: "request",
    corrected: redeem(),
    change: "The client that asked for the code redeems it.",
  },
  "code/already-used": {
    situation: "The person reloads the callback page of demo-web, which redeems the code of its address once more.",
    given: ["the code was redeemed before"],
    refused: redeem(),
    correctedBy: "starting again",
    corrected: authorize(),
    change: `${AGAIN} Once a code is redeemed, demo-web sends the person on to an address without it.`,
  },
  "code/expired": {
    situation: "The developer of demo-web has stopped at a breakpoint in the callback, for more than a minute.",
    given: ["more than a minute has passed since the redirect"],
    refused: redeem(),
    correctedBy: "starting again",
    corrected: authorize(),
    change: AGAIN,
  },
  "code/revoked": {
    situation: "The authorization was withdrawn while the code was on its way to demo-web.",
    given: ["the authorization was revoked"],
    refused: redeem(),
    correctedBy: "starting again",
    corrected: authorize(),
    change: AGAIN,
  },
  "code/redirect-uri-mismatch": {
    situation:
      "demo-web makes its redirect URI from the address that it is called by, and behind its proxy that is another one.",
    refused: redeem({ redirect_uri: "http://127.0.0.1:9400/demo/callback" }),
    correctedBy: "request",
    corrected: redeem(),
    change: `redirect_uri is ${CALLBACK}, as in the authorization request.`,
  },

  "grant/session-ended": {
    situation: "Ada signs out while demo-web has not redeemed its code yet.",
    given: ["ada has signed out"],
    refused: redeem(),
    correctedBy: "starting again",
    corrected: authorize(),
    change: "The person is sent to the authorization endpoint again and signs in.",
  },
  "grant/account-disabled": sameRequest({
    situation: "The operator disables Ada's account while demo-web has not redeemed its code yet.",
    given: ["the account of ada is disabled"],
    refused: redeem(),
    correctedBy: "operator",
    afterwards: ["the account of ada is enabled again"],
    change: "Nothing about the request. If it was a mistake, the operator enables the account again.",
  }),
  "grant/scopes-withdrawn": sameRequest({
    situation: "The operator takes all scopes from demo-web while it has not redeemed its code yet.",
    given: ["demo-web may have no scope any more"],
    refused: redeem(),
    correctedBy: "operator",
    afterwards: ["demo-web may have its scopes again"],
    change: "Nothing about the request. If it was a mistake, the operator allows the scopes again.",
  }),
} satisfies Examples;
