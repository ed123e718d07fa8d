import { openid, rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** The user at the screen, and the rules of the user's organization. */
export const user = {
  "user/interaction-required": {
    title: "The user must act, but no page can be shown",
    cause:
      "The request forbids all pages (prompt=none, a silent renewal), but the server needs one. The user must choose an account, accept new terms, or confirm something.",
    developer:
      "Treat it as normal. Send the same request again without prompt=none, in a window that the user sees. A login_hint can spare the user the choice of account.",
    errors: ["interaction_required", "account_selection_required"],
    cites: [openid("core", "3.1.2.6"), openid("core", "3.1.2.1")],
    related: ["user/login-required", "user/consent-required", "user/mfa-required"],
  },
  "user/mfa-required": {
    title: "A second factor is needed, but this flow can't ask for it",
    cause:
      "The account or a policy requires a second factor, but the request has no page on which to enter it. It sends the password itself, exchanges a token, or renews silently.",
    developer:
      "Use the code flow, or the device grant if there is no browser, so that the server can ask for the second factor. Don't treat it as a wrong password, and don't retry.",
    operator:
      "For unattended jobs, use a separate client with client credentials instead of an account without a second factor.",
    errors: ["invalid_grant", "interaction_required"],
    cites: [rfc(9700, "2.4"), rfc(6749, "4.3"), openid("core", "3.1.2.6")],
    related: ["user/credentials-wrong", "user/policy-blocked", "user/interaction-required"],
  },
  "user/policy-blocked": {
    title: "A policy of the organization blocks the sign-in",
    cause:
      "The username and password are right, but a rule of the tenant blocks the sign-in. The device isn't managed, the location or network isn't allowed, the risk is too high, or the app isn't approved.",
    developer:
      "Show the user the provider's message and its reference, and refer them to their administrator. No change of the request helps. Some providers return claims that you must include in the next request.",
    operator: "Find the attempt in the sign-in log, which names the policy. Change the policy, or exempt the app.",
    errors: ["access_denied", "interaction_required", "invalid_grant"],
    cites: [rfc(6749, "4.1.2.1"), openid("core", "3.1.2.6")],
    related: ["user/mfa-required", "user/not-assigned", "user/denied"],
  },
  "user/not-assigned": {
    title: "The user isn't assigned to the app",
    cause:
      "The app is limited to users or groups that an administrator has listed, and this account isn't one of them. Or the user belongs to a listed group only through another group, which some providers don't support.",
    developer: "Ask the user to contact their administrator. No change of the request helps.",
    operator: "Assign the user or a group that contains the user directly, or open the app to everyone.",
    errors: ["access_denied", "invalid_grant"],
    cites: [rfc(6749, "4.1.2.1")],
    related: ["grant/app-in-testing-mode", "user/not-in-tenant", "user/policy-blocked", "user/consent-required"],
  },
  "user/not-in-tenant": {
    title: "The account doesn't belong to the tenant",
    cause:
      "The request went to one organization's URL, but the user signed in with an account of another organization or a personal one. Often the browser was still signed in to that account and selected it automatically.",
    developer:
      "To support users of many organizations, use the provider's common URL and register the app for it. Otherwise, let the user choose an account with prompt=select_account.",
    operator: "Invite the account as a guest, or open the app to other organizations.",
    errors: ["access_denied", "invalid_grant", "invalid_request"],
    cites: [rfc(6749, "4.1.2.1"), openid("core", "3.1.2.1")],
    related: ["user/not-assigned", "request/wrong-environment", "client/type-mismatch"],
  },
  "user/account-not-ready": {
    title: "The account isn't ready to sign in",
    cause:
      "The account exists, but something is unfinished: a temporary password to change, an email address to verify, a name to enter, or terms to accept. Or it is locked or disabled. Flows without a page, such as the password grant, can't fix that.",
    developer:
      "Send the user through the provider's own sign-in page once, which asks for what is missing. In tests, create complete accounts.",
    operator: "Complete, unlock or enable the account, or remove the required action from it.",
    errors: ["invalid_grant", "access_denied", "interaction_required"],
    cites: [rfc(6749, "5.2"), rfc(9700, "2.4")],
    related: ["user/credentials-wrong", "grant/account-disabled", "user/interaction-required"],
  },
} as const satisfies Causes;
