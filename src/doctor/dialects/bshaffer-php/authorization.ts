/** bshaffer oauth2-server-php: what the authorization endpoint says. */
import type { Signature } from "../define.ts";

const AUTHORIZE =
  "https://github.com/bshaffer/oauth2-server-php/blob/main/src/OAuth2/Controller/AuthorizeController.php";

export const authorization: readonly Signature[] = [
  {
    id: "redirect-uri",
    says: /The redirect URI provided is missing or does not match/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.9,
        fix: "Put the exact URI into the client's redirect_uri column (several are separated by spaces).",
      },
    ],
    page: AUTHORIZE,
    example: { error: "redirect_uri_mismatch", description: "The redirect URI provided is missing or does not match" },
  },
  {
    id: "redirect-uri-absent",
    says: /A redirect URI must be supplied when multiple redirect URIs are registered|No redirect URI was supplied or stored|The redirect URI is mandatory and was not supplied/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.9,
        fix: "Send redirect_uri; with several registered it is not optional.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_uri", description: "No redirect URI was supplied or stored" },
  },
  {
    id: "redirect-uri-fragment",
    says: /The redirect URI must not contain a fragment/i,
    distinctive: true,
    means: [{ reason: "redirect-uri/malformed", weight: 0.97, fix: "Take the # part out of the redirect URI." }],
    page: AUTHORIZE,
    example: { error: "invalid_uri", description: "The redirect URI must not contain a fragment" },
  },
  {
    id: "client-unknown",
    says: /The client id supplied is invalid/i,
    distinctive: true,
    means: [{ reason: "client/unknown", weight: 0.95, fix: "Check client_id against the oauth_clients table." }],
    page: AUTHORIZE,
    example: { error: "invalid_client", description: "The client id supplied is invalid" },
  },
  {
    id: "client-absent",
    says: /No client id supplied/i,
    distinctive: true,
    means: [{ reason: "request/parameter-absent", weight: 0.97, fix: "Send client_id." }],
    page: AUTHORIZE,
    example: { error: "invalid_client", description: "No client id supplied" },
  },
  {
    id: "state",
    says: /The state parameter is required/i,
    distinctive: true,
    means: [{ reason: "request/parameter-absent", weight: 0.97, fix: "Send a random state; enforce_state is on." }],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "The state parameter is required" },
  },
  {
    id: "response-type",
    says: /Invalid or missing response type/i,
    distinctive: true,
    means: [
      { reason: "request/response-type-unsupported", weight: 0.6, fix: "Send response_type=code or token." },
      {
        reason: "request/parameter-absent",
        weight: 0.5,
        fix: "Send response_type.",
        tell: "It is absent from the request.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "Invalid or missing response type" },
  },
  {
    id: "code-off",
    says: /authorization code grant type not supported/i,
    means: [
      {
        reason: "request/response-type-unsupported",
        weight: 0.9,
        fix: "Add the authorization code grant to the server.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "unsupported_response_type", description: "authorization code grant type not supported" },
  },
  {
    id: "implicit-off",
    says: /implicit grant type not supported/i,
    means: [
      {
        reason: "request/response-type-unsupported",
        weight: 0.95,
        fix: "Use response_type=code, or set allow_implicit.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "unsupported_response_type", description: "implicit grant type not supported" },
  },
  {
    id: "nonce",
    says: /requires you specify a nonce parameter/i,
    distinctive: true,
    means: [{ reason: "request/nonce-missing", weight: 0.97, fix: "Send a nonce when an ID token is asked." }],
    page: AUTHORIZE,
    example: { error: "invalid_nonce", description: "This application requires you specify a nonce parameter" },
  },
  {
    id: "pkce-required",
    says: /requires you provide a PKCE code challenge/i,
    distinctive: true,
    means: [{ reason: "pkce/required", weight: 0.97, fix: "Send code_challenge and code_challenge_method=S256." }],
    page: AUTHORIZE,
    example: {
      error: "missing_code_challenge",
      description: "This application requires you provide a PKCE code challenge",
    },
  },
  {
    id: "pkce-method",
    says: /requires you specify a PKCE code challenge method|Unknown PKCE code challenge method/i,
    distinctive: true,
    means: [{ reason: "pkce/method-unsupported", weight: 0.9, fix: "Send code_challenge_method=S256." }],
    page: AUTHORIZE,
    example: {
      error: "missing_code_challenge_method",
      description: "This application requires you specify a PKCE code challenge method",
    },
  },
  {
    id: "pkce-challenge",
    says: /PKCE code challenge supplied is invalid/i,
    distinctive: true,
    means: [
      { reason: "pkce/challenge-malformed", weight: 0.97, fix: "Send base64url(SHA-256(verifier)) without padding." },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_code_challenge", description: "The PKCE code challenge supplied is invalid" },
  },
  {
    id: "denied",
    error: "access_denied",
    says: /The user denied access to your application/i,
    distinctive: true,
    means: [{ reason: "user/denied", weight: 0.95, fix: "Offer the sign-in again." }],
    page: AUTHORIZE,
    example: { error: "access_denied", description: "The user denied access to your application" },
  },
];
