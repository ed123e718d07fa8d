/** What is required of response modes (OAuth 2.0 Form Post Response Mode, Multiple Response Type Encoding Practices). */
import { openid, rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

const NEVER_SEEN = "The application waits where the response never comes.";

export const responseModes = {
  "response-mode/form-post": {
    cites: [openid("formPost", "2")],
    level: "MUST",
    says: "If form_post is listed, the response is a form that is posted to the redirect URI.",
    threat: NEVER_SEEN,
    by: "response-modes/posted",
  },
  "response-mode/form-post-url": {
    cites: [openid("formPost", "2"), openid("formPost", "4")],
    level: "MUST",
    says: "With form_post, the URL has no parameter of the response.",
    threat: "The code ends up in logs and histories, which posting should prevent.",
    by: "response-modes/url-clean",
  },
  "response-mode/form-post-escaped": {
    cites: [openid("formPost", "2"), rfc(6749, "10.14")],
    level: "MUST",
    says: "With form_post, markup in state is escaped.",
    threat: "A link runs an attacker's script on the page that has the code.",
    by: "response-modes/escaped",
  },
  "response-mode/form-post-not-cached": {
    cites: [openid("formPost", "2")],
    level: "SHOULD",
    says: "The page with the form isn't cached.",
    threat: "The next user of the browser finds the response.",
    by: "response-modes/posted-not-cached",
  },
  "response-mode/form-post-errors": {
    cites: [openid("formPost", "2")],
    level: "MUST",
    says: "With form_post, errors are posted too.",
    threat: NEVER_SEEN,
    by: "response-modes/posted-errors",
  },
  "response-mode/fragment": {
    cites: [openid("responseTypes", "2.1")],
    level: "MUST",
    says: "If fragment is listed, the response comes in the fragment.",
    threat: NEVER_SEEN,
    by: "response-modes/fragment",
  },
  "response-mode/fragment-errors": {
    cites: [openid("responseTypes", "2.1")],
    level: "MUST",
    says: "With fragment, errors come in the fragment too.",
    threat: NEVER_SEEN,
    by: "response-modes/fragment-errors",
  },
  "response-mode/query": {
    cites: [openid("responseTypes", "2.1")],
    level: "MUST",
    says: "If query is listed, the response comes in the query.",
    threat: NEVER_SEEN,
    by: "response-modes/query",
  },
  "response-mode/unknown": {
    cites: [openid("responseTypes", "2.1"), openid("core", "3.1.2.2")],
    level: "SHOULD",
    says: "A response mode that the server doesn't know is refused.",
    threat: NEVER_SEEN,
    by: "response-modes/unknown",
  },
} satisfies Requirements;
