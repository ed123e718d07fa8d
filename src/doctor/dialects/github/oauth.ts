/** GitHub: OAuth apps, GitHub Apps and the REST API behind them: oauth. */
import type { Signature } from "../define.ts";

const TOKEN = "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/";
const AUTHORIZE =
  "https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors";
const REFRESH =
  "https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens";

export const oauth: readonly Signature[] = [
  {
    id: "incorrect_client_credentials",
    error: "incorrect_client_credentials",
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.8,
        fix: "Copy the Client ID and generate a new client secret under Settings > Developer settings > your app, and send both of the same app.",
        tell: "The client ID shows the consent page: then only the secret is wrong.",
      },
      {
        reason: "client/unknown",
        weight: 0.4,
        fix: "Use the Client ID (Iv1... or Ov23...), not the App ID, from Settings > Developer settings > your app.",
        tell: "The authorize page responds with 404 with the same client ID.",
      },
    ],
    page: TOKEN,
    example: {
      error: "incorrect_client_credentials",
      description: "The client_id and/or client_secret passed are incorrect.",
    },
  },
  {
    id: "redirect_uri_mismatch",
    error: "redirect_uri_mismatch",
    says: /redirect_uri\S* (MUST match|is not associated)|^$/i,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.9,
        fix: "Set Authorization callback URL under Settings > Developer settings > your app to the URI that you send: same host and port, and a path below the registered one. Or leave redirect_uri out.",
      },
    ],
    page: TOKEN,
    example: {
      error: "redirect_uri_mismatch",
      description: "The redirect_uri MUST match the registered callback URL for this application.",
    },
  },
  {
    id: "redirect-uri-page",
    says: /redirect_uri.{0,4} is not associated with this application|redirect_uri MUST match the registered callback URL/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.92,
        fix: "Set Authorization callback URL under Settings > Developer settings > your app to the URI that you send (host and port equal, path below it).",
      },
    ],
    page: AUTHORIZE,
    example: {
      text: "Be careful! The redirect_uri is not associated with this application. The application might be misconfigured.",
    },
  },
  {
    id: "bad_verification_code",
    error: "bad_verification_code",
    distinctive: true,
    means: [
      {
        reason: "code/expired",
        weight: 0.6,
        fix: "Exchange the code at once and start again at /login/oauth/authorize: it lives ten minutes.",
        tell: "More than ten minutes lie between callback and exchange.",
      },
      {
        reason: "code/already-used",
        weight: 0.55,
        fix: "Exchange each code once: guard the callback against reloads, double effects and retries.",
        tell: "An earlier exchange of the same code succeeded.",
      },
      {
        reason: "code/unknown",
        weight: 0.3,
        fix: "Send the code of the callback unchanged, to the host that issued it (github.com or your GHES).",
      },
      {
        reason: "code/of-other-client",
        weight: 0.25,
        fix: "Use the same client_id at /login/oauth/authorize and /login/oauth/access_token.",
      },
    ],
    page: TOKEN,
    example: { error: "bad_verification_code", description: "The code passed is incorrect or expired." },
  },
  {
    id: "bad_refresh_token",
    error: "bad_refresh_token",
    distinctive: true,
    means: [
      {
        reason: "refresh-token/expired",
        weight: 0.5,
        fix: "Send the user through the web flow again: GitHub App refresh tokens live six months.",
        tell: "Issued more than six months ago.",
      },
      {
        reason: "refresh-token/reused",
        weight: 0.5,
        fix: "Store the new refresh_token of every refresh, and let one process refresh at a time: each can be used once.",
        tell: "The same token was refreshed before.",
      },
      {
        reason: "refresh-token/revoked",
        weight: 0.3,
        fix: "Send the user through the web flow again; the authorization was taken back.",
      },
    ],
    page: REFRESH,
    example: { error: "bad_refresh_token", description: "The refresh token passed is incorrect or expired." },
  },
  {
    id: "unverified_user_email",
    error: "unverified_user_email",
    distinctive: true,
    means: [
      {
        reason: "user/account-not-ready",
        weight: 0.95,
        fix: "The user verifies the primary e-mail address under github.com/settings/emails, then starts again.",
      },
    ],
    page: TOKEN,
    example: { error: "unverified_user_email", description: "The user must have a verified primary email." },
  },
  {
    id: "application_suspended",
    error: "application_suspended",
    means: [
      {
        reason: "client/disabled",
        weight: 0.95,
        fix: "The app was suspended for abuse reports: write to GitHub Support.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "application_suspended",
      description: "Your application has been suspended. Contact support@github.com.",
    },
  },
  {
    id: "access_denied",
    error: "access_denied",
    means: [
      {
        reason: "user/denied",
        weight: 0.92,
        fix: "The user pressed Cancel on the authorize page: offer to begin again.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "access_denied", description: "The user has denied your application access." },
  },
];
