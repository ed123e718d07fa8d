import { openid, rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** Scopes as other servers name and guard them. */
export const scope = {
  "scope/prefix-missing": {
    title: "The scope's short name was sent in place of the full one",
    cause:
      "The server's scopes are addresses, or begin with the name of their API: https://www.googleapis.com/auth/…, api://…/access. What was sent is the last part alone, as consoles and articles often print it.",
    developer:
      "Copy the scope whole from the reference of the API, with everything before its last slash. Only openid, profile, email and the like stand alone.",
    operator: "Show scopes in the console as they have to be sent.",
    errors: ["invalid_scope"],
    cites: [rfc(6749, "3.3"), rfc(6749, "5.2")],
    related: ["scope/unknown", "scope/misspelled"],
  },
  "scope/deprecated": {
    title: "The provider has withdrawn or renamed the scope",
    cause:
      "The scope was right once. The provider has since renamed it, merged it into another, or closed it to new applications; old tutorials and old versions of libraries still ask for it.",
    developer:
      "Look the scope up in the provider's list of changes, ask for its successor, or leave it out. See whether your library adds it by itself: a newer version may not.",
    errors: ["invalid_scope"],
    cites: [rfc(6749, "3.3"), rfc(6749, "5.2")],
    related: ["scope/removed", "scope/unknown", "scope/not-allowed-for-client"],
  },
  "scope/needs-admin-consent": {
    title: "Only an administrator may consent to this scope",
    cause:
      "The scope reaches further than one person's own data, or the tenant lets its people consent to nothing themselves. The person who signs in has no right to agree, so no page can settle it.",
    developer:
      "Send an administrator of the tenant through the provider's admin consent address, or ask for less. While you develop, use a tenant in which you are the administrator.",
    operator:
      "Look at what the application asks for, then grant it for the whole tenant, or let people consent to scopes of low risk themselves.",
    errors: ["access_denied", "consent_required", "invalid_grant"],
    cites: [rfc(6749, "3.3"), openid("core", "3.1.2.4")],
    related: ["user/consent-required", "scope/not-allowed-for-client", "user/denied"],
  },
} as const satisfies Causes;
