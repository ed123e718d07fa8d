import { openid, rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** How other servers name and protect scopes. */
export const scope = {
  "scope/prefix-missing": {
    title: "The scope's prefix is missing",
    cause:
      "The server's scopes are URLs or begin with the name of their API: https://www.googleapis.com/auth/…, api://…/access. The request has only the last part, as it often appears in consoles and articles.",
    developer:
      "Copy the complete scope from the API's reference, including everything before its last slash. Only openid, profile, email and similar scopes have no prefix.",
    operator: "Show scopes in the console exactly as they must be sent.",
    errors: ["invalid_scope"],
    cites: [rfc(6749, "3.3"), rfc(6749, "5.2")],
    related: ["scope/unknown", "scope/misspelled"],
  },
  "scope/deprecated": {
    title: "The provider has removed or renamed the scope",
    cause:
      "The scope used to be right. The provider has since renamed it, merged it into another, or closed it to new apps. Old tutorials and library versions still request it.",
    developer:
      "Look up the scope in the provider's changelog. Request its successor, or remove it. Check whether your library adds it. A newer version may not.",
    errors: ["invalid_scope"],
    cites: [rfc(6749, "3.3"), rfc(6749, "5.2")],
    related: ["scope/removed", "scope/unknown", "scope/not-allowed-for-client"],
  },
  "scope/needs-admin-consent": {
    title: "Only an administrator can consent to this scope",
    cause:
      "The scope covers more than the user's own data, or the tenant doesn't let its users consent at all. The user who signs in isn't allowed to consent, so no consent page can help.",
    developer:
      "Send an administrator of the tenant to the provider's admin consent URL, or request fewer scopes. During development, use a tenant in which you are the administrator.",
    operator:
      "Review what the app requests. Then grant it for the whole tenant, or let users consent to low-risk scopes themselves.",
    errors: ["access_denied", "consent_required", "invalid_grant"],
    cites: [rfc(6749, "3.3"), openid("core", "3.1.2.4")],
    related: ["user/consent-required", "scope/not-allowed-for-client", "user/denied"],
  },
} as const satisfies Causes;
