/** Errors that depend on the user at the screen. */
import { type Examples, sameRequest } from "./define.ts";
import { authorize, get, post } from "./messages.ts";

const SESSION = "Cookie: candor-session-552e765f={session}";

/** The form that this server's sign-in page sends. */
const signIn = (password: string, username = "ada", request?: string, csrf = "{csrf of the sign-in page}"): string => {
  const form = { csrf, request, username, password };
  return post("/sign-in", form, "Cookie: candor-form-552e765f={form}");
};

/** The form that this server's consent page sends. */
const consent = (answer: "allow" | "deny"): string =>
  post(
    "/consent",
    ["csrf={csrf of the consent page}", "request={request}", `answer=${answer}`].join("&"),
    "Cookie: candor-session-552e765f={session}; candor-form-552e765f={form}",
  );

export const user = {
  "user/denied": {
    situation: "demo-web requests access to Ada's profile, and Ada declines.",
    refused: consent("deny"),
    correctedBy: "person",
    corrected: consent("allow"),
    change: "Nothing is wrong. If Ada allows it next time, demo-web gets its code.",
  },
  "user/login-required": {
    situation: "demo-web checks in the background whether the user is signed in, but nobody is.",
    refused: authorize({ prompt: "none" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "Without prompt=none, the user sees the sign-in page.",
  },
  "user/acr-unmet": {
    situation: "demo-web requires a sign-in with two factors, which this server doesn't have.",
    refused: authorize({
      claims: encodeURIComponent('{"id_token":{"acr":{"essential":true,"values":["urn:example:two-factor"]}}}'),
    }),
    correctedBy: "request",
    corrected: authorize({ acr_values: "urn:example:two-factor" }),
    change: "The value is only preferred, and demo-web looks whether the ID token has it.",
  },
  "user/consent-required": {
    situation: "Ada is signed in but has never consented to anything for demo-web, and the request forbids all pages.",
    refused: authorize({ prompt: "none" }, SESSION),
    correctedBy: "request",
    corrected: authorize({}, SESSION),
    change: "Without prompt=none, the server asks the user.",
  },
  "grant/id-unknown": {
    situation: "demo-web adds to a grant that Ada has ended in the meantime.",
    given: ["clients may manage grants"],
    refused: authorize({ grant_management_action: "merge", grant_id: "AAABmV8aQABk-q1mJbYFf2wD7cVY3M0" }, SESSION),
    correctedBy: "request",
    corrected: authorize({ grant_management_action: "create" }, SESSION),
    change: "A new grant is created. Its grant_id is in the token response.",
  },
  "user/prompt-conflict": {
    situation: "demo-web always sends prompt=none, and adds login when the user should enter the password again.",
    refused: authorize({ prompt: "none+login" }),
    correctedBy: "request",
    corrected: authorize({ prompt: "login" }),
    change: "Only prompt=login is sent.",
  },
  "user/hint-invalid": {
    situation: "demo-web checks whether Ada is still signed in, and sends the access token to identify her.",
    refused: authorize({ id_token_hint: "{access_token}" }, SESSION),
    correctedBy: "request",
    corrected: authorize({ id_token_hint: "{id_token}" }, SESSION),
    change: "The hint is the ID token that demo-web got when Ada signed in.",
  },
  "user/hint-mismatch": {
    situation: "demo-web asks for Ada with her ID token, but Grace signs in.",
    refused: signIn("staple-battery-horse", "grace", "{request with the hint}"),
    correctedBy: "person",
    corrected: signIn("correct-horse-battery", "ada", "{request with the hint}"),
    change: "Ada signs in herself.",
  },
  "user/credentials-wrong": {
    situation: "Ada enters her password with Caps Lock on.",
    refused: signIn("CORRECT-HORSE-BATTERY"),
    correctedBy: "person",
    corrected: signIn("correct-horse-battery"),
    change: "She turns Caps Lock off and enters the password again.",
  },
  "user/throttled": sameRequest({
    situation: "Ada mistyped her password five times, and then enters it correctly without waiting.",
    given: ["five wrong passwords were entered"],
    refused: signIn("correct-horse-battery"),
    correctedBy: "waiting",
    afterwards: ["a minute has passed"],
    change: "Nothing in the request changes: Ada waits as long as the page says.",
  }),
  "user/queue-full": sameRequest({
    situation: "A thousand users open the app at nine o'clock, and Ada signs in when the server has no capacity left.",
    given: ["the server has no capacity left for sign-ins"],
    refused: signIn("correct-horse-battery"),
    correctedBy: "waiting",
    afterwards: ["the waiting sign-ins are finished"],
    change: "Nothing in the request changes: a few seconds later, the server has capacity again.",
  }),
  "user/form-foreign": {
    situation:
      "A page of another site contains the fields of the sign-in form, and submits them here when Ada opens it.",
    refused: post("/sign-in", "csrf=guessed&username=mallory&password=another-password", "Sec-Fetch-Site: cross-site"),
    correctedBy: "person",
    corrected: signIn("correct-horse-battery"),
    change: "Ada opens this server's own page and signs in there.",
  },
  "user/form-stale": {
    situation:
      "Ada opens the sign-in page, and her password manager submits the form that it stored last week, including its token.",
    refused: signIn("correct-horse-battery", "ada", undefined, "token-of-last-week"),
    correctedBy: "person",
    corrected: signIn("correct-horse-battery"),
    change: "The form is sent as it is in the page.",
  },
  "user/form-cookie-absent": {
    situation: "Ada's browser blocks this site's cookies, so the sign-in form is sent without its cookie.",
    refused: post("/sign-in", "csrf={csrf of the sign-in page}&username=ada&password=correct-horse-battery"),
    correctedBy: "person",
    corrected: signIn("correct-horse-battery"),
    change: "Ada allows cookies for this site, opens the page again and signs in.",
  },
  "user/invitation-invalid": sameRequest({
    situation:
      "The server printed its one-time link for the first operator yesterday, and the operator opens it today.",
    given: ["more than a day has passed since the link was created"],
    refused: get("/welcome/operator?token={token of the link}"),
    correctedBy: "operator",
    afterwards: ["there is a new link"],
    change: "The server is restarted. While there is no operator, it prints a new link, and that one works.",
  }),
} satisfies Examples;
