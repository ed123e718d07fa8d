/** What is required of sign-out (OpenID Connect RP-Initiated Logout 1.0). */
import { openid } from "../specs.ts";
import type { Requirements } from "./define.ts";

export const logout = {
  "logout/state": {
    cites: [openid("logout", "3")],
    level: "MUST",
    says: "After a sign-out, state comes back as it was sent.",
    threat: "The application can't tell whether it asked for the sign-out.",
    by: "logout/state",
  },
  "logout/session-ended": {
    cites: [openid("logout", "2")],
    level: "SHOULD",
    says: "After a sign-out, nobody gets a code without signing in again.",
    threat: "Whoever uses the browser next is signed in as the user.",
    by: "logout/ended",
  },
  "logout/registered-uri": {
    cites: [openid("logout", "3")],
    level: "MUST",
    says: "After a sign-out, users are sent to a registered URI only.",
    threat: "A link to the server's own pages leads users to an attacker's.",
    by: "logout/unregistered",
  },
  "logout/exact-path": {
    cites: [openid("logout", "3")],
    level: "MUST",
    says: "A post_logout_redirect_uri with a longer path than the registered one isn't used.",
    threat: "A link to the server's own pages leads users to an attacker's.",
    by: "logout/longer",
  },
  "logout/exact-query": {
    cites: [openid("logout", "3")],
    level: "MUST",
    says: "A post_logout_redirect_uri with a query that isn't registered isn't used.",
    threat: "Parameters of the attacker's reach the application.",
    by: "logout/query",
  },
  "logout/client-matches-hint": {
    cites: [openid("logout", "2")],
    level: "MUST",
    says: "A client_id that isn't the hint's sends nobody back.",
    threat: "Users are sent to another application than the one they signed out of.",
    by: "logout/other-client",
  },
  "logout/hint-verified": {
    cites: [openid("logout", "2")],
    level: "MUST",
    says: "An id_token_hint with a wrong signature sends nobody back.",
    threat: "Anybody can sign users out by a link, in the name of any application.",
    by: "logout/forged",
  },
  "logout/post": {
    cites: [openid("logout", "2")],
    level: "MUST",
    says: "The endpoint supports POST.",
    threat: "ID tokens in URLs end up in logs.",
    by: "logout/post",
  },
} satisfies Requirements;
