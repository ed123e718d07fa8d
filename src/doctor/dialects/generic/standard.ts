/** Wordings that many servers and runtimes share: requests, clients and redirect URIs. */
import type { Signature } from "../define.ts";

const RFC6749 = "https://www.rfc-editor.org/rfc/rfc6749";
const RFC7636 = "https://www.rfc-editor.org/rfc/rfc7636";
const RFC8707 = "https://www.rfc-editor.org/rfc/rfc8707";

export const standard: readonly Signature[] = [
  {
    id: "redirect-uri-mismatch",
    says: /\b(?:redirect_uri_mismatch|invalid_redirect_uri)\b/,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.8,
        fix: "Register the exact redirect URI of the request with the client.",
      },
    ],
    page: RFC6749,
    example: {
      error: "redirect_uri_mismatch",
      description: "The redirection URI provided does not match a pre-registered value.",
    },
  },
  {
    id: "redirect-uri-words",
    says: /redirect(?:ion)?[_ -]?ur[il]\W{0,3} .{0,60}(?:not (?:registered|match|allowed|valid|whitelisted)|mismatch|(?:does|did) not match)|(?:mismatch\w*|invalid|unregistered|unknown) redirect(?:ion)?[_ -]?ur[il]/i,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.75,
        fix: "Register the exact redirect URI of the request with the client: scheme, host, port, path and final slash.",
      },
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.3,
        fix: "Send in the token request the redirect_uri of the authorization request.",
        tell: "It is the token endpoint that says so.",
      },
    ],
    page: RFC6749,
    example: { text: "The redirect_uri does not match the registered value" },
  },
  {
    id: "secret-expired",
    says: /client secret (?:has |is )?expired/i,
    means: [
      { reason: "client-auth/secret-expired", weight: 0.95, fix: "Make a new secret and put it into the application." },
    ],
    page: RFC6749,
    example: { text: "The client secret has expired" },
  },
  {
    id: "secret-wrong",
    says: /(?:invalid|wrong|incorrect|bad) client[_ ]secret|client[_ ]secret (?:is |was )?(?:invalid|wrong|incorrect|does not match)/i,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.88,
        fix: "Copy the secret's value again, whole and without white space.",
      },
    ],
    page: RFC6749,
    example: { text: "Invalid client secret" },
  },
  {
    id: "client-unknown",
    says: /(?:unknown|invalid|no such) client(?:[_ ]?id)?\b|client(?:[_ ]?id)? (?:was |is )?(?:not found|unknown|not registered|does not exist)|client does not exist/i,
    means: [
      {
        reason: "client/unknown",
        weight: 0.8,
        fix: "Copy the client id from the provider, of the environment to which the request goes.",
      },
    ],
    page: RFC6749,
    example: { text: "Unknown client_id" },
  },
  {
    id: "client-failed",
    error: "invalid_client",
    says: /client authentication failed/i,
    means: [
      { reason: "client-auth/secret-wrong", weight: 0.55, fix: "Copy the secret's value again." },
      { reason: "client/unknown", weight: 0.35, fix: "Check the client id and the environment." },
      {
        reason: "client-auth/method-mismatch",
        weight: 0.35,
        fix: "Send the credentials as the client is registered: Basic or form body.",
      },
    ],
    page: RFC6749,
    example: { error: "invalid_client", description: "Client authentication failed" },
  },
  {
    id: "grant-not-allowed",
    says: /\b(?:unauthorized_client)\b/,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.65,
        fix: "Allow the grant type for this client at the provider.",
      },
    ],
    page: RFC6749,
    example: {
      error: "unauthorized_client",
      description: "The client is not authorized to use this authorization grant type",
    },
  },
  {
    id: "grant-type-absent",
    says: /(?:missing|required)[^.]{0,30}\bgrant_type\b|grant_type[^.]{0,20}(?:is )?(?:missing|required|not specified)/i,
    means: [
      { reason: "request/parameter-absent", weight: 0.55, fix: "Send grant_type in the form body." },
      {
        reason: "request/wrong-content-type",
        weight: 0.45,
        fix: "Send application/x-www-form-urlencoded: the body was not read.",
        tell: "The request has a JSON body.",
      },
    ],
    page: RFC6749,
    example: { text: "Missing grant_type parameter" },
  },
  {
    id: "parameter-absent",
    error: "invalid_request",
    says: /(?:missing|required) (?:required )?(?:parameter|field)s?\b|parameter .{1,40} (?:is )?(?:missing|required)|\bis required\b/i,
    means: [{ reason: "request/parameter-absent", weight: 0.75, fix: "Send the parameter that the message names." }],
    page: RFC6749,
    example: { error: "invalid_request", description: "Missing required parameter: scope" },
  },
  {
    id: "parameter-repeated",
    says: /(?:duplicate|repeated) parameter|parameter .{1,40}(?:more than once|repeated|duplicated) *(?!,)|multiple values for/i,
    means: [{ reason: "request/parameter-repeated", weight: 0.6, fix: "Send each parameter once." }],
    page: RFC6749,
    example: { text: "Duplicate parameter: scope" },
  },
  {
    id: "content-type",
    says: /(?:content[- ]type|media type).{0,60}(?:application\/x-www-form-urlencoded|not supported|unsupported|invalid)|unsupported media type|\b415\b/i,
    means: [
      {
        reason: "request/wrong-content-type",
        weight: 0.88,
        fix: "Send a form body, application/x-www-form-urlencoded.",
      },
    ],
    page: RFC6749,
    example: { text: "415 Unsupported Media Type" },
  },
  {
    id: "method",
    says: /\b405\b.*Method Not Allowed|(?:request|HTTP) method .{0,20}(?:not (?:allowed|supported))|method must be POST/i,
    means: [
      {
        reason: "request/wrong-method",
        weight: 0.85,
        fix: "POST to the token endpoint; GET the authorization endpoint.",
      },
    ],
    page: RFC6749,
    example: { text: "405 Method Not Allowed" },
  },
  {
    id: "unsupported-grant",
    says: /\b(?:unsupported_grant_type)\b/,
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.7,
        fix: "Check the spelling of grant_type, and grant_types_supported of the provider's metadata.",
      },
    ],
    page: RFC6749,
    example: {
      error: "unsupported_grant_type",
      description: "The authorization grant type is not supported by the authorization server.",
    },
  },
  {
    id: "unsupported-response",
    says: /\b(?:unsupported_response_type)\b/,
    means: [{ reason: "request/response-type-unsupported", weight: 0.7, fix: "Send response_type=code." }],
    page: RFC6749,
    example: {
      error: "unsupported_response_type",
      description: "The authorization server does not support obtaining an authorization code using this method.",
    },
  },
  {
    id: "pkce-required",
    says: /(?:pkce|code[_ ]challenge)\W.{0,40}(?:required|missing|mandatory|must be)|(?:requires?|missing).{0,30}(?:pkce|code[_ ]challenge)\b/i,
    means: [{ reason: "pkce/required", weight: 0.85, fix: "Send code_challenge and code_challenge_method=S256." }],
    page: RFC7636,
    example: { text: "PKCE is required for this client" },
  },
  {
    id: "verifier-missing",
    says: /(?:code[_ ]verifier)\W.{0,30}(?:required|missing|not (?:provided|found))|missing.{0,20}code[_ ]verifier/i,
    means: [
      {
        reason: "pkce/verifier-missing",
        weight: 0.9,
        fix: "Send the code_verifier of this flow in the token request.",
      },
    ],
    page: RFC7636,
    example: { text: "code_verifier is required" },
  },
  {
    id: "verifier-mismatch",
    says: /code[_ ]verifier.{0,50}(?:invalid|mismatch|not match|incorrect|failed)|(?:invalid|incorrect|wrong) code[_ ]verifier|PKCE (?:verification|validation) failed/i,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.9,
        fix: "Send the verifier from which this flow's challenge was made.",
      },
    ],
    page: RFC7636,
    example: { text: "Invalid code_verifier" },
  },
  {
    id: "resource-unknown",
    says: /\b(?:invalid_target)\b/,
    means: [
      { reason: "resource/unknown", weight: 0.75, fix: "Send a resource or audience that the server has registered." },
    ],
    page: RFC8707,
    example: {
      error: "invalid_target",
      description: "The requested resource is invalid, missing, unknown, or malformed.",
    },
  },
];
