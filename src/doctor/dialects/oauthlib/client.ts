/** oauthlib and requests-oauthlib: its exceptions in a client. */
import type { Signature } from "../define.ts";

const PARAMETERS = "https://github.com/oauthlib/oauthlib/blob/master/oauthlib/oauth2/rfc6749/parameters.py";
const SESSION = "https://github.com/requests/requests-oauthlib/blob/master/requests_oauthlib/oauth2_session.py";

export const client: readonly Signature[] = [
  {
    id: "missing-token",
    says: /\(missing_token\)|MissingTokenError/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.35,
        fix: "Print the response of the token endpoint: it held no access_token, mostly an error in another form.",
        tell: "The response has status 401.",
      },
      {
        reason: "request/wrong-endpoint",
        weight: 0.35,
        fix: "Give fetch_token the token endpoint, not the authorization or another page.",
        tell: "The response is HTML.",
      },
      {
        reason: "client-auth/secret-absent",
        weight: 0.3,
        fix: "Pass client_secret, or include_client_id=True and auth, to fetch_token.",
      },
    ],
    page: PARAMETERS,
    example: {
      text: "oauthlib.oauth2.rfc6749.errors.MissingTokenError: (missing_token) Missing access token parameter.",
    },
  },
  {
    id: "mismatching-state",
    says: /\(mismatching_state\)|CSRF Warning! State not equal in request and response/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.95,
        fix: "Keep the state of authorization_url in the session and give it to the OAuth2Session of the callback; use one host name and a secret key that lasts.",
      },
    ],
    page: PARAMETERS,
    example: {
      text: "oauthlib.oauth2.rfc6749.errors.MismatchingStateError: (mismatching_state) CSRF Warning! State not equal in request and response.",
    },
  },
  {
    id: "insecure-transport",
    says: /\(insecure_transport\)|OAuth 2 MUST utilize https/i,
    distinctive: true,
    means: [
      {
        reason: "transport/insecure",
        weight: 0.97,
        fix: "Use https; behind a proxy pass the scheme on (ProxyFix); OAUTHLIB_INSECURE_TRANSPORT=1 for local work only.",
      },
    ],
    page: PARAMETERS,
    example: {
      text: "oauthlib.oauth2.rfc6749.errors.InsecureTransportError: (insecure_transport) OAuth 2 MUST utilize https.",
    },
  },
  {
    id: "missing-code",
    says: /\(missing_code\)|Missing code parameter in response/i,
    distinctive: true,
    means: [
      {
        reason: "user/denied",
        weight: 0.4,
        fix: "Pass the whole callback URL; read its error parameter first.",
        tell: "The URL has error=.",
      },
      {
        reason: "request/parameter-absent",
        weight: 0.4,
        fix: "Pass the URL with its query to authorization_response.",
      },
    ],
    page: PARAMETERS,
    example: { text: "(missing_code) Missing code parameter in response." },
  },
  {
    id: "scope-changed",
    says: /Scope has changed from "[^"]*" to "[^"]*"/i,
    distinctive: true,
    means: [
      {
        reason: "scope/exceeds-grant",
        weight: 0.5,
        fix: "Compare both lists: the provider granted other scopes; write their full names, or set OAUTHLIB_RELAX_TOKEN_SCOPE.",
      },
    ],
    page: PARAMETERS,
    example: { text: 'Warning: Scope has changed from "email profile" to "openid email".' },
  },
  {
    id: "token-expired",
    says: /\(token_expired\)|TokenExpiredError/i,
    distinctive: true,
    means: [
      {
        reason: "token/expired",
        weight: 0.97,
        fix: "Give OAuth2Session auto_refresh_url and token_updater, or refresh yourself.",
      },
    ],
    page: PARAMETERS,
    example: { text: "oauthlib.oauth2.rfc6749.errors.TokenExpiredError: (token_expired)" },
  },
  {
    id: "supply-code",
    says: /Please supply either code or authorization_response parameters/i,
    distinctive: true,
    means: [
      { reason: "request/parameter-absent", weight: 0.9, fix: "Pass authorization_response or code to fetch_token." },
    ],
    page: SESSION,
    example: { text: "ValueError: Please supply either code or authorization_response parameters." },
  },
  {
    id: "verifier-not-found",
    says: /Code verifier is not found, authorization URL must be generated before/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-missing",
        weight: 0.97,
        fix: "Keep the verifier of authorization_url and pass it on as code_verifier.",
      },
    ],
    page: SESSION,
    example: { text: "ValueError: Code verifier is not found, authorization URL must be generated before" },
  },
  {
    id: "missing-access-token",
    says: /ValueError: Missing access token\./i,
    means: [
      {
        reason: "token/absent",
        weight: 0.85,
        fix: "Call fetch_token, or give the token to OAuth2Session, before the request.",
      },
    ],
    page: PARAMETERS,
    example: { text: "ValueError: Missing access token." },
  },
];
