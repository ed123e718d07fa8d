/** node-oidc-provider: what the authorization endpoint says. */
import type { Signature } from "../define.ts";

const AUTHORIZE = "https://github.com/panva/node-oidc-provider/blob/main/lib/actions/authorization/index.js";
const PKCE = "https://github.com/panva/node-oidc-provider/blob/main/lib/helpers/pkce_format.js";

export const authorization: readonly Signature[] = [
  {
    id: "missing",
    says: /missing required parameters? /i,
    means: [{ reason: "request/parameter-absent", weight: 0.95, fix: "Send the named parameters." }],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "missing required parameter 'redirect_uri'" },
  },
  {
    id: "redirect-uri",
    says: /redirect_uri did not match any of the client's registered redirect_uris/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.9,
        fix: "Add the exact URI to the client's redirect_uris; only native clients may vary the port of a loopback address.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "invalid_redirect_uri",
      description: "redirect_uri did not match any of the client's registered redirect_uris",
    },
  },
  {
    id: "client",
    says: /client is invalid/i,
    means: [
      {
        reason: "client/unknown",
        weight: 0.9,
        fix: "Add the client to the configuration or the adapter, and check its id.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_client", description: "client is invalid" },
  },
  {
    id: "client-document",
    says: /client_id metadata document (?:fetch|client_id|is not|must)/i,
    distinctive: true,
    means: [
      {
        reason: "registration/metadata-invalid",
        weight: 0.85,
        fix: "Serve the client id metadata document as JSON at that https URL, with the URL as its client_id.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_client", description: "client_id metadata document fetch failed" },
  },
  {
    id: "pkce-required",
    says: /Authorization Server policy requires PKCE/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/required",
        weight: 0.97,
        fix: "Send code_challenge and code_challenge_method=S256; pkce.required decides.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "invalid_request",
      description: "Authorization Server policy requires PKCE to be used for this request",
    },
  },
  {
    id: "pkce-method",
    says: /not supported value of code_challenge_method|code_challenge_method must be provided/i,
    distinctive: true,
    means: [{ reason: "pkce/method-unsupported", weight: 0.95, fix: "Send code_challenge_method=S256." }],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "not supported value of code_challenge_method" },
  },
  {
    id: "pkce-challenge-absent",
    says: /code_challenge must be provided with code_challenge_method/i,
    distinctive: true,
    means: [{ reason: "request/parameter-absent", weight: 0.95, fix: "Send code_challenge with its method." }],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "code_challenge must be provided with code_challenge_method" },
  },
  {
    id: "pkce-challenge",
    says: /code_challenge (?:contains invalid characters|must be a string with a)/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/challenge-malformed",
        weight: 0.97,
        fix: "Send base64url(SHA-256(verifier)): 43 characters, no padding.",
      },
    ],
    page: PKCE,
    example: {
      error: "invalid_request",
      description: "code_challenge must be a string with a minimum length of 43 characters",
    },
  },
  {
    id: "pkce-verifier",
    says: /code_verifier (?:contains invalid characters|must be a string with a)/i,
    distinctive: true,
    means: [
      { reason: "pkce/verifier-mismatch", weight: 0.8, fix: "Make the verifier of 43 to 128 unreserved characters." },
    ],
    page: PKCE,
    example: { error: "invalid_request", description: "code_verifier contains invalid characters" },
  },
  {
    id: "response-type-client",
    says: /requested response_type is not allowed for this client/i,
    distinctive: true,
    means: [
      {
        reason: "client/response-type-not-allowed",
        weight: 0.97,
        fix: "Add the response type to the client's response_types.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "requested response_type is not allowed for this client" },
  },
  {
    id: "response-type",
    says: /unsupported response_type requested/i,
    distinctive: true,
    means: [
      {
        reason: "request/response-type-unsupported",
        weight: 0.95,
        fix: "Send response_type=code, or enable the type in responseTypes.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "unsupported_response_type", description: "unsupported response_type requested" },
  },
  {
    id: "response-mode",
    says: /response_mode (?:is )?not allowed|unsupported response_mode requested/i,
    distinctive: true,
    means: [
      {
        reason: "request/response-mode-unsupported",
        weight: 0.95,
        fix: "Leave response_mode out, or send one that fits the response type.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "unsupported_response_mode", description: "unsupported response_mode requested" },
  },
  {
    id: "scope-client",
    says: /requested scope is not allowed/i,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.9,
        fix: "Add it to the client's scope and to the server's scopes.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_scope", description: "requested scope is not allowed" },
  },
  {
    id: "scope-characters",
    says: /scope contains invalid characters/i,
    distinctive: true,
    means: [{ reason: "scope/malformed", weight: 0.95, fix: "Separate scopes by one space, without quotes." }],
    page: AUTHORIZE,
    example: { error: "invalid_scope", description: "scope contains invalid characters" },
  },
  {
    id: "openid-scope",
    says: /openid scope must be requested/i,
    distinctive: true,
    means: [{ reason: "scope/missing", weight: 0.95, fix: "Add openid to scope." }],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "openid scope must be requested when using the nonce parameter" },
  },
  {
    id: "prompt",
    says: /prompt none must only be used alone|unsupported prompt value/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.95,
        fix: "Send prompt=none alone, or a value of the prompts that are configured.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "unsupported prompt value requested" },
  },
  {
    id: "request-object",
    says: /Request Object|request_uri is invalid, expired|unsupported signed request alg|request (?:client_id|response_type) must equal/i,
    means: [
      {
        reason: "request/object-invalid",
        weight: 0.9,
        fix: "Check the request object's signature, claims and life, or push a new request: a request_uri is single-use.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_request_uri", description: "request_uri is invalid, expired, or was already used" },
  },
  {
    id: "par-required",
    says: /Pushed Authorization Request must be used/i,
    distinctive: true,
    means: [{ reason: "request/object-invalid", weight: 0.9, fix: "Post the parameters to the PAR endpoint first." }],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "Pushed Authorization Request must be used" },
  },
];
