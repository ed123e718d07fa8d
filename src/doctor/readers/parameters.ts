/** Names of request parameters, to recognize a list of them. */
export const PARAMETER_NAMES: ReadonlySet<string> = new Set([
  ...["response_type", "client_id", "client_secret", "redirect_uri", "scope", "state", "nonce", "grant_type", "code"],
  ...["code_verifier", "code_challenge", "code_challenge_method", "refresh_token", "username", "password", "assertion"],
  ...["client_assertion", "client_assertion_type", "device_code", "user_code", "audience", "resource", "subject_token"],
  ...[
    "subject_token_type",
    "actor_token",
    "requested_token_type",
    "response_mode",
    "prompt",
    "access_type",
    "login_hint",
  ],
  ...["token_type_hint", "request_uri", "request", "id_token_hint", "acr_values", "max_age", "display", "ui_locales"],
]);
