/** Access tokens that the API doesn't accept. */
import type { Examples } from "./define.ts";
import { authorize, BEARER, basic, get, message, post, refresh } from "./messages.ts";

const PROFILE = "/demo/api/profile";

export const token = {
  "token/absent": {
    situation: "demo-web sends its access token to the API, but omits the word Bearer.",
    refused: get(PROFILE, "Authorization: {access_token}"),
    correctedBy: "request",
    corrected: get(PROFILE, BEARER),
    change: "The header is Authorization: Bearer, followed by a space and the access token.",
  },
  "token/repeated": {
    situation:
      "demo-web sends its access token to the userinfo endpoint in the body, and its HTTP library also adds the header.",
    refused: post("/userinfo", "access_token={access_token}", BEARER),
    correctedBy: "request",
    corrected: get("/userinfo", BEARER),
    change: "The token is sent only in the header.",
  },
  "token/malformed": {
    situation: "demo-web sends the ID token to the API.",
    refused: get(PROFILE, "Authorization: Bearer {id_token}"),
    correctedBy: "request",
    corrected: get(PROFILE, BEARER),
    change: "The access token is sent. The ID token is only for demo-web itself.",
  },
  "token/unknown": {
    situation: "demo-web has an access token from the server in the test environment and sends it to the API here.",
    refused: get(PROFILE, "Authorization: Bearer {access_token of another server}"),
    correctedBy: "request",
    corrected: get(PROFILE, BEARER),
    change: "The access token is one that this server issued.",
  },
  "token/expired": {
    situation: "demo-web stores its access token and ignores expires_in.",
    given: ["more than ten minutes have passed since the access token was issued"],
    refused: get(PROFILE, BEARER),
    correctedBy: "starting again",
    corrected: refresh(),
    change: "demo-web refreshes, and calls the API with the new access token.",
  },
  "token/revoked": {
    situation: "demo-web revoked the access token when Ada signed out, but calls the API again.",
    given: ["the access token was revoked"],
    refused: get(PROFILE, BEARER),
    correctedBy: "starting again",
    corrected: authorize(),
    change: "A new authorization yields a new access token.",
  },
  "token/key-unproved": {
    situation: "demo-web got an access token that is bound to its key, and sends it to the API as a bearer token.",
    given: ["the access token is bound to a key"],
    refused: get(PROFILE, BEARER),
    correctedBy: "request",
    corrected: get(
      PROFILE,
      "Authorization: DPoP {access_token}",
      "DPoP: {proof for GET /demo/api/profile, with the token}",
    ),
    change: "The token is sent with the scheme DPoP, and with a proof of its key.",
  },
  "token/wrong-scheme": {
    situation:
      "demo-web sends a proof with its bound access token, but its HTTP library writes Bearer before every token.",
    given: ["the access token is bound to a key"],
    refused: get(PROFILE, BEARER, "DPoP: {proof for GET /demo/api/profile, with the token}"),
    correctedBy: "request",
    corrected: get(
      PROFILE,
      "Authorization: DPoP {access_token}",
      "DPoP: {another proof for GET /demo/api/profile, with the token}",
    ),
    change: "The scheme is DPoP, as token_type says.",
  },
  "token/wrong-audience": {
    situation: "demo-web has an access token for the bills API and sends it to the demo API.",
    given: ["there is a second API with the scope read_bills", "the access token was requested with read_bills"],
    refused: get(PROFILE, BEARER),
    correctedBy: "starting again",
    corrected: authorize(),
    change: "demo-web requests a scope of the demo API, and gets an access token for that API.",
  },
  "token/insufficient-scope": {
    situation: "Ada allowed demo-web to read her profile, but demo-web tries to issue a multipass.",
    given: ["ada was not asked for write_multipass"],
    refused: message("POST /demo/api/multipass", [BEARER]),
    correctedBy: "starting again",
    corrected: authorize({ scope: "openid+read_profile+write_multipass" }),
    change: "The authorization request includes write_multipass, and Ada allows it.",
  },
  "token/of-other-client": {
    situation: "demo-service tries to revoke an access token of demo-web.",
    refused: post("/revoke", "token={access_token}", basic("demo-service")),
    correctedBy: "request",
    corrected: post("/revoke", "token={access_token}", basic("demo-web")),
    change: "The client that obtained the token revokes it.",
  },
  "token/no-openid": {
    situation: "demo-web requested only read_profile, but calls the userinfo endpoint.",
    given: ["ada was asked only for read_profile"],
    refused: get("/userinfo", BEARER),
    correctedBy: "starting again",
    corrected: authorize(),
    change: "The authorization request includes the scope openid.",
  },
} satisfies Examples;
