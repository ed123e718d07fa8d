import { openid, rfc } from "../specs.ts";
import { field, optional, reason, retryAfter } from "./define.ts";
import { again, developer, full, leaveOut, names, operator, person, point, set, supply, whole } from "./fixes.ts";

/** A correct client receives these errors by redirect. One library misreads them. */
const ISS_ON_ERRORS =
  "If the app uses mod_auth_openidc and shows a different error, set issOnErrors: false for the client. That library treats every response with iss but no code as the start of a sign-in.";

/** A duration in words, for users. */
const seconds = (count: number): string => (count === 1 ? "1 second" : `${count} seconds`);

/** What the user hasn't agreed to. */
const unconsented = ({ details }: { readonly details?: boolean | undefined }, scopes: string): string =>
  [scopes, ...(details === true ? ["its authorization_details"] : [])].filter((part) => part !== "").join(" and ");

export const user = {
  denied: reason({
    title: "The user declined",
    error: "access_denied",
    cause:
      "The user was asked for consent and declined. This is a normal response, not a fault. Popular articles call it invalid_grant, but the standard error is access_denied.",
    evidence: { clientId: field("text", "client_id") },
    says: () => "The user declined the request. Offer to try again.",
    fixes: () => [again(person("Start again from the app, and select Allow.", supply("consent")))],
    remedies: {
      developer: "Explain what the app can't do without access, and offer to try again.",
      operator: ISS_ON_ERRORS,
    },
    cites: [rfc(6749, "4.1.2.1")],
  }),
  "login-required": reason({
    title: "The user must sign in, but prompt=none forbids it",
    error: "login_required",
    cause:
      "The request has prompt=none, but the user isn't signed in here, signed in longer ago than max_age allows, or isn't the user in id_token_hint.",
    evidence: { because: field("text", "what is missing: a session, or a recent sign-in") },
    says: (e) => `prompt=none was sent, but there is no ${e.because}. Send the user again without prompt=none.`,
    points: (e) => [point("prompt", `no ${e.because}`, "none")],
    fixes: () => [developer("Remove prompt=none, and let the user sign in.", leaveOut("prompt"), supply("session"))],
    remedies: {
      developer: "Treat the user as signed out, and start an authorization request without prompt=none.",
      operator: ISS_ON_ERRORS,
    },
    cites: [openid("core", "3.1.2.6")],
  }),
  "acr-unmet": reason({
    title: "The user can't sign in as the request requires",
    error: "unmet_authentication_requirements",
    cause:
      "The claims parameter makes acr essential, with values that no sign-in at this server meets. The server never says that something was met that wasn't.",
    evidence: {
      required: field("list", "values of acr, of which one is required"),
      offered: field("list", "values that this server can meet"),
    },
    says: (e) =>
      `No sign-in here meets acr ${e.required.join(" or ")}. Require one of acr_values_supported (${e.offered.join(", ")}), or don't make acr essential.`,
    points: (e) => [point("claims", `acr: ${names(e.offered)} can be met`)],
    fixes: () => [
      developer("Remove acr from the claims parameter, and decide by the acr in the ID token.", leaveOut("claims")),
    ],
    remedies: {
      developer:
        "Read acr_values_supported in the metadata. If a value is only preferred, send it in acr_values, and check acr in the ID token.",
      operator: ISS_ON_ERRORS,
    },
    cites: [openid("core", "5.5.1.1"), openid("unmetRequirements", "2")],
  }),
  "consent-required": reason({
    title: "The user must consent, but prompt=none forbids it",
    error: "consent_required",
    cause: "The request has prompt=none, but the user hasn't agreed to all of these scopes for this app.",
    evidence: {
      scopes: field("list", "scopes without consent"),
      details: optional("flag", "authorization details without consent"),
    },
    says: (e) =>
      `prompt=none was sent, but the user hasn't consented to ${unconsented(e, e.scopes.join(" "))}. Send the user again without prompt=none.`,
    points: (e) => [point("prompt", `the user hasn't agreed to ${unconsented(e, names(e.scopes))}`, "none")],
    fixes: () => [
      developer("Remove prompt=none, and let the server ask the user.", leaveOut("prompt"), supply("consent")),
    ],
    remedies: {
      developer: "Start an authorization request without prompt=none so that the server can ask the user.",
      operator: ISS_ON_ERRORS,
    },
    cites: [openid("core", "3.1.2.6")],
  }),
  "prompt-conflict": reason({
    title: "prompt=none can't be combined with another prompt",
    error: "invalid_request",
    cause: "The value none forbids every page, but login, consent and select_account require one.",
    evidence: { sent: field("text", "prompt received") },
    says: (e) => `prompt '${e.sent}' both requires and forbids a page. Send none alone, or remove it.`,
    points: () => [point("prompt", "forbids the page that the other values require", "none")],
    fixes: (e) => {
      const rest = e.sent.split(" ").filter((word) => word !== "none" && whole(word));
      return [
        ...(rest.length === 0
          ? []
          : [developer(`Send prompt=${full(rest.join(" "))}.`, set("prompt", rest.join(" ")))]),
        developer("Send prompt=none if no page may be shown.", set("prompt", "none")),
      ];
    },
    remedies: { developer: "Send prompt=none alone, or remove none." },
    cites: [openid("core", "3.1.2.1")],
  }),
  "hint-invalid": reason({
    title: "The id_token_hint is invalid",
    error: "invalid_request",
    cause: "The hint isn't an ID token that this server signed for this client.",
    evidence: { because: field("text", "what is wrong with it") },
    says: (e) =>
      `id_token_hint is invalid: ${e.because}. Send an ID token that this issuer gave to this client, or remove id_token_hint.`,
    points: (e) => [point("id_token_hint", e.because)],
    fixes: () => [
      developer(
        "Remove id_token_hint, or send an ID token that this issuer gave to this client.",
        leaveOut("id_token_hint"),
      ),
    ],
    remedies: {
      developer: "Send the ID token unchanged. An expired one is accepted.",
      person: "You can close this page.",
    },
    cites: [openid("core", "3.1.2.1"), openid("logout", "2")],
  }),
  "hint-mismatch": reason({
    title: "A different user signed in than the app expected",
    error: "login_required",
    cause:
      "The id_token_hint names a user. The server asked that user to sign in, but a different user did. The app gets no code for a user that it didn't ask for.",
    evidence: {},
    says: () => "The user who signed in isn't the one in id_token_hint. Remove id_token_hint to accept any user.",
    points: () => [point("id_token_hint", "names another user")],
    fixes: () => [
      developer("Remove id_token_hint, and accept any user who signs in.", leaveOut("id_token_hint")),
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
    title: "The username or password is wrong",
    error: "access_denied",
    status: 401,
    cause:
      "No account has this username with this password. The server doesn't say which of the two is wrong so that nobody can find out who has an account.",
    evidence: {},
    says: () => "The username or password is wrong. Try again.",
    points: () => [point("username"), point("password", "not a matching username and password")],
    fixes: () => [person("Check the username and Caps Lock, then enter the password again.", supply("password"))],
    remedies: {
      developer: "Nothing to do. The user can try again.",
      person: "Check the username, and make sure that Caps Lock is off.",
    },
    cites: [openid("core", "3.1.2.3")],
  }),
  throttled: reason({
    title: "Too many attempts to sign in",
    error: "temporarily_unavailable",
    status: 429,
    cause:
      "Too many attempts with this username or from this network have failed. To stop password guessing, the server refuses further attempts for a while. A browser in which the user has signed in before is slowed down only by its own failures.",
    headers: retryAfter,
    evidence: { retryAfter: field("seconds", "seconds to wait") },
    says: (e) => `Too many failed attempts. Try again in ${seconds(e.retryAfter)}.`,
    points: () => [point("password", "wrong too many times")],
    fixes: (e) => [person(`Wait ${seconds(e.retryAfter)}, then sign in.`, supply("time"), supply("password"))],
    remedies: {
      developer: "Nothing to do. The user can try again after the wait.",
      person: "You may not have to wait in a browser in which you signed in before.",
    },
    cites: [rfc(6749, "10.10")],
  }),
  "queue-full": reason({
    title: "Too many users are signing in",
    error: "temporarily_unavailable",
    status: 503,
    cause:
      "Checking a password deliberately takes time and memory, so the server checks only a few at once and lets a limited number wait. All places were in use. Browsers in which the user has signed in before have separate places.",
    headers: retryAfter,
    evidence: { retryAfter: field("seconds", "seconds to wait") },
    says: (e) => `Too many users are signing in right now. Try again in ${seconds(e.retryAfter)}.`,
    points: () => [point("password", "not checked yet")],
    fixes: (e) => [person(`Wait ${seconds(e.retryAfter)}, then sign in.`, supply("time"), supply("password"))],
    remedies: {
      developer: "Nothing to do. The user can try again in a moment.",
      operator: "If this isn't an attack, give the server more CPU cores. If it is, block the networks in the journal.",
      person: "Please try again in a moment.",
    },
    cites: [rfc(6749, "4.1.2.1")],
  }),
  "form-foreign": reason({
    title: "The form didn't come from a page of this server",
    error: "access_denied",
    status: 403,
    cause:
      "Browsers report which site sent a form (Sec-Fetch-Site, Origin), and this form wasn't sent from a page of this server. Another site may have sent it to trick the user, so the server did nothing. A proxy that changes these headers has the same effect, and so does an issuer that differs from the URL that users open.",
    evidence: { header: field("text", "header that shows it"), expected: field("text", "origin of this server") },
    says: (e) =>
      `The ${e.header} header shows that this form wasn't sent from a page at ${e.expected}. Nothing was done. Open the page there, and send the form from it.`,
    points: (e) => [point(e.header.toLowerCase(), `not from a page at ${e.expected}`)],
    fixes: () => [
      again(person("Go back to the app, start again, and send the form from the page itself.", supply("form"))),
    ],
    remedies: {
      developer: "Don't submit this server's forms from another site, and don't embed its pages in yours.",
      operator:
        "If forms from this server's own pages are refused, set the issuer to the URL that users open. Make sure that proxies don't change Origin and Sec-Fetch-Site.",
      person: "Go back to the app and start again.",
    },
    cites: [rfc(6749, "10.12"), rfc(6454, "7")],
    related: ["user/form-stale", "user/form-cookie-absent"],
  }),
  "form-cookie-absent": reason({
    title: "The form's cookie is missing",
    error: "access_denied",
    status: 403,
    cause:
      "A page with a form sets a cookie, and the form is accepted only with that cookie. It came without one. The browser blocks cookies for this site, they were deleted while the page was open, or a program without a cookie store sent the form.",
    evidence: {},
    says: () => "This form came without the cookie of its page. Allow cookies for this site, and open the page again.",
    points: () => [point("cookie", "not sent")],
    fixes: () => [
      again(person("Allow cookies for this site, then go back to the app and start again.", supply("form"))),
    ],
    remedies: {
      developer: "Programs that submit this server's forms must keep the cookies of the page that they loaded.",
      person: "Allow cookies for this site, then go back to the app and start again.",
    },
    cites: [rfc(6265, "8.2"), rfc(6749, "10.12")],
    related: ["user/form-stale", "user/form-foreign"],
  }),
  "form-stale": reason({
    title: "The form belongs to another browser or session",
    error: "access_denied",
    status: 403,
    cause:
      "A form carries a token for the browser and session in which its page was opened, and this token doesn't match. Somebody signed in or out in this browser in the meantime, the page was opened in another browser, or a program omitted the token.",
    evidence: {},
    says: () => "The token of this form doesn't match this browser and session. Open the page again.",
    points: () => [point("csrf", "for another browser or session")],
    fixes: () => [again(person("Go back to the app and start again.", supply("form")))],
    remedies: {
      developer: "Programs that submit this server's forms must send csrf as it is in the page.",
      person: "Go back to the app and start again.",
    },
    cites: [rfc(6749, "10.12"), rfc(6265, "8.2")],
    related: ["user/form-cookie-absent", "user/form-foreign"],
  }),
  "invitation-invalid": reason({
    title: "The link is no longer valid",
    error: "access_denied",
    status: 403,
    cause: "A one-time link can be used once, for a limited time, and only if it is complete.",
    evidence: {},
    says: () => "This link was used, has expired, or is incomplete. Ask for a new one.",
    points: () => [point("token", "used, expired or incomplete")],
    fixes: () => [
      again(person("Ask the sender for a new link.", supply("form"))),
      again(operator("Restart the server. It prints a new link while there is no operator.", supply("form"))),
    ],
    remedies: {
      developer: "Nothing to do.",
      operator: "Start the server on an empty data directory to get a new link for the first operator.",
      person: "Ask the sender for a new link.",
    },
    cites: [rfc(9110, "15.5.4")],
  }),
} as const;
