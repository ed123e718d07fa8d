/** What is required of request objects by reference (RFC 9101 5.2, OpenID Connect Core 6.2). */
import { openid, rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

const FORGED = "Whoever changes the link in the browser changes the request, although it is signed.";

export const requestReferences = {
  "request-reference/works": {
    cites: [openid("core", "6.2"), rfc(9101, "5.2")],
    level: "MUST",
    says: "If request_uri_parameter_supported is true, a request_uri that leads to a right object gives a code.",
    threat: "Clients fail, although they do what the metadata says.",
    by: "request-references/works",
  },
  "request-reference/signature": {
    cites: [rfc(9101, "6.2"), openid("core", "6.3.2")],
    level: "MUST",
    says: "A referenced object whose claims were changed after it was signed is refused.",
    threat: FORGED,
    by: "request-references/tampered",
  },
  "request-reference/client-id": {
    cites: [rfc(9101, "5"), openid("core", "6.3.3")],
    level: "MUST",
    says: "A referenced object whose client_id isn't that of the request is refused.",
    threat: "A client sends requests in the name of another one.",
    by: "request-references/client-id",
  },
  "request-reference/not-nested": {
    cites: [rfc(9101, "4"), openid("core", "6.1")],
    level: "MUST",
    says: "A referenced object with a request_uri of its own is refused.",
    threat: "The server goes from one URL to the next for an attacker.",
    by: "request-references/nested",
  },
  "request-reference/status": {
    cites: [openid("core", "6.3"), rfc(9101, "7")],
    level: "MUST",
    says: "A request_uri whose response isn't 200 is refused.",
    threat: "A page about an error counts as the request.",
    by: "request-references/status",
  },
  "request-reference/malformed": {
    cites: [rfc(9101, "6.2"), openid("core", "3.1.2.6")],
    level: "MUST",
    says: "A request_uri that leads to something else than an object is refused.",
    threat: FORGED,
    by: "request-references/malformed",
  },
  "request-reference/error-code": {
    cites: [openid("core", "3.1.2.6"), rfc(9101, "7")],
    level: "MUST",
    says: "If a request_uri that leads nowhere is refused by redirect, the error is invalid_request_uri.",
    threat: "A wrong error code sends developers the wrong way.",
    by: "request-references/error-code",
  },
  "request-reference/special-use-addresses": {
    cites: [rfc(9101, "10.4"), rfc(9700, "4")],
    level: "SHOULD",
    says: "The server doesn't connect to special-use IP addresses for a request_uri.",
    threat: "An attacker reaches services inside the server's network.",
    by: "request-references/special-use",
  },
} satisfies Requirements;
