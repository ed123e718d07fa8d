/** Auth0: SDKs, resource servers and registration. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://github.com/gatsbyjs/store.gatsbyjs.org/issues/25";
const PAGE_1 = "https://github.com/auth0/Auth0.swift/issues/182";

export const sdk: readonly Signature[] = [
  {
    id: "state-invalid",
    says: /^invalid state$|`?state`? does not match|checks\.state argument is missing|state mismatch/im,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.93,
        fix: "Finish the sign-in on the host and in the browser that began it; the cookie must survive the redirect (SameSite, https, one domain).",
      },
    ],
    page: PAGE_0,
    example: { text: "invalid_token: `state` does not match." },
  },
  {
    id: "pkce-https",
    says: /auth0-spa-js must run on a secure origin/i,
    distinctive: true,
    means: [{ reason: "transport/insecure", weight: 0.95, fix: "Serve the page by https, or from localhost." }],
    page: PAGE_1,
    example: { text: "auth0-spa-js must run on a secure origin." },
  },
  {
    id: "iat-future",
    says: /issued at \(iat\) claim.{0,80}(?:future|less than)|expiration time \(exp\) claim error in the id token|(?:nbf|iat).{0,20}in the id token/i,
    distinctive: true,
    means: [
      {
        reason: "time/clock-skew",
        weight: 0.85,
        fix: "Correct the clock of the device; leeway of the SDK allows some seconds.",
      },
    ],
    page: PAGE_1,
    example: {
      text: "Expiration Time (exp) claim error in the ID token; current time (Tue) is after expiration time (Mon)",
    },
  },
  {
    id: "audience-idtoken",
    says: /audience \(aud\) claim mismatch in the id token/i,
    distinctive: true,
    means: [
      { reason: "token/wrong-audience", weight: 0.95, fix: "Give the SDK the Client ID of this very application." },
    ],
    page: PAGE_1,
    example: { text: 'Audience (aud) claim mismatch in the ID token; expected "abc" but found "def"' },
  },
  {
    id: "issuer-idtoken",
    says: /issuer \(iss\) claim mismatch in the id token/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-issuer",
        weight: 0.93,
        fix: "Set domain to the one that issues: custom domain and tenant domain give different iss.",
      },
    ],
    page: PAGE_1,
    example: {
      text: 'Issuer (iss) claim mismatch in the ID token; expected "https://login.example.com/", found "https://example.auth0.com/"',
    },
  },
  {
    id: "alg-idtoken",
    says: /signature algorithm of "?hs256"? is not supported|expected the id token to be signed with/i,
    distinctive: true,
    means: [
      {
        reason: "token/algorithm-mismatch",
        weight: 0.95,
        fix: "Dashboard > Applications > (app) > Settings > Advanced Settings > OAuth > JsonWebToken Signature Algorithm: RS256.",
      },
    ],
    page: PAGE_1,
    example: {
      text: 'Signature algorithm of "HS256" is not supported. Expected the ID token to be signed with "RS256".',
    },
  },
  {
    id: "rule-denied",
    error: ["access_denied", "unauthorized"],
    says: /access (?:is )?denied|you do not have access|unauthorized by rule/i,
    means: [
      {
        reason: "user/policy-blocked",
        weight: 0.5,
        fix: "Monitoring > Logs: a Rule or Action (allow list, verified e-mail) denied the sign-in.",
      },
    ],
    page: PAGE_1,
    example: { error: "access_denied", description: "Access denied." },
  },
  {
    id: "insufficient-scope",
    says: /insufficient scope,? expected any of/i,
    distinctive: true,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.97,
        fix: "Grant the scopes to the application under APIs > Auth0 Management API > Machine to Machine Applications, then get a new token.",
      },
    ],
    page: PAGE_1,
    example: {
      body: '{"statusCode":403,"error":"Forbidden","message":"Insufficient scope, expected any of: read:users","errorCode":"insufficient_scope"}',
      status: 403,
    },
  },
  {
    id: "bad-audience",
    says: /bad audience:/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-audience",
        weight: 0.96,
        fix: "For the Management API ask a token with audience https://TENANT/api/v2/.",
      },
    ],
    page: PAGE_1,
    example: {
      body: '{"statusCode":400,"error":"Bad Request","message":"Bad audience: https://api.example.com"}',
      status: 400,
    },
  },
  {
    id: "dcr-disabled",
    error: ["access_denied", "unauthorized_client", "not_found"],
    says: /dynamic client registration.{0,40}(?:disabled|not enabled)|oidc dynamic application registration/i,
    means: [
      {
        reason: "registration/not-allowed",
        weight: 0.95,
        fix: "Settings > Advanced > Dynamic Client Registration (OIDC Dynamic Application Registration): switch it on.",
      },
    ],
    page: PAGE_1,
    example: { error: "access_denied", description: "Dynamic client registration is not enabled for the tenant." },
  },
];
