import { openid, rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** What becomes of a grant, and of the tokens that rest on it. */
export const grant = {
  "refresh-token/not-issued": {
    title: "The server gave no refresh token",
    cause:
      "The answer has an access token and no refresh token. Either long-lived access was not asked for (offline_access, access_type=offline), or the client is not registered for refresh tokens, or the person had agreed before and the provider hands one out only at the first consent.",
    developer:
      "Ask for it in the provider's way (scope offline_access; at Google access_type=offline with prompt=consent), and keep the token that you were given first. Never store an empty value over it.",
    operator: "Allow the refresh token grant to the client.",
    errors: [],
    cites: [rfc(6749, "1.5"), rfc(6749, "5.1"), openid("core", "11")],
    related: ["refresh-token/unknown", "scope/missing", "client/grant-type-not-allowed"],
  },
  "grant/revoked-by-user": {
    title: "The person withdrew the application's permission",
    cause:
      "Somebody removed the application in the settings of their account, or uninstalled it from a workspace or shop. All its tokens there ended at once, and nothing sent with them will work again.",
    developer:
      "Forget the tokens and offer to connect again; no retry helps. Listen to the provider's notice of revocation or uninstallation where it sends one.",
    errors: ["invalid_grant", "invalid_token"],
    cites: [rfc(6749, "5.2"), rfc(6750, "3.1")],
    related: ["refresh-token/revoked", "refresh-token/expired", "grant/password-changed", "user/denied"],
  },
  "grant/password-changed": {
    title: "A change of password ended the older tokens",
    cause:
      "The person's password was changed or reset, by themselves or by an administrator, and the provider withdrew what had been granted before. Some providers do it only for certain scopes, such as mail.",
    developer:
      "Send the person through a new sign-in and store the new tokens. Take it for a normal end of a session, not for a fault to retry.",
    operator: "For work that must outlive a password, use a service account or an application permission.",
    errors: ["invalid_grant", "invalid_token"],
    cites: [rfc(6749, "5.2"), rfc(9700, "4.14.2")],
    related: ["refresh-token/revoked", "grant/revoked-by-user", "grant/session-ended"],
  },
  "grant/token-limit-exceeded": {
    title: "Too many live tokens, and the oldest were dropped",
    cause:
      "The provider keeps a limited number of refresh tokens for one person and one client, and forgets the oldest without a word when another is issued. It hits tests and jobs that sign in anew each time in place of refreshing, and one account that many machines share.",
    developer:
      "Keep one refresh token and refresh with it; sign in again only when it is refused. Give each environment a client of its own.",
    errors: ["invalid_grant"],
    cites: [rfc(6749, "5.2"), rfc(6749, "6")],
    related: ["refresh-token/revoked", "refresh-token/unknown", "server/rate-limited"],
  },
  "grant/app-in-testing-mode": {
    title: "The application is still in testing",
    cause:
      "The application is registered as a test or a draft. Until it is published or reviewed, only the people on its list of testers may sign in, and its refresh tokens may end after days: seven at Google.",
    developer:
      "Add the account to the application's testers while you develop. Publish the application, then let people sign in again: a refresh token from before may keep its short life.",
    operator: "For use within one organisation, register the application as internal where the provider knows that.",
    errors: ["access_denied", "invalid_grant"],
    cites: [rfc(6749, "4.1.2.1"), rfc(6749, "5.2")],
    related: ["user/not-assigned", "refresh-token/expired", "client/disabled"],
  },
} as const satisfies Causes;
