/**
 * The questions of requirements-oauth.md: which test covers each, or why a question doesn't apply. A test is a file below `test`
 * and a part of its title.
 */

export type Answer = readonly [file: string, title: string] | { readonly because: string };

const because = (text: string): Answer => ({ because: text });
const box = (file: string, title: string): Answer => [`blackbox/${file}`, title];
const here = (title: string): Answer => ["oauth/remaining", title];
const TLS: Answer = ["embedding/tls", "IsModernTlsSupported"];
const CIPHERS: Answer = ["embedding/tls", "AreStrongCiphersEnabled"];
const HTTPS: Answer = ["embedding/tls", "does not respond to plain http on that port"];
const CERTIFICATE = because(
  "The certificate is the operator's. The start warns about one that is of another host or expires.",
);
const PREREQUISITE = because("It asks what other questions need, and has no requirement.");
const ONE_AUDIENCE = because("ID tokens have one audience, their client.");
const ENTROPY = box("entropy", "has at least 160 random bits");

export const QUESTIONS: Readonly<Record<string, Readonly<Record<string, Answer>>>> = {
  authorization: {
    AreStrongCiphersEnabled: CIPHERS,
    AutomaticRedirectInvalidResponseType: because(
      "Informative. Errors go to registered clients at once (decision 0005).",
    ),
    AutomaticRedirectInvalidScope: because("Informative. Errors go to registered clients at once (decision 0005)."),
    ClientIdsCorrespond: here("ClientIdsCorrespond"),
    CodePollution: box("authorization-request", "RedirectUriConfusion, CodePollution"),
    FragmentFix: because(
      "A MAY. Only registered redirect URIs are followed, and responses say Referrer-Policy: no-referrer.",
    ),
    HasContentSecurityPolicy: box("authorization-response", "HasContentSecurityPolicy"),
    HasFragment: box("discovery", "none has a fragment (HasFragment)"),
    HasFrameOptions: box("authorization-response", "HasFrameOptions"),
    HasValidCertificate: CERTIFICATE,
    InvalidRedirect: here("InvalidRedirect, RedirectUriFullyMatched, RedirectUriPathMatched"),
    IsHttpsRequired: HTTPS,
    IsJarRequired: box("request-objects", "is required of a client that is registered so"),
    IsJarSignatureChecked: box("request-objects", "of another type of JWT, by another key, or changed, it is refused"),
    IsJarSignatureRequired: box("request-objects", "unsigned, it is accepted only of a client that is registered so"),
    IsJarSupported: box("request-objects", "leads through sign-in and consent to a code"),
    IsModernTlsSupported: TLS,
    IsResponseTypeChecked: here("IsResponseTypeChecked"),
    JarParametersInRequest: box("request-objects", "parameters beside it are ignored"),
    NonceRequired: ["openid/front-channel", "oidcc-ensure-request-without-nonce-fails"],
    RedirectUriConfusion: box("authorization-request", "RedirectUriConfusion, CodePollution"),
    RedirectUriFullyMatched: here("InvalidRedirect, RedirectUriFullyMatched, RedirectUriPathMatched"),
    RedirectUriPathMatched: here("InvalidRedirect, RedirectUriFullyMatched, RedirectUriPathMatched"),
    RedirectUriRequired: box(
      "authorization-request",
      "may omit redirect_uri if one is registered and openid isn't requested",
    ),
    ReferrerPolicyEnforced: box("authorization-response", "ReferrerPolicyEnforced"),
    RefreshTokenPresent: ["openid/front-channel", "have no refresh token"],
    RequireUserConsent: box("consent", "RequireUserConsent"),
    SameParameterTwiceDisallowed: box("authorization-request", "SameParameterTwiceDisallowed"),
    StatePresent: box("authorization-response", "StatePresent"),
    SupportsPostAuthorizationRequests: box("authorization-request", "SupportsPostAuthorizationRequests"),
    SupportsPostResponseMode: box("authorization-response", "SupportsPostResponseMode"),
    UnrecognizedParameterAllowed: ["openid/requests", "oidcc-ensure-request-with-unknown-parameter-succeeds"],
  },
  token: {
    AreStrongCiphersEnabled: CIPHERS,
    AuthorizationCodeTimeout: box("codes", "AuthorizationCodeTimeout"),
    ClientKeySecure: here("ClientKeySecure"),
    ClientSecretEntropyMinReq: here("ClientSecretEntropyMinReq, ClientSecretEntropySugReq"),
    ClientSecretEntropySugReq: here("ClientSecretEntropyMinReq, ClientSecretEntropySugReq"),
    HasCacheControlHeader: here("HasCacheControlHeader, HasPragmaHeader"),
    HasPragmaHeader: here("HasCacheControlHeader, HasPragmaHeader"),
    HasValidCertificate: CERTIFICATE,
    InvalidatedRefreshToken: box("refresh", "InvalidatedRefreshToken"),
    IsAsymmetricClientAuthenticationUsed: box("private-key-jwt", "SupportsJwtClientAuthentication"),
    IsAuthInUriAllowed: box("token-endpoint", "IsAuthInUriAllowed"),
    IsBasicAuthenticationSupported: box(
      "token-endpoint",
      "a secret with special characters works form-encoded in Basic",
    ),
    IsClientAuthenticationRequired: box("codes", "IsClientAuthenticationRequired"),
    IsClientIdRequired: box("codes", "IsClientIdRequired"),
    IsCodeBoundToClient: box("codes", "IsCodeBoundToClient"),
    IsGetSupported: here("IsGetSupported"),
    IsHttpsRequired: HTTPS,
    IsModernTlsSupported: TLS,
    IsPasswordFlowDisabled: here("IsPasswordFlowDisabled"),
    IsRefreshAuthenticationRequired: box("refresh", "IsRefreshAuthenticationRequired"),
    IsRefreshBoundToClient: [
      "openid/requests",
      "oidcc-refresh-token: new tokens for the same user, and nothing for another client",
    ],
    MultipleCodeExchanges: box("codes", "MultipleCodeExchanges"),
    RedirectUriChecked: here("RedirectUriChecked"),
    RefreshTokenPresent: box("token-endpoint", "RefreshTokenPresent"),
    RefreshTokenRevokedAfterUse: box("refresh", "RefreshTokenRevokedAfterUse"),
    RefreshTokenValidAfterMultiExchange: box("codes", "RefreshTokenValidAfterMultiExchange"),
    SameParameterTwiceDisallowed: box("token-endpoint", "SameParameterTwiceDisallowed"),
    TokenValidAfterMultiExchange: box("codes", "TokenValidAfterMultiExchange"),
    UnrecognizedParameterAllowed: box("token-endpoint", "UnrecognizedParameterAllowed"),
    UsesTokenRotation: box("refresh", "UsesTokenRotation"),
  },
  pkce: {
    HashedPkceDisabled: box("codes", "IsPkceImplemented"),
    IsPkceDowngradeDetected: here("IsPkceDowngradeDetected"),
    IsPkceImplemented: box("codes", "IsPkceImplemented"),
    IsPkcePlainDowngradeDetected: box("codes", "IsPkcePlainDowngradeDetected"),
    IsPkceRequired: box("codes", "IsPkceRequired"),
    IsPkceTokenDowngradeDetected: box("codes", "IsPkceTokenDowngradeDetected"),
    PlainPkceDisabled: box("codes", "PlainPkceDisabled"),
    ShortVerifier: here("ShortVerifier"),
  },
  par: {
    AcceptsNewRedirectUri: because("A MAY. Redirect URIs must be registered, pushed or not."),
    IsClientBoundToUri: box("pushed-requests", "an unknown one, or that of another client, is refused on a page"),
    IsHttpsRequired: HTTPS,
    IsParAuthenticationRequired: box("pushed-requests", "authenticates the client as the token endpoint does"),
    IsParRequired: box("pushed-requests", "is required of a client that is registered so"),
    IsParSupported: box("pushed-requests", "returns a request_uri and its lifetime with 201"),
    IsRequestUriRevoked: box("pushed-requests", "works once, and of two browsers at once one gets the code"),
    RequestUriEntropyMinReq: here("RequestUriEntropyMinReq, RequestUriEntropySugReq, DeviceCodeEntropy"),
    RequestUriEntropySugReq: here("RequestUriEntropyMinReq, RequestUriEntropySugReq, DeviceCodeEntropy"),
    RequestUriTimeout: box("pushed-requests", "expires before a user comes"),
    RequiresNewRedirectUriAuth: because("New redirect URIs aren't accepted at all."),
  },
  dpop: {
    HasRequiredClaims: box("dpop", "is refused with %s"),
    IsDPoPSupported: box("dpop", "binds the access token, which says so"),
    IsDPoPTokenRequired: box("dpop", "isn't what a bearer token is"),
    IsExplicitTypingRequired: box("dpop", "is refused with %s"),
    IsSignatureRequired: box("dpop", "is refused with %s"),
  },
  jwt: Object.fromEntries(
    [
      ...["AcceptsNoneSignature", "HasAudienceClaim", "HasIssuerClaim", "HasSubjectClaim", "IsExpirationChecked"],
      ...["IsIssuedAtChecked", "IsJwtReplayDetected", "IsNotBeforeChecked", "IsSignatureChecked"],
      ...["IsSignatureRequired", "SupportsJwtClientAuthentication"],
    ].map((id) => [id, box("private-key-jwt", id)]),
  ),
  idToken: {
    ClientSecretLongEnough: because("ID tokens are never signed with the client's secret."),
    CodeHashValid: ["openid/front-channel", "everything is in the fragment, and only that"],
    HasAuthorizedParty: ONE_AUDIENCE,
    HasAzpForMultiAudience: ONE_AUDIENCE,
    HasCorrectAudience: box("id-token", "has the required claims, the ones asked for, and no others"),
    HasCorrectIssuer: box("id-token", "has the required claims, the ones asked for, and no others"),
    HasCorrectMac: because("ID tokens are never signed with the client's secret."),
    HasRequiredClaims: box("id-token", "has the required claims, the ones asked for, and no others"),
    IsAccessTokenHashCorrect: box("id-token", "has the required claims, the ones asked for, and no others"),
    IsAccessTokenHashPresent: ["openid/front-channel", "everything is in the fragment, and only that"],
    IsAuthorizationCodeHashPresent: ["openid/front-channel", "everything is in the fragment, and only that"],
    IsSigned: box("id-token", "is signed with RS256 unless registered otherwise"),
    KeyReferences: ["openid/config", "44: the JWKS is public"],
    NoncePresentInToken: box("id-token", "has no nonce if none was sent"),
    SigningKeySecure: box("id-token", "SigningKeySecure"),
  },
  revocation: {
    AccessRevokesRefresh: box("revocation", "AccessRevokesRefresh"),
    CanAccessTokensBeRevoked: box("revocation", "CanAccessTokensBeRevoked"),
    CanRefreshTokensBeRevoked: box("revocation", "CanRefreshTokensBeRevoked"),
    IsBoundToClient: box("revocation", "IsBoundToClient"),
    IsClientAuthRequired: box("revocation", "IsClientAuthRequired"),
    IsModernTlsSupported: TLS,
    IsRevocationEndpointSecure: HTTPS,
    RefreshRevokesAccess: box("revocation", "RefreshRevokesAccess"),
  },
  entropy: {
    AccessTokenEntropyMinReq: ENTROPY,
    AccessTokenEntropySugReq: ENTROPY,
    AuthorizationCodeEntropyMinReq: ENTROPY,
    AuthorizationCodeEntropySugReq: ENTROPY,
    DeviceCodeEntropy: here("RequestUriEntropyMinReq, RequestUriEntropySugReq, DeviceCodeEntropy"),
    RefreshTokenEntropyMinReq: ENTROPY,
    RefreshTokenEntropySugReq: ENTROPY,
    ShortTokenTimeout: box("entropy", "ShortTokenTimeout"),
    TokenTimeout: box("entropy", "TokenTimeout"),
  },
  resource: {
    AreBearerTokensDisabled: box("dpop-clients", "a client that must send proofs gets nothing without"),
    AreStrongCiphersEnabled: CIPHERS,
    CacheControl: here("TokenAsQueryParameterDisabled, CacheControl"),
    HasValidCertificate: CERTIFICATE,
    IsHttpsRequired: HTTPS,
    IsModernTlsSupported: TLS,
    SupportsAuthorizationHeader: box(
      "userinfo",
      "returns GET, POST with the header, and POST with the token in the body alike",
    ),
    TokenAsQueryParameterDisabled: here("TokenAsQueryParameterDisabled, CacheControl"),
  },
  device: {
    HasValidCertificate: CERTIFICATE,
    IsHttpsRequired: HTTPS,
    IsModernTlsSupported: TLS,
    SameParameterTwiceDisallowed: here("device: SameParameterTwiceDisallowed, UnrecognizedParameterAllowed"),
    UnrecognizedParameterAllowed: here("device: SameParameterTwiceDisallowed, UnrecognizedParameterAllowed"),
  },
  races: {
    ConcurrentTokensRevoked: box("races", "FastACExchange, ConcurrentTokensRevoked"),
    MultiFastACExchange: box("races", "FastACExchange, ConcurrentTokensRevoked"),
    MultiFastRefresh: box("races", "FastRefresh, ConcurrentTokensRevoked"),
    SingleFastACExchange: box("races", "FastACExchange, ConcurrentTokensRevoked"),
    SingleFastRefresh: box("races", "FastRefresh, ConcurrentTokensRevoked"),
  },
  features: {
    ...Object.fromEntries(
      ["CanSignatureBeVerified", "HasAccessTokens", "HasJwtAccessTokens", "HasRefreshTokens", "HasSupportedFlows"].map(
        (id) => [id, PREREQUISITE],
      ),
    ),
    IsDeprecatedTlsSupported: ["embedding/tls", "IsDeprecatedTlsSupported"],
    PlainPkce: box("codes", "PlainPkceDisabled"),
    UriSupported: PREREQUISITE,
    TokenAsQueryParameter: here("TokenAsQueryParameterDisabled, CacheControl"),
  },
};

/** How many questions each part has. */
export const COUNTS = {
  ...{ authorization: 32, token: 30, pkce: 8, par: 11, dpop: 5, jwt: 11, idToken: 15, revocation: 8, entropy: 9 },
  ...{ resource: 8, device: 5, races: 5, features: 9 },
} as const;
