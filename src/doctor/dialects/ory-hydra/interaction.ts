/** Ory Hydra: what is said of audience, prompt, consent and request objects. */
import type { Signature } from "../define.ts";

const AUTHORIZE = "https://github.com/ory/fosite/blob/master/authorize_request_handler.go";

export const interaction: readonly Signature[] = [
  {
    id: "audience",
    says: /Requested audience ['"].*['"] has not been whitelisted/i,
    distinctive: true,
    means: [
      {
        reason: "resource/unknown",
        weight: 0.9,
        fix: "Add the audience to the client's `audience` list (`--audience`).",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "invalid_request",
      description: "Requested audience 'https://api.example.com' has not been whitelisted by the OAuth 2.0 Client.",
    },
  },
  {
    id: "prompt-none-mixed",
    says: /'prompt' was set to 'none', but contains other values|Used unknown value '.*' for prompt/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.95,
        fix: "Send prompt=none alone, or one of login, consent, select_account, registration.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "invalid_request",
      description: "Parameter 'prompt' was set to 'none', but contains other values as well which is not allowed.",
    },
  },
  {
    id: "prompt-none-insecure",
    says: /redirect uri is not considered secure \(https missing\), but "?\\?"?prompt=none/i,
    distinctive: true,
    means: [
      {
        reason: "transport/insecure",
        weight: 0.85,
        fix: "Use an https redirect URI for a public client that asks with prompt=none.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "consent_required",
      description:
        'OAuth 2.0 Client is marked public and redirect uri is not considered secure (https missing), but "prompt=none" was requested.',
    },
  },
  {
    id: "prompt-none-login",
    says: /auth_time \('.*'\) happened after the authorization request|Authorization Server requires End-User authentication/i,
    means: [
      { reason: "user/login-required", weight: 0.9, fix: "Send the user to /oauth2/auth again without prompt=none." },
    ],
    page: AUTHORIZE,
    example: { error: "login_required", description: "The Authorization Server requires End-User authentication." },
  },
  {
    id: "consent-required",
    says: /Authorization Server requires End-User consent/i,
    means: [
      {
        reason: "user/consent-required",
        weight: 0.9,
        fix: "Repeat the request without prompt=none so that the consent app can ask.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "consent_required", description: "The Authorization Server requires End-User consent." },
  },
  {
    id: "interaction-required",
    says: /requires End-User interaction of some form/i,
    means: [{ reason: "user/interaction-required", weight: 0.9, fix: "Repeat the request without prompt=none." }],
    page: AUTHORIZE,
    example: {
      error: "interaction_required",
      description: "The Authorization Server requires End-User interaction of some form to proceed.",
    },
  },
  {
    id: "csrf-cookie",
    says: /No CSRF value available in the session cookie|CSRF (?:session )?(?:value|cookie)[^.]*(?:missing|does not match|not (?:be )?found)/i,
    distinctive: true,
    means: [
      {
        reason: "transport/cookies-blocked",
        weight: 0.6,
        fix: "Let the whole flow run on one domain over https, and do not frame it; for local work start with `--dev`.",
        tell: "Every sign-in fails, or those in an iframe.",
      },
      {
        reason: "request/state-mismatch",
        weight: 0.4,
        fix: "Begin the flow again; do not open two in one browser nor use the login or consent URL twice.",
        tell: "Only a repeated or old tab fails.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "request_forbidden",
      description: "The request is not allowed. No CSRF value available in the session cookie.",
    },
  },
  {
    id: "verifier-used",
    says: /(?:login|consent) (?:verifier|request) has already been (?:used|handled)|consent request has already been used/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.6,
        fix: "Begin a new flow at /oauth2/auth; each login and consent challenge is single-use.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "access_denied",
      description:
        "The resource owner or authorization server denied the request. The consent verifier has already been used.",
    },
  },
  {
    id: "par-required",
    says: /Pushed Authorization Requests are enforced/i,
    distinctive: true,
    means: [
      {
        reason: "request/object-invalid",
        weight: 0.9,
        fix: "Post the parameters to the PAR endpoint first and send its request_uri.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "invalid_request",
      description: "Pushed Authorization Requests are enforced but no such request was sent.",
    },
  },
  {
    id: "request-object",
    says: /OpenID Connect 'request(?:_uri)?'|verify the request object|request object uses|Request URI '.*' is not whitelisted|'request' and 'request_uri' were both given|Invalid PAR session/i,
    means: [
      {
        reason: "request/object-invalid",
        weight: 0.9,
        fix: "Check the request object's signature, algorithm and keys against the client's jwks and request_object_signing_alg, or send plain parameters.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "invalid_request_object",
      description:
        "The request parameter contains an invalid Request Object. Unable to verify the request object's signature.",
    },
  },
  {
    id: "user-denied",
    error: "access_denied",
    says: /resource owner (?:or authorization server )?denied the request/i,
    means: [
      {
        reason: "user/denied",
        weight: 0.75,
        fix: "Offer the sign-in again; the consent app or the user refused.",
        tell: "The consent app called the reject endpoint.",
      },
      {
        reason: "user/policy-blocked",
        weight: 0.25,
        fix: "Look in the login app's log for why it rejected the request.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "access_denied", description: "The resource owner or authorization server denied the request." },
  },
];
