/** What is wrong with a request as an HTTP message, or with how it came to be sent. */
import { rfc } from "../specs.ts";
import { field, reason } from "./define.ts";
import { developer, person, point, shown, supply } from "./fixes.ts";

export const ofMessage = {
  "http-malformed": reason({
    title: "The request is not valid HTTP",
    error: "invalid_request",
    cause:
      "The message breaks a rule of HTTP that two programs could read in two ways: a header that must be sent once is repeated, Host is missing, there is no HTTP version, or a length or a path cannot be read.",
    evidence: { fault: field("text", "what is wrong with the message") },
    says: (e) => `The request is not valid HTTP: ${e.fault}. Send it with an HTTP library.`,
    points: ({ fault }) => [point(fault.includes("Authorization") ? "authorization" : "path", fault)],
    // What could not be read was not kept.
    fixes: () => [developer("Send the request with an HTTP library, and each header once.")],
    remedies: {
      developer:
        "Send the request with an HTTP library. If you already do, look for a proxy or a middleware that adds a header a second time.",
      operator: "If every application sees this, check which headers the proxy in front of the server adds.",
    },
    cites: [rfc(9110, "5.3"), rfc(9112, "3.2")],
  }),
  "not-opened": reason({
    title: "The page was requested before anyone opened it",
    error: "invalid_request",
    cause:
      "A browser fetched this URL ahead of time, or a link checker asked about it with HEAD. Opening the URL has an effect (it issues a code or signs the user out), so it must wait until the user selects the link.",
    evidence: { sign: field("text", "what shows it") },
    says: (e) =>
      `Opening this URL has an effect, and nobody has opened it yet (${e.sign}). Request it with GET when the user selects the link.`,
    points: ({ sign }) => [point(sign === "HEAD" ? "method" : "path", `nobody has opened it: ${shown(sign)}`)],
    fixes: () => [person("Select the link: the browser then requests the page again.", supply("time"))],
    remedies: {
      developer:
        "Usually nothing: the browser requests the page again when the user opens it. To avoid the extra request, exclude links to this server from prefetch and speculation rules.",
      person: "Select the link again to open this page.",
    },
    cites: [rfc(9110, "9.2.1")],
  }),
} as const;
