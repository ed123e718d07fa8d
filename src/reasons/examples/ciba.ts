/** Backchannel authentication: requests that ask a user, polls, and the page on which the user decides. */
import { type Examples, sameRequest } from "./define.ts";
import { basic, get, post } from "./messages.ts";

const GRANT = "urn:openid:params:grant-type:ciba";
const SESSION = "Cookie: candor-session-552e765f={session}";

/** demo-web has a user asked. */
const ask = (more: Record<string, string>): string =>
  post("/bc-authorize", { scope: "openid read_profile", ...more }, basic("demo-web"));

/** demo-web asks whether its user has decided. */
const poll = (id: string, client = "demo-web"): string =>
  post("/token", { grant_type: GRANT, auth_req_id: id }, basic(client));

export const ciba = {
  "ciba/hints-invalid": {
    situation: "demo-web runs at a call center. It sends both hints that it has.",
    given: ["demo-web may use the CIBA grant"],
    refused: ask({ login_hint: "ada", id_token_hint: "{id_token}" }),
    correctedBy: "request",
    corrected: ask({ login_hint: "ada" }),
    change: "It sends one of them.",
  },
  "ciba/user-unknown": {
    situation: "The clerk mistypes the caller's username.",
    given: ["demo-web may use the CIBA grant"],
    refused: ask({ login_hint: "adda" }),
    correctedBy: "request",
    corrected: ask({ login_hint: "ada" }),
    change: "The clerk asks for the name again.",
  },
  "ciba/too-many": sameRequest({
    situation: "A bug lets demo-web ask ada again and again.",
    given: ["demo-web may use the CIBA grant", "demo-web has asked ada too often"],
    refused: ask({ login_hint: "ada" }),
    correctedBy: "waiting",
    afterwards: ["an hour has passed"],
    change: "demo-web waits, and asks once.",
  }),
  "ciba/binding-message-invalid": {
    situation: "demo-web sends a whole paragraph for the user to read.",
    given: ["demo-web may use the CIBA grant"],
    refused: ask({
      login_hint: "ada",
      binding_message: "Please confirm that you are talking to us. ".repeat(4).trim(),
    }),
    correctedBy: "request",
    corrected: ask({ login_hint: "ada", binding_message: "Call 4711" }),
    change: "It sends a few words that the clerk says too.",
  },
  "ciba/id-unknown": {
    situation: "demo-web polls with the access token of another request.",
    given: ["demo-web may use the CIBA grant"],
    refused: poll("{access_token}"),
    correctedBy: "request",
    corrected: poll("{allowed auth_req_id}"),
    change: "It polls with auth_req_id.",
  },
  "ciba/of-other-client": {
    situation: "An app has two clients. It asks as demo-web, and polls as demo-service.",
    given: ["demo-web may use the CIBA grant", "demo-service may use the CIBA grant"],
    refused: poll("{allowed auth_req_id}", "demo-service"),
    correctedBy: "request",
    corrected: poll("{allowed auth_req_id}"),
    change: "It polls as the client that asked.",
  },
  "ciba/already-used": {
    situation: "demo-web has got its tokens. A second process of it goes on polling.",
    given: ["demo-web may use the CIBA grant", "the auth_req_id was already used"],
    refused: poll("{allowed auth_req_id}"),
    correctedBy: "request",
    corrected: poll("{another allowed auth_req_id}"),
    change: "To ask again, it sends a new request.",
  },
  "ciba/expired": {
    situation: "Ada doesn't look at her phone.",
    given: ["demo-web may use the CIBA grant", "more than five minutes have passed since ada was asked"],
    refused: poll("{auth_req_id}"),
    correctedBy: "request",
    corrected: poll("{another allowed auth_req_id}"),
    change: "demo-web asks again once she is there.",
  },
  "ciba/denied": {
    situation: "Ada is asked about a call that she didn't make, and declines.",
    given: ["demo-web may use the CIBA grant", "ada has declined what she was asked"],
    refused: poll("{auth_req_id}"),
    correctedBy: "person",
    corrected: poll("{another allowed auth_req_id}"),
    change: "Nothing is wrong. If she allows it next time, demo-web gets its tokens.",
  },
  "ciba/pending": sameRequest({
    situation: "demo-web polls while Ada is still looking for her phone.",
    given: ["demo-web may use the CIBA grant"],
    refused: poll("{auth_req_id}"),
    correctedBy: "waiting",
    afterwards: ["ada has allowed what she was asked"],
    change: "It goes on polling every five seconds.",
  }),
  "ciba/polled-too-fast": sameRequest({
    situation: "demo-web polls every second.",
    given: ["demo-web may use the CIBA grant", "demo-web has just polled"],
    refused: poll("{auth_req_id}"),
    correctedBy: "waiting",
    afterwards: ["ada has allowed what she was asked"],
    change: "It adds five seconds to its interval, and goes on.",
  }),
  "ciba/not-waiting": {
    situation: "Ada opens the link in an old message.",
    given: [],
    refused: get("/approve?asked=1", SESSION),
    correctedBy: "person",
    corrected: get("/approve", SESSION),
    change: "She opens the page without the link, and sees what waits for her.",
  },
} satisfies Examples;
