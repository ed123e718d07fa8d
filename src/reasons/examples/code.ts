/** Codes that can't be redeemed. */
import { type Examples, sameRequest } from "./define.ts";
import { authorize, CALLBACK, CODE, PROOF, post, redeem, refresh } from "./messages.ts";

const AGAIN =
  "The user is sent to the authorization endpoint again. A user who is still signed in doesn't have to enter a password.";

export const code = {
  "code/unknown": {
    situation: "demo-web has a code from the server in the test environment and redeems it here.",
    refused: redeem({ code: "SplxlOBeZQQYbYS6WxSbIA" }),
    correctedBy: "request",
    corrected: redeem(),
    change: "The code is one that this server issued. The iss parameter next to it names the issuer.",
  },
  "code/corrupted": {
    situation: "demo-web stores the code in a database column of 64 characters, so it is cut off.",
    refused: redeem({ code: "{first 64 characters of code}" }),
    correctedBy: "request",
    corrected: redeem(),
    change: "The complete code is sent.",
  },
  "code/wrong-kind": {
    situation: "demo-web wants to refresh, but uses the grant type of its first request.",
    refused: redeem({ code: "{refresh_token}", code_verifier: undefined }),
    correctedBy: "request",
    corrected: refresh(),
    change: "A refresh has the grant_type refresh_token and the parameter refresh_token.",
  },
  "code/of-other-client": {
    situation: "demo-web made the authorization request, but demo-spa redeems the code.",
    refused: post("/token", { ...CODE, client_id: "demo-spa" }),
    correctedBy: "request",
    corrected: redeem(),
    change: "The client that made the authorization request redeems the code.",
  },
  "code/already-used": {
    situation: "The user reloads the callback page of demo-web, which redeems the code in its URL again.",
    given: ["the code was already redeemed"],
    refused: redeem(),
    correctedBy: "starting again",
    corrected: authorize(),
    change: `${AGAIN} After redeeming a code, demo-web redirects to a URL without it.`,
  },
  "code/expired": {
    situation: "The developer of demo-web paused at a breakpoint in the callback for more than a minute.",
    given: ["more than a minute has passed since the redirect"],
    refused: redeem(),
    correctedBy: "starting again",
    corrected: authorize(),
    change: AGAIN,
  },
  "code/revoked": {
    situation: "The authorization was revoked before demo-web redeemed the code.",
    given: ["the authorization was revoked"],
    refused: redeem(),
    correctedBy: "starting again",
    corrected: authorize(),
    change: AGAIN,
  },
  "code/key-unproved": {
    situation: "demo-web named its key in the authorization request, but redeems the code without a proof.",
    given: ["the authorization request had dpop_jkt"],
    refused: redeem(),
    correctedBy: "request",
    corrected: redeem({}, PROOF),
    change: "The request has a proof that is signed with the key of dpop_jkt.",
  },
  "code/redirect-uri-mismatch": {
    situation: "demo-web builds its redirect URI from the URL of the request, which is different behind its proxy.",
    refused: redeem({ redirect_uri: "http://127.0.0.1:9400/demo/callback" }),
    correctedBy: "request",
    corrected: redeem(),
    change: `redirect_uri is ${CALLBACK}, as in the authorization request.`,
  },

  "grant/session-ended": {
    situation: "Ada signs out before demo-web redeems its code.",
    given: ["ada has signed out"],
    refused: redeem(),
    correctedBy: "starting again",
    corrected: authorize(),
    change: "The user is sent to the authorization endpoint again and signs in.",
  },
  "grant/account-disabled": sameRequest({
    situation: "The operator disables Ada's account before demo-web redeems its code.",
    given: ["the account of ada is disabled"],
    refused: redeem(),
    correctedBy: "operator",
    afterwards: ["the account of ada is enabled again"],
    change: "Nothing in the request changes. If it was a mistake, the operator enables the account again.",
  }),
  "grant/scopes-withdrawn": sameRequest({
    situation: "The operator removes all scopes from demo-web before it redeems its code.",
    given: ["demo-web is no longer allowed any scope"],
    refused: redeem(),
    correctedBy: "operator",
    afterwards: ["demo-web is allowed its scopes again"],
    change: "Nothing in the request changes. If it was a mistake, the operator allows the scopes again.",
  }),
} satisfies Examples;
