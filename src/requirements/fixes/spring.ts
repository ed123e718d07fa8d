/** Spring Authorization Server: its settings, and the configuration of Spring Security. */
import { each, HEADERS, ISSUER, REUSE, type ServerFixes, WILDCARDS } from "./define.ts";

export const spring: ServerFixes = {
  name: "Spring Authorization Server",
  fixes: {
    ...each(
      ["pkce/public-clients", "pkce/no-downgrade", "pkce/verifier-required"],
      "Set `ClientSettings.builder().requireProofKey(true)` in the `RegisteredClient`.",
    ),
    ...each(
      [...REUSE],
      "Set `TokenSettings.builder().reuseRefreshTokens(false)` in the `RegisteredClient`. The default is `true`.",
    ),
    ...each(
      ["metadata/iss-supported", "code/iss", "authorization/error-iss"],
      "Spring Authorization Server doesn't send `iss` with its responses, and has no setting for it.",
    ),
    ...each(
      HEADERS,
      "Set `http.headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(\"default-src 'self'; frame-ancestors 'none'\")))` in the filter chain of the sign-in page.",
    ),
    "authorization/referrer":
      "Set `http.headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))` in the filter chain of the sign-in page.",
    ...each(
      ISSUER,
      'Set `AuthorizationServerSettings.builder().issuer("https://login.example")`. Behind a proxy also set `server.forward-headers-strategy=framework`.',
    ),
    ...each(
      [...WILDCARDS, "redirect-uri/no-fragment", "redirect-uri/case", "redirect-uri/scheme", "redirect-uri/encoded"],
      "Redirect URIs are compared as strings by default. Put `OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR` back where your own validator replaced it.",
    ),
    "authorization/scope-unknown":
      "Put `OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_SCOPE_VALIDATOR` back where your own validator replaced it.",
    ...each(
      ["openid-metadata/claims", "metadata/grant-types", "metadata/response-types", "metadata/no-empty-lists"],
      "Add or remove members with `providerConfigurationEndpoint(endpoint -> endpoint.providerConfigurationCustomizer(…))`, and in the other document with `authorizationServerMetadataCustomizer(…)`.",
    ),
    "openid-metadata/userinfo": "Turn on OpenID Connect: `.oidc(Customizer.withDefaults())`.",
    "userinfo/claims-by-scope":
      "Return only claims of the granted scopes from `userInfoEndpoint(userInfo -> userInfo.userInfoMapper(…))`.",
    "userinfo/cors": "Declare a `CorsConfigurationSource` bean, and turn on `http.cors(Customizer.withDefaults())`.",
    ...each(
      ["id-token/signed", "id-token/not-none"],
      "Set `TokenSettings.builder().idTokenSignatureAlgorithm(SignatureAlgorithm.RS256)` in the `RegisteredClient`.",
    ),
    ...each(
      ["keys/strong", "keys/kid", "keys/kid-once", "keys/no-symmetric"],
      "Make the keys of the `JWKSource` bean asymmetric, with at least 2048 bits and a `keyID` of their own.",
    ),
    ...each(
      ["client-jwt/jti-required", "client-jwt/single-use", "client-jwt/aud-issuer-only"],
      "Give the `JwtClientAssertionDecoderFactory` a stricter validator with `setJwtValidatorFactory(…)`.",
    ),
  },
};
