/** Duende IdentityServer: properties of its clients and of `IdentityServerOptions`. */
import { each, HEADERS, ISSUER, REUSE, type ServerFixes, WILDCARDS } from "./define.ts";

export const identityserver: ServerFixes = {
  name: "Duende IdentityServer",
  fixes: {
    ...each(
      ["pkce/public-clients", "pkce/no-downgrade"],
      "Set `RequirePkce = true` in the client. That is the default.",
    ),
    "pkce/no-plain": "Set `AllowPlainTextPkce = false` in the client. That is the default.",
    ...each(
      ["metadata/no-plain", "metadata/no-implicit"],
      "The list has no option. Derive a class from `DiscoveryResponseGenerator` and leave the value out.",
    ),
    "code/no-token-in-front":
      "Set `AllowedGrantTypes = GrantTypes.Code` and `AllowAccessTokensViaBrowser = false` in the client.",
    "token/no-password-grant": "Set `AllowedGrantTypes = GrantTypes.Code` in the client.",
    "metadata/no-password":
      "Register no `IResourceOwnerPasswordValidator`. `AddTestUsers` and `AddResourceOwnerValidator` do.",
    ...each(REUSE, "Set `RefreshTokenUsage = TokenUsage.OneTimeOnly` in the client. The default is `ReUse`."),
    ...each(
      ["refresh/reuse-revokes-successor", "refresh/reuse-revokes-access-token"],
      "Set `RefreshTokenUsage = TokenUsage.OneTimeOnly` and `PersistentGrants.DeleteOneTimeOnlyRefreshTokensOnUse = false`. Then override `AcceptConsumedTokenAsync` of `DefaultRefreshTokenService`, and revoke the grant there.",
    ),
    ...each(
      ["metadata/iss-supported", "code/iss", "authorization/error-iss"],
      "Set `options.EmitIssuerIdentificationResponseParameter = true`. That is the default.",
    ),
    ...each(
      ["client-jwt/aud-issuer-only", "client-jwt/aud-single"],
      "Set `options.StrictClientAssertionAudienceValidation = true`.",
    ),
    ...each(
      ["metadata/signing-algorithms", "metadata/no-none-for-clients"],
      "List the algorithms in `options.SupportedClientAssertionSigningAlgorithms`.",
    ),
    "dpop/algorithms": "List asymmetric algorithms in `options.DPoP.SupportedDPoPSigningAlgorithms`.",
    ...each(
      ["dpop/not-old", "dpop/not-in-advance"],
      "Shorten `options.DPoP.ProofTokenValidityDuration`, and `DPoPClockSkew` in the client.",
    ),
    "authorization/request-uri": "Set `options.Endpoints.EnableJwtRequestUri = false`. That is the default.",
    ...each(
      WILDCARDS,
      "Redirect URIs are compared as strings by default. Remove what `AddRedirectUriValidator` registered.",
    ),
    ...each(
      ISSUER,
      "Leave `options.IssuerUri` unset, and call `app.UseForwardedHeaders()` behind a proxy. Or set it to the public https URL.",
    ),
    ...each(
      [...HEADERS, "authorization/referrer"],
      "The pages are your own: send the header from them, for example in middleware before `UseIdentityServer()`.",
    ),
    "userinfo/cors": "List the origins of the apps in `AllowedCorsOrigins` of the client.",
    "openid-metadata/claims": "Set `options.Discovery.ShowClaims = true`.",
    "openid-metadata/jwks-uri": "Set `options.Discovery.ShowKeySet = true`.",
    "metadata/response-types": "Set `options.Discovery.ShowResponseTypes = true`.",
    ...each(
      ["openid-metadata/authorization-endpoint", "openid-metadata/token-endpoint"],
      "Set `options.Discovery.ShowEndpoints = true`.",
    ),
    "openid-metadata/userinfo":
      "Set `options.Discovery.ShowEndpoints = true` and `options.Endpoints.EnableUserInfoEndpoint = true`.",
    "openid-metadata/openid-scope": "Set `options.Discovery.ShowIdentityScopes = true`.",
  },
};
