/** What depends on the person at the screen. */
import { type Examples, sameRequest } from "./define.ts";
import { authorize, get, post } from "./messages.ts";

const SESSION = "Cookie: candor-session-552e765f={session}";

/** What the sign-in page of this server sends. */
const signIn = (password: string, username = "ada", request?: string, csrf = "{csrf of the sign-in page}"): string => {
  const form = { csrf, request, username, password };
  return post("/sign-in", form, "Cookie: candor-form-552e765f={form}");
};

/** What the consent page of this server sends. */
const consent = (answer: "allow" | "deny"): string =>
  post(
    "/consent",
    `csrf={csrf of the consent page}&request={request}&answer=${answer}`,
    "Cookie: candor-session-552e765f={session}; candor-form-552e765f={form}",
  );

export const user = {
  "user/denied": {
    situation: "demo-web asks for access to Ada's profile, and Ada does not allow it.",
    refused: consent("deny"),
    correctedBy: "person",
    corrected: consent("allow"),
    change: "Nothing is wrong. Should Ada allow it another time, demo-web gets its code.",
  },
  "user/login-required": {
    situation: "demo-web asks in the background whether somebody is signed in, and nobody is.",
    refused: authorize({ prompt: "none" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "Without prompt=none the person is shown the sign-in page.",
  },
  "user/consent-required": {
    situation: "Ada is signed in and has never agreed to anything for demo-web, which allows no page to be shown.",
    refused: authorize({ prompt: "none" }, SESSION),
    correctedBy: "request",
    corrected: authorize({}, SESSION),
    change: "Without prompt=none the person is asked.",
  },
  "user/prompt-conflict": {
    situation: "demo-web sends prompt=none always, and adds login where it wants the password typed again.",
    refused: authorize({ prompt: "none+login" }),
    correctedBy: "request",
    corrected: authorize({ prompt: "login" }),
    change: "prompt=login alone is sent.",
  },
  "user/hint-invalid": {
    situation: "demo-web asks whether Ada is still signed in, and sends the access token to say who she is.",
    refused: authorize({ id_token_hint: "{access_token}" }, SESSION),
    correctedBy: "request",
    corrected: authorize({ id_token_hint: "{id_token}" }, SESSION),
    change: "The hint is the ID token that demo-web got when Ada signed in.",
  },
  "user/hint-mismatch": {
    situation: "demo-web asks for Ada by her ID token, and Grace signs in.",
    refused: signIn("staple-battery-horse", "grace", "{request with the hint}"),
    correctedBy: "person",
    corrected: signIn("correct-horse-battery", "ada", "{request with the hint}"),
    change: "Ada signs in herself.",
  },
  "user/credentials-wrong": {
    situation: "Ada types her password with Caps Lock on.",
    refused: signIn("CORRECT-HORSE-BATTERY"),
    correctedBy: "person",
    corrected: signIn("correct-horse-battery"),
    change: "She switches it off and types the password again.",
  },
  "user/throttled": sameRequest({
    situation: "Ada has mistyped her password five times, and types it right at once.",
    given: ["five wrong passwords were typed"],
    refused: signIn("correct-horse-battery"),
    correctedBy: "waiting",
    afterwards: ["a minute has passed"],
    change: "Nothing but the time: Ada waits as long as the page says.",
  }),
  "user/queue-full": sameRequest({
    situation: "A thousand people open the application at nine o'clock, and Ada signs in while all places are taken.",
    given: ["all places for sign-ins are taken"],
    refused: signIn("correct-horse-battery"),
    correctedBy: "waiting",
    afterwards: ["the sign-ins that waited are done"],
    change: "Nothing but the time: a few seconds later there is a place.",
  }),
  "user/form-foreign": {
    situation: "A page of another site has the fields of the sign-in form, and sends them here when Ada opens it.",
    refused: post("/sign-in", "csrf=guessed&username=mallory&password=another-password", "Sec-Fetch-Site: cross-site"),
    correctedBy: "person",
    corrected: signIn("correct-horse-battery"),
    change: "Ada opens this server's own page and signs in there.",
  },
  "user/form-stale": {
    situation:
      "Ada opens the sign-in page, and her password manager sends the form that it has kept since last week, token and all.",
    refused: signIn("correct-horse-battery", "ada", undefined, "token-of-last-week"),
    correctedBy: "person",
    corrected: signIn("correct-horse-battery"),
    change: "The form is sent as the page has it.",
  },
  "user/form-cookie-absent": {
    situation: "Ada's browser blocks the cookies of this site, so that the sign-in form comes without its own.",
    refused: post("/sign-in", "csrf={csrf of the sign-in page}&username=ada&password=correct-horse-battery"),
    correctedBy: "person",
    corrected: signIn("correct-horse-battery"),
    change: "Ada allows cookies for this site, opens the page again and signs in.",
  },
  "user/invitation-invalid": sameRequest({
    situation: "The server printed its one-time link for the first operator yesterday, and it is opened today.",
    given: ["more than a day has passed since the link was made"],
    refused: get("/welcome/operator?token={token of the link}"),
    correctedBy: "operator",
    afterwards: ["there is a new link"],
    change: "The server is started again. As long as there is no operator it prints a new link, and that one opens.",
  }),
} satisfies Examples;
