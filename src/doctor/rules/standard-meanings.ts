/** What a standard error alone can mean, ranked, and what distinguishes the causes. These are priors and prove nothing. */
import type { CauseCode } from "../../reasons/causes.ts";

export type Meaning = readonly [reason: CauseCode, confidence: number, tell?: string];

const CODE: readonly Meaning[] = [
  [
    "code/already-used",
    0.34,
    "Look whether the token request was sent twice with the same code: a reload, React's strict mode, a retry after a time-out.",
  ],
  [
    "code/expired",
    0.3,
    "Compare the time of the redirect with that of the token request: codes live for a minute to ten.",
  ],
  [
    "code/redirect-uri-mismatch",
    0.28,
    "Compare redirect_uri of the token request with that of the authorization request, letter by letter.",
  ],
  [
    "pkce/verifier-mismatch",
    0.2,
    "Hash the code_verifier and compare it with the code_challenge of the authorization request.",
  ],
  ["code/unknown", 0.16, "Look whether both requests go to the same server, tenant and environment."],
  ["code/of-other-client", 0.14, "Compare the client_id of both requests."],
  ["code/corrupted", 0.13, "Compare the code in the redirect with the one that is sent: %2F must have become / once."],
];

const REFRESH: readonly Meaning[] = [
  [
    "refresh-token/expired",
    0.36,
    "Compare the age of the refresh token, and the time since it was last used, with the server's limits.",
  ],
  [
    "refresh-token/revoked",
    0.34,
    "Ask the user whether access was removed or the password changed, and look at the server's log of sign-ins.",
  ],
  [
    "refresh-token/reused",
    0.26,
    "Look whether two processes refresh with the same token, or the new one was not stored.",
  ],
  ["grant/revoked-by-user", 0.2, "The user's list of connected applications shows whether this one is still in it."],
  ["refresh-token/unknown", 0.18, "Look whether what is sent is the refresh token, whole, and of this server."],
  ["refresh-token/of-other-client", 0.14, "Compare the client_id with the one that got the token."],
];

const ASSERTION: readonly Meaning[] = [
  ["time/clock-skew", 0.33, "Compare the clock of the machine with the Date header of the response."],
  ["assertion/signature-invalid", 0.31, "Compare the key id with the keys that are registered for the account."],
  ["assertion/expired", 0.3, "Decode the assertion: exp must lie ahead, and iat not too far from it."],
  ["assertion/wrong-audience", 0.24, "aud must be what the server documents, mostly its token endpoint."],
  ["assertion/subject-not-delegated", 0.18, "An administrator has to allow the client to act for the sub."],
];

/** What `invalid_grant` can mean, by what was redeemed. */
export const GRANT: Readonly<Record<string, readonly Meaning[]>> = {
  code: CODE,
  refresh: REFRESH,
  assertion: ASSERTION,
  "client-assertion": ASSERTION,
  password: [
    ["user/credentials-wrong", 0.55, "Sign in by hand with the same name and password."],
    ["user/account-not-ready", 0.22, "Look whether the account is disabled, locked or has an action open."],
    ["user/mfa-required", 0.15, "A second factor cannot be asked for by this grant."],
  ],
  exchange: [
    ["token/expired", 0.3, "Decode the subject_token and look at exp."],
    ["token/wrong-audience", 0.28, "Decode the subject_token and look at aud."],
    ["token/malformed", 0.2],
  ],
  device: [
    ["code/expired", 0.4, "Compare the age of the device code with its expires_in."],
    ["code/already-used", 0.2],
  ],
  unknown: [...CODE.slice(0, 3), ...REFRESH.slice(0, 3)].map(([reason, confidence, tell]) => [
    reason,
    confidence * 0.7,
    tell ?? "",
  ]),
};

/** What `invalid_client` can mean. */
export const CLIENT: readonly Meaning[] = [
  ["client-auth/secret-wrong", 0.42, "Set a new secret and send it, without anything around it, by hand."],
  [
    "client/unknown",
    0.3,
    "Compare the client_id with the one in the server's console, and look whether it is the right tenant or environment.",
  ],
  [
    "client-auth/method-mismatch",
    0.26,
    "Compare the registered token_endpoint_auth_method with how the secret is sent: Basic header or body.",
  ],
  ["client-auth/secret-absent", 0.18, "Look at the request itself: is there a secret in it?"],
  ["client-auth/secret-expired", 0.14, "Look at the end date of the secret in the server's console."],
];

/** A device or a program without a secret begins the device flow. A client that is refused there is registered for something else. */
export const DEVICE_CLIENT: readonly Meaning[] = [
  [
    "client/type-mismatch",
    0.46,
    "Look whether the client is registered as public, and whether the device flow is allowed for it.",
  ],
  ["client-auth/secret-absent", 0.3, "Look whether the client is registered as confidential."],
  ["client/grant-type-not-allowed", 0.3, "Compare the grants that are allowed for the client."],
  ["client/unknown", 0.24],
];

