/** Auth0: the dashboard's labels, and the members of the Management API. */
import { each, HEADERS, REUSE, type ServerFixes, WILDCARDS } from "./define.ts";

export const auth0: ServerFixes = {
  name: "Auth0",
  fixes: {
    ...each(
      ["pkce/public-clients", "pkce/no-plain", "pkce/no-downgrade"],
      "PKCE with S256 is required of third-party applications, and of those with a FAPI 2.0 `compliance_level` such as `fapi2_sp_pkj_mtls`. Other applications have no setting for it.",
    ),
    ...each(
      WILDCARDS,
      "Applications > Settings: list every URL in full under Allowed Callback URLs (`callbacks`), without `*` and without placeholders.",
    ),
    ...each(
      [...REUSE, "refresh/reuse-revokes-successor"],
      "Applications > Settings: turn on Allow Refresh Token Rotation (`refresh_token.rotation_type: rotating`), with a Rotation Overlap Period of 0 (`refresh_token.leeway: 0`).",
    ),
    ...each(
      ["metadata/iss-supported", "code/iss", "authorization/error-iss"],
      "Set `authorization_response_iss_parameter_supported: true` in the tenant's settings (`PATCH /api/v2/tenants/settings`).",
    ),
    "token/no-password-grant":
      "Applications > Advanced Settings > Grant Types: clear Password (`password` in `grant_types`).",
    "code/no-token-in-front":
      "Applications > Advanced Settings > Grant Types: clear Implicit (`implicit` in `grant_types`).",
    ...each(
      HEADERS,
      "Use the New Universal Login, which always has the headers. For the Classic one: Tenant Settings > Advanced > Migrations, turn off Disable clickjacking protection (`flags.disable_clickjack_protection_headers: false`).",
    ),
    "id-token/signed":
      "Applications > Advanced Settings > OAuth: set the JsonWebToken Signature Algorithm to RS256 (`jwt_configuration.alg`).",
    "userinfo/cors":
      "Applications > Settings: list the origins of the apps under Allowed Origins (CORS) (`allowed_origins`).",
    ...each(
      ["revocation/access-token", "revocation/refresh-revokes-access"],
      "Auth0 revokes refresh tokens only. Shorten the Maximum Access Token Lifetime in the API's settings (`token_lifetime`).",
    ),
  },
};
