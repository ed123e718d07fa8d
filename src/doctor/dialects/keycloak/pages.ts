/** Keycloak: pages, URLs and the browser. */
import type { Signature } from "../define.ts";

const PAGE =
  "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/protocol/oidc/endpoints/AuthorizationEndpointChecker.java";

export const pages: readonly Signature[] = [
  {
    id: "authentication-expired",
    error: "temporarily_unavailable",
    says: /authentication_expired/i,
    distinctive: true,
    means: [
      {
        reason: "grant/session-ended",
        weight: 0.6,
        fix: "The sign-in page was left open too long (Realm settings > Sessions > Login timeout): begin the flow again.",
      },
    ],
    page: PAGE,
    example: { error: "temporarily_unavailable", description: "authentication_expired" },
  },
  {
    id: "cookie-not-found",
    says: /cookie not found\.? ?(?:please make sure cookies are enabled|$)|restart login cookie not found/im,
    means: [
      {
        reason: "transport/cookies-blocked",
        weight: 0.7,
        fix: "Open the sign-in in a window of its own, by https, and keep one host name: the AUTH_SESSION_ID cookie must come back to the same host and path.",
      },
      {
        reason: "redirect-uri/host-mismatch",
        weight: 0.2,
        fix: "Set the hostname (hostname option, proxy headers) so that Keycloak links to the URL that the browser uses.",
        tell: "The sign-in form posts to another host or to http.",
      },
    ],
    page: PAGE,
    example: { text: "Cookie not found. Please make sure cookies are enabled in your browser." },
  },
  {
    id: "third-party-check-timeout",
    says: /timeout when waiting for 3rd party check iframe/i,
    distinctive: true,
    means: [
      {
        reason: "transport/cookies-blocked",
        weight: 0.6,
        fix: "Serve Keycloak and the application under one site, or set checkLoginIframe: false and use silentCheckSsoRedirectUri with a page of your own.",
      },
      {
        reason: "redirect-uri/unregistered",
        weight: 0.3,
        fix: "Allow framing and the origin: Clients > (client) > Settings > Web origins, and the realm's Content-Security-Policy frame-ancestors.",
        tell: "The console shows a refused frame or a CSP error.",
      },
    ],
    page: PAGE,
    example: { text: "Timeout when waiting for 3rd party check iframe message." },
  },
  {
    id: "broker-unexpected",
    says: /unexpected error when authenticating with identity provider|identity_provider_login_failure/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.4,
        fix: "Identity providers > (provider): check Client ID and Client Secret; the server log names the response of the other provider (event IDENTITY_PROVIDER_LOGIN_ERROR).",
      },
      {
        reason: "transport/certificate-problem",
        weight: 0.25,
        fix: "Put the certificate of the other provider into the truststore (truststore-paths).",
        tell: "The server log says PKIX path building failed.",
      },
      {
        reason: "server/fault",
        weight: 0.2,
        fix: "Read the server log for the response of the token or userinfo endpoint.",
      },
    ],
    page: PAGE,
    example: { text: "Unexpected error when authenticating with identity provider" },
  },
  {
    id: "https-required",
    error: "invalid_request",
    says: /\bhttps required\b/i,
    means: [
      {
        reason: "transport/insecure",
        weight: 0.96,
        fix: "Use https; behind a proxy set proxy-headers=xforwarded and forward X-Forwarded-Proto. For tests: Realm settings > General > Require SSL: None.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_request", description: "HTTPS required" },
  },
  {
    id: "realm-does-not-exist",
    says: /realm (?:does not exist|not found|not enabled)/i,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.93,
        fix: "Correct the realm name in the URL (case-sensitive): https://host/realms/(realm)/...",
      },
    ],
    page: PAGE,
    example: { body: '{"error":"Realm does not exist"}', status: 404 },
  },
  {
    id: "path-not-found",
    says: /RESTEASY003210|could not find resource for full path|unable to find matching target resource method/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.93,
        fix: "From version 17 the path has no /auth prefix: use /realms/... (or set http-relative-path=/auth); before 17 put /auth in front.",
      },
    ],
    page: PAGE,
    example: {
      text: "RESTEASY003210: Could not find resource for full path: https://sso.example.com/auth/realms/demo/protocol/openid-connect/token",
    },
  },
  {
    id: "method-not-allowed",
    says: /RESTEASY003650|HTTP 405 Method Not Allowed/i,
    means: [
      {
        reason: "request/wrong-method",
        weight: 0.94,
        fix: "The token endpoint takes POST only; the authorization endpoint GET or POST.",
      },
    ],
    page: PAGE,
    example: { body: '{"error":"HTTP 405 Method Not Allowed"}', status: 405 },
  },
  {
    id: "cors",
    says: /realms\/[^\s']+' from origin '[^']+' has been blocked by CORS policy/i,
    means: [
      {
        reason: "transport/cors-blocked",
        weight: 0.93,
        fix: "Clients > (client) > Settings > Web origins: add the origin (scheme, host, port, no path), or + for those of the redirect URIs.",
      },
    ],
    page: PAGE,
    example: {
      text: "Access to fetch at 'https://sso.example.com/realms/demo/protocol/openid-connect/token' from origin 'http://localhost:4200' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present",
    },
  },
];