/** What every other error can mean. */
export const ALONE: Readonly<Record<string, readonly Meaning[]>> = {
  invalid_client: CLIENT,
  unauthorized_client: [
    ["client/grant-type-not-allowed", 0.45, "Compare grant_type with the grants that are allowed for the client."],
    ["client/response-type-not-allowed", 0.25],
    ["client/unknown", 0.24, "Compare the client_id with the server's console."],
    ["client-auth/secret-wrong", 0.18],
    ["client/disabled", 0.12],
  ],
  invalid_request: [
    ["request/parameter-absent", 0.32, "Compare the parameters that are sent with those that the grant requires."],
    ["redirect-uri/unregistered", 0.2, "Compare redirect_uri with the registered ones, letter by letter."],
    ["request/wrong-content-type", 0.18, "The body of a token request is application/x-www-form-urlencoded."],
    ["request/parameter-rejected", 0.18],
    ["pkce/required", 0.14, "Look whether the authorization request has a code_challenge."],
  ],
  invalid_scope: [
    ["scope/unknown", 0.36, "Compare each scope with the server's list."],
    ["scope/not-allowed-for-client", 0.34, "Compare each scope with those that are allowed for the client."],
    ["scope/malformed", 0.16],
    ["scope/misspelled", 0.14],
    ["scope/exceeds-grant", 0.08],
  ],
  unsupported_grant_type: [
    [
      "request/grant-type-unsupported",
      0.45,
      "Compare grant_type with grant_types_supported of the discovery document.",
    ],
    [
      "request/wrong-content-type",
      0.3,
      "Where grant_type is right, the server could not read it: the body must be a form.",
    ],
    ["client/grant-type-not-allowed", 0.22],
    ["request/parameter-absent", 0.12],
  ],
  unsupported_response_type: [
    [
      "request/response-type-unsupported",
      0.55,
      "Compare response_type with response_types_supported of the discovery document.",
    ],
    ["client/response-type-not-allowed", 0.4],
  ],
  unsupported_response_mode: [["request/response-mode-unsupported", 0.75]],
  redirect_uri_mismatch: [
    ["redirect-uri/unregistered", 0.6, "Compare redirect_uri with the registered ones, letter by letter."],
    ["redirect-uri/scheme-mismatch", 0.2],
    ["redirect-uri/trailing-slash", 0.2],
  ],
  invalid_redirect_uri: [
    ["redirect-uri/unregistered", 0.5],
    ["redirect-uri/not-allowed", 0.3],
    ["redirect-uri/malformed", 0.25],
  ],
  invalid_token: [
    ["token/expired", 0.42, "Decode the token, or introspect it, and look at exp."],
    ["token/malformed", 0.22],
    ["token/wrong-audience", 0.22, "Decode the token and look at aud."],
    ["token/signature-invalid", 0.18],
    ["token/wrong-issuer", 0.14],
  ],
  insufficient_scope: [["token/insufficient-scope", 0.8]],
  access_denied: [
    ["user/denied", 0.5, "Try again and accept. If that fails too, a policy of the server refuses it."],
    ["user/policy-blocked", 0.2],
    ["user/not-assigned", 0.2],
    ["user/consent-required", 0.12],
  ],
  login_required: [
    ["user/login-required", 0.8],
    ["transport/cookies-blocked", 0.3, "Look whether the session's cookie is sent in the frame."],
  ],
  consent_required: [
    ["user/consent-required", 0.8],
    ["scope/needs-admin-consent", 0.25],
  ],
  interaction_required: [
    ["user/interaction-required", 0.7],
    ["user/mfa-required", 0.25],
    ["user/login-required", 0.2],
  ],
  account_selection_required: [["user/interaction-required", 0.8]],
  unmet_authentication_requirements: [["user/mfa-required", 0.7]],
  insufficient_user_authentication: [
    ["user/mfa-required", 0.65],
    ["user/login-required", 0.2],
  ],
  mfa_required: [["user/mfa-required", 0.85]],
  server_error: [
    ["server/fault", 0.5],
    ["request/parameter-rejected", 0.12],
  ],
  temporarily_unavailable: [
    ["server/fault", 0.5],
    ["server/rate-limited", 0.3],
  ],
  slow_down: [["server/rate-limited", 0.8]],
  too_many_requests: [["server/rate-limited", 0.9]],
  rate_limit_exceeded: [["server/rate-limited", 0.9]],
  expired_token: [
    ["code/expired", 0.6],
    ["token/expired", 0.35],
  ],
  token_expired: [["token/expired", 0.85]],
  invalid_target: [
    ["resource/unknown", 0.6],
    ["resource/mismatch", 0.3],
  ],
  invalid_resource: [
    ["resource/unknown", 0.7],
    ["resource/mismatch", 0.3],
  ],
  invalid_client_metadata: [["registration/metadata-invalid", 0.8]],
  invalid_software_statement: [["registration/metadata-invalid", 0.7]],
  unapproved_software_statement: [["registration/not-allowed", 0.6]],
  invalid_dpop_proof: [["dpop/proof-invalid", 0.85]],
  use_dpop_nonce: [["dpop/nonce-required", 0.95]],
  invalid_client_attestation: [
    ["client-auth/attestation-invalid", 0.6],
    ["client-auth/attestation-proof-invalid", 0.55],
  ],
  use_attestation_challenge: [["client-auth/attestation-challenge", 0.95]],
  use_fresh_attestation: [["client-auth/attestation-stale", 0.95]],
  invalid_request_object: [["request/object-invalid", 0.85]],
  invalid_request_uri: [
    ["request/object-uri-invalid", 0.75],
    ["request/object-invalid", 0.6],
  ],
  request_not_supported: [
    ["request/object-unsupported", 0.7],
    ["request/object-invalid", 0.4],
  ],
  request_uri_not_supported: [
    ["request/object-uri-unsupported", 0.7],
    ["request/object-invalid", 0.4],
  ],
  registration_not_supported: [
    ["request/registration-unsupported", 0.5],
    ["registration/not-allowed", 0.4],
  ],
  unsupported_token_type: [["token/malformed", 0.3]],
};
