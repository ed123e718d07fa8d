/** Access tokens that do not open what they are brought to. */
import type { Examples } from "./define.ts";
import { authorize, BEARER, basic, get, message, post, refresh } from "./messages.ts";

const PROFILE = "/demo/api/profile";

export const token = {
  "token/absent": {
    situation: "demo-web sends its access token to the API and leaves out the word Bearer.",
    refused: get(PROFILE, "Authorization: {access_token}"),
    correctedBy: "request",
    corrected: get(PROFILE, BEARER),
    change: "The header is Authorization: Bearer, a space, and the access token.",
  },
  "token/repeated": {
    situation:
      "demo-web posts its access token to the userinfo endpoint, and its HTTP library adds the header by itself.",
    refused: post("/userinfo", "access_token={access_token}", BEARER),
    correctedBy: "request",
    corrected: get("/userinfo", BEARER),
    change: "The token is sent in the header only.",
  },
  "token/malformed": {
    situation: "demo-web sends the ID token to the API.",
    refused: get(PROFILE, "Authorization: Bearer {id_token}"),
    correctedBy: "request",
    corrected: get(PROFILE, BEARER),
    change: "The access token is sent; the ID token is for demo-web itself.",
  },
  "token/unknown": {
    situation: "demo-web has an access token of the server in the test environment and brings it to the API here.",
    refused: get(PROFILE, "Authorization: Bearer {access_token of another server}"),
    correctedBy: "request",
    corrected: get(PROFILE, BEARER),
    change: "The access token is one that this server gave.",
  },
  "token/expired": {
    situation: "demo-web keeps its access token and never looks at expires_in.",
    given: ["more than ten minutes have passed since the access token was issued"],
    refused: get(PROFILE, BEARER),
    correctedBy: "starting again",
    corrected: refresh(),
    change: "demo-web refreshes, and calls the API with the new access token.",
  },
  "token/revoked": {
    situation: "demo-web has revoked the access token when Ada signed out, and calls the API once more.",
    given: ["the access token was revoked"],
    refused: get(PROFILE, BEARER),
    correctedBy: "starting again",
    corrected: authorize(),
    change: "A new authorization gives a new access token.",
  },
  "token/wrong-audience": {
    situation: "demo-web has an access token for the API of bills and brings it to the demo API.",
    given: ["there is a second API with the scope read_bills", "the access token was asked for with read_bills"],
    refused: get(PROFILE, BEARER),
    correctedBy: "starting again",
    corrected: authorize(),
    change: "demo-web asks for a scope of the demo API, and gets an access token that is meant for it.",
  },
  "token/insufficient-scope": {
    situation: "Ada has let demo-web read her profile, and demo-web tries to issue a multipass.",
    given: ["ada was not asked for write_multipass"],
    refused: message("POST /demo/api/multipass", [BEARER]),
    correctedBy: "starting again",
    corrected: authorize({ scope: "openid+read_profile+write_multipass" }),
    change: "The authorization request asks for write_multipass, and Ada agrees.",
  },
  "token/of-other-client": {
    situation: "demo-service tries to revoke an access token of demo-web.",
    refused: post("/revoke", "token={access_token}", basic("demo-service")),
    correctedBy: "request",
    corrected: post("/revoke", "token={access_token}", basic("demo-web")),
    change: "The client that obtained the token revokes it.",
  },
  "token/no-openid": {
    situation: "demo-web has asked for read_profile alone and calls the userinfo endpoint.",
    given: ["ada was asked for read_profile alone"],
    refused: get("/userinfo", BEARER),
    correctedBy: "starting again",
    corrected: authorize(),
    change: "The authorization request has openid among its scopes.",
  },
} satisfies Examples;
