/** Ory Hydra: what the authorization endpoint says. */
import type { Signature } from "../define.ts";

const AUTHORIZE = "https://github.com/ory/fosite/blob/master/authorize_request_handler.go";

export const authorization: readonly Signature[] = [
  {
    id: "redirect-uri-unregistered",
    says: /redirect_uri' parameter does not match any of the OAuth 2\.0 Client's pre-registered/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.9,
        fix: "Add the exact URI to the client's redirect_uris: `hydra update oauth2-client <id> --redirect-uri <uri>`, or in the Ory console under OAuth 2 clients.",
        tell: "Compare sent and registered URI part by part: scheme, port, final slash.",
      },
      {
        reason: "redirect-uri/trailing-slash",
        weight: 0.35,
        fix: "Write the URI as it is registered, with or without the final slash.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "invalid_request",
      description:
        "The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed. The 'redirect_uri' parameter does not match any of the OAuth 2.0 Client's pre-registered redirect urls.",
    },
  },
  {
    id: "redirect-uri-insecure",
    says: /Redirect URL is using an insecure protocol/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/not-allowed",
        weight: 0.95,
        fix: "Register and send an https URI; plain http is accepted only for localhost and hosts that end in it, or with `--dev`.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "invalid_request",
      description:
        "Redirect URL is using an insecure protocol, http is only allowed for hosts with suffix 'localhost', for example: http://myapp.localhost/.",
    },
  },
  {
    id: "redirect-uri-illegal",
    says: /redirect URI '.*' contains an illegal character/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/malformed",
        weight: 0.95,
        fix: "Take the fragment out of the redirect URI and make it an absolute URL.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "invalid_request",
      description:
        "The redirect URI 'https://app.example.com/cb#x' contains an illegal character (for example #) or is otherwise invalid.",
    },
  },
  {
    id: "redirect-uri-absent",
    says: /redirect_uri' (?:parameter )?is required when (?:using|performing an) OpenID Connect/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.95,
        fix: "Send redirect_uri in the authorization request; with the scope openid it is never optional.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "invalid_request",
      description: "The 'redirect_uri' parameter is required when using OpenID Connect 1.0.",
    },
  },
  {
    id: "client-not-found",
    says: /requested OAuth 2\.0 Client does not exist/i,
    distinctive: true,
    means: [
      {
        reason: "client/unknown",
        weight: 0.95,
        fix: "Take the id from `hydra list oauth2-clients`, and check that the request goes to the instance or Ory project that holds it.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "invalid_client",
      description:
        "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method). The requested OAuth 2.0 Client does not exist.",
    },
  },
  {
    id: "response-type-missing",
    says: /request is missing the 'response_type' parameter/i,
    distinctive: true,
    means: [{ reason: "request/parameter-absent", weight: 0.95, fix: "Send response_type=code to /oauth2/auth." }],
    page: AUTHORIZE,
    example: {
      error: "unsupported_response_type",
      description:
        "The authorization server does not support obtaining a token using this method. `The request is missing the 'response_type' parameter.",
    },
  },
  {
    id: "response-type-client",
    says: /client is not allowed to (?:request response_type '|use (?:the )?(?:response type|(?:code|token|id_token) response type))/i,
    distinctive: true,
    means: [
      {
        reason: "client/response-type-not-allowed",
        weight: 0.95,
        fix: "Add the response type to the client's response_types, or send response_type=code.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "unsupported_response_type",
      description: "The client is not allowed to request response_type 'token'.",
    },
  },
  {
    id: "response-mode",
    says: /unsupported response_mode|Insecure response_mode '|not allowed to request response_mode|registered OAuth 2\.0 client doesn't support response_mode/i,
    means: [
      {
        reason: "request/response-mode-unsupported",
        weight: 0.95,
        fix: "Leave response_mode out, or send one that fits the response type and is registered for the client.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "unsupported_response_mode", description: 'Request with unsupported response_mode "jwt".' },
  },
  {
    id: "state-weak",
    error: "invalid_state",
    says: /state is missing or does not have enough characters|'state' must be at least/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.9,
        fix: "Send a random state of at least eight characters (oauth2.hydra and fosite refuse shorter ones).",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "invalid_state",
      description:
        "The state is missing or does not have enough characters and is therefore considered too weak. Request parameter 'state' must be at least be 8 characters long to ensure sufficient entropy.",
    },
  },
  {
    id: "state-weak-words",
    says: /'state' must be at least/i,
    distinctive: true,
    means: [
      { reason: "request/parameter-rejected", weight: 0.9, fix: "Send a random state of at least eight characters." },
    ],
    page: AUTHORIZE,
    example: { text: "Request parameter 'state' must be at least be 8 characters long to ensure sufficient entropy." },
  },
  {
    id: "nonce-short",
    says: /'nonce' is set but does not satisfy the minimum entropy/i,
    distinctive: true,
    means: [
      { reason: "request/parameter-rejected", weight: 0.95, fix: "Send a random nonce of at least eight characters." },
    ],
    page: AUTHORIZE,
    example: {
      error: "insufficient_entropy",
      description: "Parameter 'nonce' is set but does not satisfy the minimum entropy of 8 characters.",
    },
  },
  {
    id: "nonce-missing",
    says: /'nonce' must be set when (?:using|requesting)/i,
    distinctive: true,
    means: [
      {
        reason: "request/nonce-missing",
        weight: 0.95,
        fix: "Send a nonce with the implicit and hybrid flow, or ask with response_type=code.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "invalid_request",
      description: "Parameter 'nonce' must be set when using the OpenID Connect Implicit Flow.",
    },
  },
  {
    id: "scope-client",
    says: /Client is not allowed to request scope '/i,
    distinctive: true,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.85,
        fix: 'Add the scope to the client\'s scope list: `hydra update oauth2-client <id> --scope "openid offline ..."`.',
        tell: "The scope is written as the API knows it.",
      },
      {
        reason: "scope/misspelled",
        weight: 0.3,
        fix: "Compare with the client's scope field letter by letter; the strategy is exact or wildcard.",
        tell: "One letter apart from a scope that the client has.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "invalid_scope",
      description:
        "The requested scope is invalid, unknown, or malformed. The OAuth 2.0 Client is not allowed to request scope 'photos'.",
    },
  },
];
