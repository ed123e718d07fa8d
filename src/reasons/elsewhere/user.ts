import { openid, rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** The person at the screen, and what their organisation has to say. */
export const user = {
  "user/interaction-required": {
    title: "The person has something to do, and no page may be shown",
    cause:
      "The request forbade all pages (prompt=none, a silent renewal), and the server cannot answer without one: the person has to choose one of several accounts, accept new terms, or confirm something.",
    developer:
      "Take it as normal: send the same request once more without prompt=none, in a window that the person sees. A login_hint spares the choice of account.",
    errors: ["interaction_required", "account_selection_required"],
    cites: [openid("core", "3.1.2.6"), openid("core", "3.1.2.1")],
    related: ["user/login-required", "user/consent-required", "user/mfa-required"],
  },
  "user/mfa-required": {
    title: "A second factor is needed, and this way of asking cannot do it",
    cause:
      "The account or a policy demands a second factor. The request has no page on which to give it: it sends the password itself, exchanges a token, or renews silently.",
    developer:
      "Use the code flow, or the device grant where there is no browser, so that the server can ask for the factor. Do not take it for a wrong password and try again.",
    operator:
      "For an unattended job, give a client of its own with client credentials, not an account without the factor.",
    errors: ["invalid_grant", "interaction_required"],
    cites: [rfc(9700, "2.4"), rfc(6749, "4.3"), openid("core", "3.1.2.6")],
    related: ["user/credentials-wrong", "user/policy-blocked", "user/interaction-required"],
  },
  "user/policy-blocked": {
    title: "A policy of the organisation refuses the sign-in",
    cause:
      "Name and password were right, and a rule of the tenant stops the sign-in all the same: the device is not managed, the place or network is not allowed, the risk looks too high, the application is not approved.",
    developer:
      "Show the person what the provider said, with its reference, and send them to their administrator; nothing in the request helps. Some providers return claims that you must pass on in the next request.",
    operator: "Look the attempt up in the sign-in log; it names the policy. Change it, or exempt the application.",
    errors: ["access_denied", "interaction_required", "invalid_grant"],
    cites: [rfc(6749, "4.1.2.1"), openid("core", "3.1.2.6")],
    related: ["user/mfa-required", "user/not-assigned", "user/denied"],
  },
  "user/not-assigned": {
    title: "The person is not assigned to the application",
    cause:
      "The application is only for people or groups that an administrator has listed, and this account is not among them; or the listed group holds the person only through another group, which some providers do not follow.",
    developer: "Tell the person to ask their administrator; nothing in the request helps.",
    operator: "Assign the person, or a group that they are in directly, or open the application to all.",
    errors: ["access_denied", "invalid_grant"],
    cites: [rfc(6749, "4.1.2.1")],
    related: ["grant/app-in-testing-mode", "user/not-in-tenant", "user/policy-blocked", "user/consent-required"],
  },
  "user/not-in-tenant": {
    title: "The account does not belong to the tenant",
    cause:
      "The request went to one organisation's address, and the person signed in with an account of another, or with a private one. Often the browser was still signed in elsewhere and picked that account by itself.",
    developer:
      "If people of many organisations shall come, use the provider's common address and register the application for it. If not, offer the choice of account with prompt=select_account.",
    operator: "Invite the account as a guest, or open the application to other organisations.",
    errors: ["access_denied", "invalid_grant", "invalid_request"],
    cites: [rfc(6749, "4.1.2.1"), openid("core", "3.1.2.1")],
    related: ["user/not-assigned", "request/wrong-environment", "client/type-mismatch"],
  },
  "user/account-not-ready": {
    title: "The account is not ready to sign in",
    cause:
      "The account is there and something about it is open: a temporary password to change, an address to verify, a name to fill in, terms to accept. Or it is locked or disabled. Without a page, as in the password grant, it cannot be settled.",
    developer:
      "Send the person through the provider's own sign-in page once; it asks for what is missing. In tests, create accounts that are complete.",
    operator: "Complete, unlock or enable the account, or take the required action off it.",
    errors: ["invalid_grant", "access_denied", "interaction_required"],
    cites: [rfc(6749, "5.2"), rfc(9700, "2.4")],
    related: ["user/credentials-wrong", "grant/account-disabled", "user/interaction-required"],
  },
} as const satisfies Causes;
