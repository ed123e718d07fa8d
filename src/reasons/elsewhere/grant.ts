import { openid, rfc } from "../../specs.ts";
import type { Causes } from "./define.ts";

/** What happens to a grant and to its tokens. */
export const grant = {
  "refresh-token/not-issued": {
    title: "The server returned no refresh token",
    cause:
      "The response has an access token, but no refresh token. Either the app didn't request long-lived access (offline_access, access_type=offline), or the client isn't registered for refresh tokens. Or the user had already consented, and the provider returns a refresh token only at the first consent.",
    developer:
      "Request it in the provider's way: with the scope offline_access, or at Google with access_type=offline and prompt=consent. Keep the first refresh token, and never overwrite it with an empty value.",
    operator: "Allow the refresh token grant for the client.",
    errors: [],
    cites: [rfc(6749, "1.5"), rfc(6749, "5.1"), openid("core", "11")],
    related: ["refresh-token/unknown", "scope/missing", "client/grant-type-not-allowed"],
  },
  "grant/revoked-by-user": {
    title: "The user revoked the app's access",
    cause:
      "Somebody removed the app in their account settings, or uninstalled it from a workspace or shop. All its tokens for that account ended at once and will never work again.",
    developer:
      "Delete the tokens, and offer to connect again. Retries don't help. If the provider sends notices of revocation or uninstallation, handle them.",
    errors: ["invalid_grant", "invalid_token"],
    cites: [rfc(6749, "5.2"), rfc(6750, "3.1")],
    related: ["refresh-token/revoked", "refresh-token/expired", "grant/password-changed", "user/denied"],
  },
  "grant/password-changed": {
    title: "A password change ended the older tokens",
    cause:
      "The user or an administrator changed or reset the password, and the provider revoked everything that was granted before. Some providers do this only for certain scopes, such as mail.",
    developer:
      "Send the user through a new sign-in, and store the new tokens. Treat this as a normal end of the session, not as an error to retry.",
    operator:
      "For jobs that must continue after a password change, use a service account or an application permission.",
    errors: ["invalid_grant", "invalid_token"],
    cites: [rfc(6749, "5.2"), rfc(9700, "4.14.2")],
    related: ["refresh-token/revoked", "grant/revoked-by-user", "grant/session-ended"],
  },
  "grant/token-limit-exceeded": {
    title: "Too many tokens were issued, and the oldest ended",
    cause:
      "The provider keeps a limited number of refresh tokens per user and client, and silently ends the oldest when it issues another. This affects tests and jobs that sign in again instead of refreshing, and accounts that many machines share.",
    developer:
      "Keep one refresh token and refresh with it. Sign in again only when it is refused. Use a separate client for each environment.",
    errors: ["invalid_grant"],
    cites: [rfc(6749, "5.2"), rfc(6749, "6")],
    related: ["refresh-token/revoked", "refresh-token/unknown", "server/rate-limited"],
  },
  "grant/app-in-testing-mode": {
    title: "The app is still in testing",
    cause:
      "The app is registered as a test or a draft. Until it is published or reviewed, only the users on its list of testers can sign in. Its refresh tokens may expire within days: after seven days at Google.",
    developer:
      "During development, add the account to the app's testers. After you publish the app, let users sign in again, because older refresh tokens may keep their short lifetime.",
    operator: "For use within one organization, register the app as internal if the provider supports that.",
    errors: ["access_denied", "invalid_grant"],
    cites: [rfc(6749, "4.1.2.1"), rfc(6749, "5.2")],
    related: ["user/not-assigned", "refresh-token/expired", "client/disabled"],
  },
} as const satisfies Causes;
