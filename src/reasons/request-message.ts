/** Faults of a request as an HTTP message, or of the way in which it was sent. */
import { rfc } from "../specs.ts";
import { field, reason } from "./define.ts";
import { developer, person, point, shown, supply } from "./fixes.ts";

export const ofMessage = {
  "http-malformed": reason({
    title: "The request isn't valid HTTP",
    error: "invalid_request",
    cause:
      "The message breaks a rule of HTTP, so two programs could read it in two ways. A header that must be sent once is repeated, Authorization has two credentials, Host or the HTTP version is missing, or a length or a path can't be read.",
    evidence: { fault: field("text", "what is wrong with the message") },
    says: (e) => `The request isn't valid HTTP: ${e.fault}. Send it with an HTTP library.`,
    points: ({ fault }) => [point("path", fault)],
    // Unreadable parts weren't stored.
    fixes: () => [
      developer("Send the request with an HTTP library. Send each header once, with one credential in Authorization."),
    ],
    remedies: {
      developer:
        "Send the request with an HTTP library. If you already do, look for a proxy or middleware that adds a header again.",
      operator: "If this happens in every app, check which headers the proxy in front of the server adds.",
    },
    cites: [rfc(9110, "5.3"), rfc(9112, "3.2")],
  }),
  "not-opened": reason({
    title: "The page was requested before anyone opened it",
    error: "invalid_request",
    cause:
      "A browser fetched this URL ahead of time, or a link checker requested it with HEAD. Opening the URL has an effect (it issues a code or signs the user out), so it must wait until the user selects the link.",
    evidence: { sign: field("text", "what shows it") },
    says: (e) =>
      `Opening this URL has an effect, and nobody has opened it yet (${e.sign}). Request it with GET when the user selects the link.`,
    points: ({ sign }) => [point(sign === "HEAD" ? "method" : "path", `nobody has opened it: ${shown(sign)}`)],
    fixes: () => [person("Select the link: the browser then requests the page again.", supply("time"))],
    remedies: {
      developer:
        "Usually nothing. The browser requests the page again when the user opens it. To avoid the extra request, exclude links to this server from prefetch and speculation rules.",
      person: "Select the link again to open this page.",
    },
    cites: [rfc(9110, "9.2.1")],
  }),
} as const;
