/** Okta: labels of the admin console, and members of the app in its API. */
import { each, REUSE, type ServerFixes, WILDCARDS } from "./define.ts";

export const okta: ServerFixes = {
  name: "Okta",
  fixes: {
    ...each(
      ["pkce/public-clients", "pkce/no-downgrade"],
      "Applications > General > Client Credentials: select Require PKCE as additional verification (`credentials.oauthClient.pkce_required: true`).",
    ),
    ...each(
      WILDCARDS,
      "Set `settings.oauthClient.wildcard_redirect: DISABLED`, and list every sign-in redirect URI in full.",
    ),
    ...each(
      [...REUSE, "refresh/reuse-revokes-successor", "refresh/reuse-revokes-access-token"],
      "Applications > General > Refresh Token: select Rotate token after every use (`settings.oauthClient.refresh_token.rotation_type: ROTATE`), with a grace period of 0 (`leeway: 0`).",
    ),
    ...each(
      ["token/no-password-grant", "metadata/no-password"],
      "Applications > General > Grant type: clear Resource Owner Password. Clear it in the rules of the authorization server's access policies too.",
    ),
    ...each(
      ["metadata/no-implicit", "code/no-token-in-front"],
      "Applications > General > Grant type: clear Implicit (hybrid). Clear it in the rules of the authorization server's access policies too.",
    ),
    ...each(
      ["metadata/issuer", "id-token/iss"],
      "Set the authorization server's `issuerMode`: `CUSTOM_URL` for your domain, `ORG_URL` for Okta's, or `DYNAMIC` for the one that was asked. Check it under that URL.",
    ),
    "authorization/no-framing":
      "Security > API > Trusted Origins: remove iFrame embedding from every origin that doesn't need it.",
    "userinfo/cors": "Security > API > Trusted Origins: add the origins of the apps, with CORS.",
    "client-jwt/required":
      "Set the app's `token_endpoint_auth_method` to `private_key_jwt`, and remove its client secrets.",
    ...each(
      ["dpop/token-type", "dpop-api/bound-only"],
      "Set `settings.oauthClient.dpop_bound_access_tokens: true`, so that the app gets no bearer tokens.",
    ),
  },
};
