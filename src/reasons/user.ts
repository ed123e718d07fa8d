import { openid, rfc } from "../specs.ts";
import { field, reason } from "./define.ts";
import { again, developer, full, leaveOut, names, operator, person, point, set, supply, whole } from "./fixes.ts";

/** What a client in good order is answered by redirect, and what one library makes of it. */
const ISS_ON_ERRORS =
  "If the application uses mod_auth_openidc and shows an error of its own instead: it takes every response with iss and without a code for the start of a sign-in. Set issOnErrors: false for the client.";

export const user = {
  denied: reason({
    title: "The person said no",
    error: "access_denied",
    cause:
      "The person was asked for consent and refused. This is an answer, not a fault. Popular articles call it invalid_grant; it is access_denied.",
    evidence: { clientId: field("text", "client_id") },
    says: () => "The person declined the request; offer to try again.",
    fixes: () => [again(person("Start again from the application, and press Allow.", supply("consent")))],
    remedies: {
      developer: "Say what the application cannot do without it, and offer to try again.",
      operator: ISS_ON_ERRORS,
    },
    cites: [rfc(6749, "4.1.2.1")],
  }),
  "login-required": reason({
    title: "A sign-in is needed, and no page may be shown",
    error: "login_required",
    cause:
      "The request has prompt=none, and the user has no session here, or one that is older than max_age allows, or one of another user than id_token_hint names.",
    evidence: { because: field("text", "what is missing: a session, or a recent sign-in") },
    says: (e) => `prompt=none was sent and there is no ${e.because}; send the person without prompt=none.`,
    points: (e) => [point("prompt", `no ${e.because}`, "none")],
    fixes: () => [
      developer("Leave prompt=none out, and let the person sign in.", leaveOut("prompt"), supply("session")),
    ],
    remedies: {
      developer: "Treat it as signed out: start an authorization request without prompt=none.",
      operator: ISS_ON_ERRORS,
    },
    cites: [openid("core", "3.1.2.6")],
  }),
  "consent-required": reason({
    title: "The person has not consented yet, and no page may be shown",
    error: "consent_required",
    cause: "The request has prompt=none, and the person has not agreed to all of these scopes for this application.",
    evidence: { scopes: field("list", "scopes without consent") },
    says: (e) =>
      `prompt=none was sent and consent is missing for ${e.scopes.join(" ")}; send the person without prompt=none.`,
    points: (e) => [point("prompt", `the person has yet to agree to ${names(e.scopes)}`, "none")],
    fixes: () => [
      developer("Leave prompt=none out, and let the person be asked.", leaveOut("prompt"), supply("consent")),
    ],
    remedies: {
      developer: "Start an authorization request without prompt=none so that the person can be asked.",
      operator: ISS_ON_ERRORS,
    },
    cites: [openid("core", "3.1.2.6")],
  }),
  "prompt-conflict": reason({
    title: "prompt=none cannot be joined with another prompt",
    error: "invalid_request",
    cause: "none forbids every page; login, consent and select_account demand one.",
    evidence: { sent: field("text", "prompt sent") },
    says: (e) => `prompt '${e.sent}' asks for a page and forbids it; send none alone.`,
    points: () => [point("prompt", "forbids the page that the rest demands", "none")],
    fixes: (e) => {
      const rest = e.sent.split(" ").filter((word) => word !== "none" && whole(word));
      return [
        ...(rest.length === 0
          ? []
          : [developer(`Send prompt=${full(rest.join(" "))}.`, set("prompt", rest.join(" ")))]),
        developer("Send prompt=none, where no page may be shown.", set("prompt", "none")),
      ];
    },
    remedies: { developer: "Send prompt=none alone, or leave none out." },
    cites: [openid("core", "3.1.2.1")],
  }),
  "hint-invalid": reason({
    title: "The id_token_hint cannot be trusted",
    error: "invalid_request",
    cause: "The hint is not an ID token which this server signed for this client.",
    evidence: { because: field("text", "what is wrong with it") },
    says: (e) =>
      `id_token_hint is not usable: ${e.because}. Send an ID token which this issuer gave to this client, or leave it out.`,
    points: (e) => [point("id_token_hint", e.because)],
    fixes: () => [
      developer(
        "Leave id_token_hint out, or send an ID token that this issuer gave to this client.",
        leaveOut("id_token_hint"),
      ),
    ],
    remedies: {
      developer: "Send the ID token as it came; an expired one is fine.",
      person: "You can close this page.",
    },
    cites: [openid("core", "3.1.2.1"), openid("logout", "2")],
  }),
  "hint-mismatch": reason({
    title: "Another user signed in than the app expects",
    error: "login_required",
    cause:
      "The id_token_hint names a user. That user was asked to sign in, and another one did. The app gets no code for somebody whom it did not ask for.",
    evidence: {},
    says: () =>
      "Another user signed in than the one that id_token_hint names. Leave id_token_hint out to accept any user.",
    points: () => [point("id_token_hint", "names another user")],
    fixes: () => [
      developer("Leave id_token_hint out, and accept whoever signs in.", leaveOut("id_token_hint")),
      person("Start again from the app, and sign in with the account that you used there before.", supply("session")),
    ],
    remedies: {
      developer: "Offer to sign out of the app and to start again without id_token_hint.",
      person: "Start again from the app, and sign in with the account that you used there before.",
    },
    cites: [openid("core", "3.1.2.1")],
    related: ["user/login-required"],
  }),
  "credentials-wrong": reason({
    title: "User name or password is wrong",
    error: "access_denied",
    status: 401,
    cause:
      "No account has this name with this password. Which of the two is wrong is not said, so that nobody can find out who has an account.",
    evidence: {},
    says: () => "User name or password is wrong; try again.",
    points: () => [point("username"), point("password", "do not belong together")],
    fixes: () => [person("Check the user name and Caps Lock, then type the password again.", supply("password"))],
    remedies: {
      developer: "Nothing to do: the person may try again.",
      person: "Check the user name, and whether Caps Lock is on.",
    },
    cites: [openid("core", "3.1.2.3")],
  }),
  throttled: reason({
    title: "Too many attempts to sign in",
    error: "temporarily_unavailable",
    status: 429,
    cause:
      "Too many attempts with this user name, or from this network, have failed. Further ones are not tried until a pause is over, so that passwords cannot be guessed. A browser in which the user has signed in before is slowed down by its own failures only.",
    evidence: { retryAfter: field("seconds", "seconds to wait") },
    says: (e) => `Too many failed attempts; try again in ${e.retryAfter} s.`,
    points: () => [point("password", "too many were wrong")],
    fixes: (e) => [person(`Wait ${e.retryAfter} s, then sign in.`, supply("time"), supply("password"))],
    remedies: {
      developer: "Nothing to do: the person may try again after the pause.",
      person: "Wait, then try again. A browser in which you signed in before may not have to wait.",
    },
    cites: [rfc(6749, "10.10")],
  }),
  "queue-full": reason({
    title: "Too many sign-ins are waiting",
    error: "temporarily_unavailable",
    status: 503,
    cause:
      "Comparing a password takes time and memory on purpose, so only a few are compared at once and a limited number wait. All places were taken. Browsers in which the user has signed in before have places of their own.",
    evidence: { retryAfter: field("seconds", "seconds to wait") },
    says: (e) => `Too many people are signing in right now; try again in ${e.retryAfter} s.`,
    points: () => [point("password", "not compared yet")],
    fixes: (e) => [person(`Wait ${e.retryAfter} s, then sign in.`, supply("time"), supply("password"))],
    remedies: {
      developer: "Nothing to do: the user may try again in a moment.",
      operator:
        "If this is not an attack, give the server more cores. If it is, block the networks that the journal names.",
      person: "Please try again in a moment.",
    },
    cites: [rfc(6749, "4.1.2.1")],
  }),
  "form-foreign": reason({
    title: "The form was not sent from a page of this server",
    error: "access_denied",
    status: 403,
    cause:
      "The browser names the place that a form is sent from (Sec-Fetch-Site, Origin), and it is not this server's own page. Another site may have sent it, so that users do what they did not mean to do: nothing was done. A proxy that changes these headers, or an issuer that is not the URL which users open, looks the same.",
    evidence: { header: field("text", "header that says so"), expected: field("text", "origin of this server") },
    says: (e) =>
      `By the ${e.header} header this form was not sent from a page at ${e.expected}, and nothing was done; open the page there.`,
    points: (e) => [point(e.header.toLowerCase(), `not from a page at ${e.expected}`)],
    fixes: () => [
      again(person("Go back to the application, start again, and send the form from the page itself.", supply("form"))),
    ],
    remedies: {
      developer: "Do not post to this server's forms from another site, and do not put its pages into yours.",
      operator:
        "Where this server's own pages are refused so: the issuer must be the URL that users open, and a proxy must leave Origin and Sec-Fetch-Site as they are.",
      person: "Go back to the application and start again.",
    },
    cites: [rfc(6749, "10.12"), rfc(6454, "7")],
    related: ["user/form-stale", "user/form-cookie-absent"],
  }),
  "form-cookie-absent": reason({
    title: "The form came without its cookie",
    error: "access_denied",
    status: 403,
    cause:
      "A page with a form sets a cookie, and the form is good in the browser that has the cookie. It came without one: the browser blocks cookies for this site, they were deleted while the page was open, or a program sent the form and keeps no cookies.",
    evidence: {},
    says: () => "This form came without the cookie of its page; allow cookies for this site and open the page again.",
    points: () => [point("cookie", "not sent")],
    fixes: () => [
      again(person("Go back to the application and start again, with cookies allowed for this site.", supply("form"))),
    ],
    remedies: {
      developer: "A program that fills in this server's forms must keep the cookies of the page that it read.",
      person: "Allow cookies for this site, go back to the application and start again.",
    },
    cites: [rfc(6265, "8.2"), rfc(6749, "10.12")],
    related: ["user/form-stale", "user/form-foreign"],
  }),
  "form-stale": reason({
    title: "The form is not of this browser and session",
    error: "access_denied",
    status: 403,
    cause:
      "A form has a token of the browser and the session that its page was opened in, and this one's does not fit: somebody has signed in or out in this browser since, the page was opened in another browser, or a program left the token out.",
    evidence: {},
    says: () => "The token of this form is not one of this browser and session; open the page again.",
    points: () => [point("csrf", "not of this browser and session")],
    fixes: () => [again(person("Go back to the application and start again.", supply("form")))],
    remedies: {
      developer: "A program that fills in this server's forms must send csrf as the page has it.",
      person: "Go back to the application and start again.",
    },
    cites: [rfc(6749, "10.12"), rfc(6265, "8.2")],
    related: ["user/form-cookie-absent", "user/form-foreign"],
  }),
  "invitation-invalid": reason({
    title: "The link is no longer valid",
    error: "access_denied",
    status: 403,
    cause: "A one-time link can be used once and for a limited time, and only whole.",
    evidence: {},
    says: () => "This link has been used, has expired, or was not copied whole; ask for a new one.",
    points: () => [point("token", "used, expired or incomplete")],
    fixes: () => [
      again(person("Ask whoever sent you the link for a new one.", supply("form"))),
      again(operator("Start the server again: it prints a new link while there is no operator.", supply("form"))),
    ],
    remedies: {
      developer: "Nothing to do.",
      operator: "Start the server on an empty data directory to get a new link for the first operator.",
      person: "Ask whoever sent you the link for a new one.",
    },
    cites: [rfc(9110, "15.5.4")],
  }),
} as const;
