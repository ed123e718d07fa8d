/** Go's x/oauth2 and go-oidc. */
import type { Dialect } from "./define.ts";

const OAUTH2 = "https://github.com/golang/oauth2/blob/master/internal/token.go";
const TOKEN = "https://github.com/golang/oauth2/blob/master/token.go";
const OIDC = "https://github.com/coreos/go-oidc/blob/v3/oidc/verify.go";
const DISCOVERY = "https://github.com/coreos/go-oidc/blob/v3/oidc/oidc.go";
const CRYPTO = "https://pkg.go.dev/crypto/x509";

export const golang: Dialect = {
  provider: "golang",
  name: "Go: golang.org/x/oauth2 and go-oidc",
  hosts: [],
  marks: [/\boauth2: /, /\boidc: /, /golang\.org\/x\/oauth2|coreos\/go-oidc/],
  signatures: [
    {
      id: "missing-access-token",
      says: /oauth2: server response missing access_token/i,
      distinctive: true,
      means: [
        {
          reason: "request/wrong-endpoint",
          weight: 0.45,
          fix: "Look at the response of Endpoint.TokenURL: it is 200 without access_token, an error in another form or a page.",
        },
      ],
      page: OAUTH2,
      example: { text: "oauth2: server response missing access_token" },
    },
    {
      id: "no-refresh-token",
      says: /oauth2: token expired and refresh token is not set/i,
      distinctive: true,
      means: [
        {
          reason: "refresh-token/not-issued",
          weight: 0.93,
          fix: "Ask for offline access (oauth2.AccessTypeOffline, ApprovalForce, or the scope offline_access), and store the refresh token.",
        },
      ],
      page: TOKEN,
      example: { text: "oauth2: token expired and refresh token is not set" },
    },
    {
      id: "fetch-certificate",
      says: /x509: certificate signed by unknown authority|x509: certificate is valid for|x509: certificate has expired|x509: cannot validate certificate|tls: failed to verify certificate/i,
      distinctive: true,
      means: [
        {
          reason: "transport/certificate-problem",
          weight: 0.97,
          fix: "Give the http.Client in oauth2.HTTPClient the CA of the server, or mend its certificate.",
        },
      ],
      page: CRYPTO,
      example: {
        text: 'oauth2: cannot fetch token: Post "https://id.example.com/token": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      },
    },
    {
      id: "fetch-invalid-client",
      says: /oauth2: (?:cannot fetch token|"invalid_client")[\s\S]*invalid_client|oauth2: "invalid_client"/i,
      distinctive: true,
      means: [
        { reason: "client-auth/secret-wrong", weight: 0.55, fix: "Check ClientID and ClientSecret." },
        {
          reason: "client-auth/method-mismatch",
          weight: 0.35,
          fix: "Set Endpoint.AuthStyle to AuthStyleInHeader or AuthStyleInParams.",
        },
      ],
      page: OAUTH2,
      example: { text: 'oauth2: "invalid_client" "Client authentication failed"' },
    },
    {
      id: "fetch-invalid-grant",
      says: /oauth2: (?:cannot fetch token: [\s\S]*|)"?(?:error"?\W+)?invalid_grant/i,
      distinctive: true,
      means: [
        {
          reason: "refresh-token/revoked",
          weight: 0.35,
          fix: "Sign the user in again.",
          tell: "It comes at a refresh.",
        },
        {
          reason: "code/already-used",
          weight: 0.3,
          fix: "Call Exchange once for each code.",
          tell: "It comes in the callback.",
        },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.2,
          fix: "Set Config.RedirectURL to the same value for AuthCodeURL and Exchange.",
        },
      ],
      page: OAUTH2,
      example: { text: 'oauth2: "invalid_grant" "Token has been revoked."' },
    },
    {
      id: "fetch-401",
      says: /oauth2: cannot fetch token: 401/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.5,
          fix: "Check ClientID, ClientSecret and Endpoint.AuthStyle; the body follows after Response:.",
        },
      ],
      page: OAUTH2,
      example: { text: "oauth2: cannot fetch token: 401 Unauthorized" },
    },
    {
      id: "fetch-404",
      says: /oauth2: cannot fetch token: (?:404|405)/i,
      distinctive: true,
      means: [
        {
          reason: "request/wrong-endpoint",
          weight: 0.9,
          fix: "Set Endpoint.TokenURL to the provider's token endpoint.",
        },
      ],
      page: OAUTH2,
      example: { text: "oauth2: cannot fetch token: 404 Not Found" },
    },
    {
      id: "parse",
      says: /oauth2: cannot parse (?:json|response)/i,
      distinctive: true,
      means: [
        {
          reason: "request/wrong-endpoint",
          weight: 0.6,
          fix: "Set Endpoint.TokenURL: it returned a page instead of JSON.",
        },
      ],
      page: OAUTH2,
      example: { text: "oauth2: cannot parse json: invalid character '<' looking for beginning of value" },
    },
    {
      id: "issuer-mismatch",
      says: /oidc: issuer did not match the issuer returned by provider/i,
      distinctive: true,
      means: [
        {
          reason: "discovery/issuer-mismatch",
          weight: 0.98,
          fix: "Give NewProvider the issuer to the letter as the document has it, or InsecureIssuerURLContext.",
        },
      ],
      page: DISCOVERY,
      example: {
        text: 'oidc: issuer did not match the issuer returned by provider, expected "https://id.example.com/" got "https://id.example.com"',
      },
    },
    {
      id: "discovery-404",
      says: /oidc: failed to decode provider discovery object/i,
      distinctive: true,
      means: [
        {
          reason: "request/wrong-endpoint",
          weight: 0.5,
          fix: "Give NewProvider the URL under which /.well-known/openid-configuration responds.",
        },
      ],
      page: DISCOVERY,
      example: {
        text: 'oidc: failed to decode provider discovery object: expected Content-Type = application/json, got "text/html"',
      },
    },
    {
      id: "audience",
      says: /oidc: expected audience /i,
      distinctive: true,
      means: [
        {
          reason: "token/wrong-audience",
          weight: 0.98,
          fix: "Set Config.ClientID to the aud of the token, or take a token for this client.",
        },
      ],
      page: OIDC,
      example: { text: 'oidc: expected audience "web" got ["api"]' },
    },
    {
      id: "issuer",
      says: /oidc: id token issued by a different provider/i,
      distinctive: true,
      means: [{ reason: "token/wrong-issuer", weight: 0.98, fix: "Verify with the provider that issued the token." }],
      page: OIDC,
      example: {
        text: 'oidc: id token issued by a different provider, expected "https://a.example.com" got "https://b.example.com"',
      },
    },
    {
      id: "expired",
      says: /oidc: token is expired/i,
      distinctive: true,
      means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh the token; an old ID token is no session." }],
      page: OIDC,
      example: { text: "oidc: token is expired (Token Expiry: 2026-03-01 10:00:00 +0000 UTC)" },
    },
    {
      id: "nbf",
      says: /oidc: current time .* before the nbf/i,
      distinctive: true,
      means: [{ reason: "time/clock-skew", weight: 0.97, fix: "Set the clock by NTP." }],
      page: OIDC,
      example: { text: "oidc: current time 2026-03-01 10:00:00 before the nbf (not before) time: 2026-03-01 10:05:00" },
    },
    {
      id: "signature",
      says: /failed to verify (?:id token )?signature|no public keys able to verify jwt/i,
      distinctive: true,
      means: [
        {
          reason: "token/signature-invalid",
          weight: 0.95,
          fix: "Verify with the key set of the provider that issued the token.",
        },
      ],
      page: OIDC,
      example: { text: "failed to verify signature: failed to verify id token signature" },
    },
    {
      id: "algorithm",
      says: /oidc: unsupported signing algorithm|oidc: id token signed with unsupported algorithm|go-jose\/go-jose: unexpected signature algorithm/i,
      distinctive: true,
      means: [
        {
          reason: "token/algorithm-mismatch",
          weight: 0.98,
          fix: "Add the alg of the token to Config.SupportedSigningAlgs.",
        },
      ],
      page: OIDC,
      example: { text: 'oidc: id token signed with unsupported algorithm, expected ["RS256"] got "HS256"' },
    },
    {
      id: "malformed",
      says: /oidc: malformed jwt/i,
      distinctive: true,
      means: [
        {
          reason: "token/malformed",
          weight: 0.97,
          fix: 'Pass the ID token (Extra("id_token")), whole: an access token may be opaque.',
        },
      ],
      page: OIDC,
      example: { text: "oidc: malformed jwt: oidc: malformed jwt, expected 3 parts got 1" },
    },
  ],
};
