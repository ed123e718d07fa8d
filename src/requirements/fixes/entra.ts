/** Microsoft Entra ID: labels of its admin center, and members of the application in Microsoft Graph. */
import { each, type ServerFixes, WILDCARDS } from "./define.ts";

const IMPLICIT =
  "App registrations > Authentication > Implicit grant and hybrid flows: clear Access tokens and ID tokens (`web.implicitGrantSettings.enableAccessTokenIssuance` and `enableIdTokenIssuance: false`).";

export const entra: ServerFixes = {
  name: "Microsoft Entra ID",
  fixes: {
    ...each(
      ["pkce/public-clients", "pkce/no-downgrade"],
      "Entra requires PKCE only of single-page apps: register the redirect URI as `spa`. Other platforms have no setting for it.",
    ),
    "pkce/no-plain": "Entra accepts `plain` and can't turn it off. Send `code_challenge_method=S256` from your apps.",
    "metadata/pkce-s256":
      "Entra supports S256 and doesn't list it. Its metadata can't be changed: tell your client libraries to use PKCE.",
    "metadata/no-implicit": `Entra's metadata can't be changed. ${IMPLICIT}`,
    "code/no-token-in-front": IMPLICIT,
    ...each(
      ["refresh/public-clients-rotate", "refresh/used-again", "refresh/reuse-revokes-successor"],
      "Entra doesn't revoke a refresh token when it is used, and can't be told to. Shorten sessions with the sign-in frequency of Conditional Access; redirect URIs of type `spa` get tokens that end after 24 hours.",
    ),
    ...each(
      ["refresh/reuse-revokes-access-token", "race/refresh-token"],
      "Entra doesn't revoke a refresh token when it is used, and can't be told to.",
    ),
    ...each(
      ["code/twice-revokes-access-token", "revocation/access-token", "revocation/refresh-revokes-access"],
      "Entra's access tokens can't be revoked. Shorten them with a token lifetime policy (`AccessTokenLifetime`, at least 10 minutes).",
    ),
    "token/no-password-grant":
      "App registrations > Authentication: set Allow public client flows to No (`isFallbackPublicClient: false`). Confidential clients can't turn it off: require multifactor authentication, which the grant can't do.",
    ...each(
      WILDCARDS,
      "App registrations > Authentication: list every redirect URI in full (`web.redirectUris`), without `*`.",
    ),
    ...each(
      ["metadata/issuer", "id-token/iss"],
      "Check your own tenant, `https://login.microsoftonline.com/<tenant id>/v2.0`. The documents of `common` and `organizations` name no single issuer.",
    ),
  },
};
