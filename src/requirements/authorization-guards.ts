/** What the authorization endpoint keeps from attackers (RFC 6749 4.1.2 and 10.14, RFC 9700 2.1.2 and 4.12). */
import { openid, rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

export const authorizationGuards = {
  "authorization/no-implicit": {
    cites: [rfc(9700, "2.1.2")],
    level: "SHOULD",
    says: "response_type token gets no access token.",
    threat: "Tokens leak through histories, referrers and scripts, and can be injected.",
    by: "authorization-guards/no-token",
  },
  "authorization/no-hybrid-token": {
    cites: [rfc(9700, "2.1.2")],
    level: "SHOULD",
    says: "response_type code token gets no access token.",
    threat: "Tokens leak through histories, referrers and scripts, although there is a code too.",
    by: "authorization-guards/no-hybrid",
  },
  "authorization/no-credentials-resent": {
    cites: [rfc(9700, "4.12")],
    level: "MUST",
    says: "After a form with the user's credentials, the redirect isn't 307 or 308.",
    threat: "The browser posts the password to the application.",
    by: "authorization-guards/no-credentials-resent",
  },
  "authorization/see-other": {
    cites: [rfc(9700, "4.12")],
    level: "SHOULD",
    says: "The redirect after a form with the user's credentials is 303.",
    threat: "With another status, some browsers post the form again.",
    by: "authorization-guards/see-other",
  },
  "authorization/escapes-markup": {
    cites: [rfc(6749, "10.14")],
    level: "MUST",
    says: "Parameters of the request are escaped in pages.",
    threat: "A link runs an attacker's script where users type their passwords.",
    by: "authorization-guards/escapes",
  },
  "authorization/no-header-injection": {
    cites: [rfc(6749, "10.14"), rfc(9112, "11.1")],
    level: "MUST",
    says: "A line break in state begins no header of the response.",
    threat: "An attacker sets cookies, or writes the page.",
    by: "authorization-guards/no-header",
  },
  "authorization/error-code-characters": {
    cites: [rfc(6749, "4.1.2.1"), rfc(6749, "A.7")],
    level: "MUST",
    says: "error is one word of the allowed characters.",
    threat: "Applications that look for a code don't recognize the error.",
    by: "authorization-guards/error-code",
  },
  "authorization/error-uri": {
    cites: [rfc(6749, "4.1.2.1"), rfc(6749, "A.9")],
    level: "MUST",
    says: "error_uri, if there is one, is a URI.",
    threat: "Strict libraries fail on the error itself, and its cause is lost.",
    by: "authorization-guards/error-uri",
  },
  "authorization/redirect-uri-required": {
    cites: [openid("core", "3.1.2.1"), openid("core", "3.1.2.2")],
    level: "MUST",
    says: "An OpenID Connect request without redirect_uri is refused.",
    threat: "The code has no redirect URI that it is bound to.",
    by: "authorization-guards/redirect-uri-absent",
  },
  "authorization/long-state": {
    cites: [rfc(6749, "4.1.2"), rfc(6749, "A.5")],
    level: "MUST",
    says: "A state of 512 characters comes back unchanged.",
    threat: "Clients that keep more than a number in state fail, or drop the protection.",
    by: "authorization-guards/state-long",
  },
  "authorization/state-characters": {
    cites: [rfc(6749, "4.1.2"), rfc(6749, "A.5")],
    level: "MUST",
    says: "Every printable character of state comes back unchanged.",
    threat: "Clients whose state is encoded take the response for a forged one.",
    by: "authorization-guards/state-characters",
  },
  "authorization/no-code-for-services": {
    cites: [rfc(6749, "3.1.2.2"), rfc(6749, "4.1.2.1")],
    level: "MUST",
    says: "A client without a registered redirect URI gets no code at another one's.",
    threat: "Any client can collect codes at any registered URL.",
    by: "authorization-guards/no-service",
  },
} satisfies Requirements;
