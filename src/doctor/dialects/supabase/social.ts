/** Supabase Auth: sign-in through other providers. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://supabase.com/docs/guides/auth/debugging/error-codes";
const PAGE_1 = "https://github.com/supabase/auth/blob/master/internal/api/external_oauth.go";
const PAGE_2 = "https://github.com/supabase/auth/blob/master/internal/api/oauthserver/authorize.go";

export const social: readonly Signature[] = [
  {
    id: "bad_oauth_state",
    says: /bad_oauth_state|oauth state (?:parameter is invalid|not found or expired|has expired)|flow_state_already_used|state has already been used|oauth_client_state_|oauth_invalid_state/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.85,
        fix: "Begin the sign-in again and finish it once, within some minutes; the callback is https://PROJECT.supabase.co/auth/v1/callback.",
      },
    ],
    page: PAGE_0,
    example: { body: '{"code":400,"error_code":"bad_oauth_state","msg":"OAuth state parameter is invalid"}' },
  },
  {
    id: "bad_oauth_callback",
    says: /bad_oauth_callback|oauth state parameter missing|oauth callback with missing authorization code/i,
    distinctive: true,
    means: [
      { reason: "request/state-mismatch", weight: 0.55, fix: "The other provider must send state back unchanged." },
      {
        reason: "request/parameter-absent",
        weight: 0.5,
        fix: "The callback lacked code or state: look at what the provider sent.",
      },
    ],
    page: PAGE_0,
    example: { body: '{"code":400,"error_code":"bad_oauth_callback","msg":"OAuth state parameter missing"}' },
  },
  {
    id: "flow_state",
    says: /flow_state_(?:not_found|expired)|no associated flow state|invalid flow state,? no valid flow state found/i,
    distinctive: true,
    means: [
      { reason: "code/expired", weight: 0.5, fix: "Exchange the code once and soon (5 minutes)." },
      { reason: "code/already-used", weight: 0.5, fix: "Exchange it once: React StrictMode and reloads do it twice." },
      { reason: "pkce/verifier-missing", weight: 0.2, fix: "Finish the flow in the browser that began it." },
    ],
    page: PAGE_0,
    example: {
      body: '{"code":404,"error_code":"flow_state_not_found","msg":"invalid flow state, no valid flow state found"}',
      status: 404,
    },
  },
  {
    id: "bad_code_verifier",
    says: /bad_code_verifier|code challenge does not match previously saved code verifier/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.96,
        fix: "Keep the verifier of this very sign-in (cookie or storage); a second sign-in overwrites it.",
      },
    ],
    page: PAGE_0,
    example: {
      body: '{"code":400,"error_code":"bad_code_verifier","msg":"code challenge does not match previously saved code verifier"}',
    },
  },
  {
    id: "verifier-missing",
    says: /both auth code and code verifier should be non-empty|PKCE code verifier not found in storage|AuthPKCE\w*MissingError/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-missing",
        weight: 0.97,
        fix: "Exchange the code in the browser and storage that began the flow; with SSR use @supabase/ssr so that the cookie reaches the server, and do not open mail links elsewhere.",
      },
    ],
    page: PAGE_0,
    example: { text: "invalid request: both auth code and code verifier should be non-empty" },
  },
  {
    id: "exchange-external",
    says: /unable to exchange external code/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.6,
        fix: "Dashboard > Authentication > Sign In / Providers > (provider): correct Client ID and Secret (trailing blanks, expired secret).",
      },
      {
        reason: "redirect-uri/unregistered",
        weight: 0.3,
        fix: "Register https://PROJECT.supabase.co/auth/v1/callback at the other provider.",
      },
      { reason: "code/already-used", weight: 0.2, fix: "Look at the auth log for the provider's response." },
    ],
    page: PAGE_1,
    example: {
      text: "error=server_error&error_code=unexpected_failure&error_description=Unable to exchange external code: 4/0A",
    },
  },
  {
    id: "external-profile",
    says: /error getting user (?:profile|email) from external provider/i,
    distinctive: true,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.65,
        fix: "Ask the scopes for profile and e-mail at the other provider, and let the account have a verified email address.",
      },
    ],
    page: PAGE_1,
    example: { text: "Error getting user email from external provider" },
  },
  {
    id: "provider-disabled",
    says: /provider is not enabled|unsupported provider|provider_disabled|oauth_provider_not_supported|email_provider_disabled/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.85,
        fix: "Dashboard > Authentication > Sign In / Providers: switch the provider on and fill in its credentials; or correct the name.",
      },
    ],
    page: PAGE_0,
    example: {
      body: '{"code":400,"error_code":"validation_failed","msg":"Unsupported provider: provider is not enabled"}',
    },
  },
  {
    id: "signup-disabled",
    says: /signup_disabled|signups not allowed for this instance|database error saving new user/i,
    means: [
      {
        reason: "user/policy-blocked",
        weight: 0.8,
        fix: "Dashboard > Authentication: Allow new users to sign up; a failing trigger on auth.users says database error.",
      },
    ],
    page: PAGE_0,
    example: {
      body: '{"code":422,"error_code":"signup_disabled","msg":"Signups not allowed for this instance"}',
      status: 422,
    },
  },
  {
    id: "id-token-audience",
    says: /unacceptable audience in id_token/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-audience",
        weight: 0.97,
        fix: "Add the client id of the app to Client IDs of the provider (Google: Authorized Client IDs).",
      },
    ],
    page: PAGE_0,
    example: { text: "Unacceptable audience in id_token: [abc.apps.example.com]" },
  },
  {
    id: "nonce",
    says: /nonces mismatch|passed nonce and nonce in id_token should either both exist/i,
    distinctive: true,
    means: [
      {
        reason: "request/nonce-missing",
        weight: 0.75,
        fix: "Give signInWithIdToken the raw nonce whose SHA-256 was sent to the provider, or no nonce at both.",
      },
    ],
    page: PAGE_0,
    example: { text: "Passed nonce and nonce in id_token should either both exist or not." },
  },
  {
    id: "pkce-params",
    says: /pkce flow requires (?:both )?code_challenge|code_challenge_method (?:must be|.{0,10}invalid)|invalid code_challenge_method|code_?challenge (?:has to|must) be between/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/challenge-malformed",
        weight: 0.7,
        fix: "Send code_challenge (43 to 128 characters) together with code_challenge_method=s256.",
      },
    ],
    page: PAGE_2,
    example: {
      body: '{"code":400,"error_code":"validation_failed","msg":"PKCE flow requires code_challenge_method and code_challenge"}',
    },
  },
  {
    id: "rate",
    says: /over_(?:request|email_send|sms_send)_rate_limit|rate limit (?:reached|exceeded)/i,
    means: [
      {
        reason: "server/rate-limited",
        weight: 0.96,
        fix: "Wait; raise the limits under Authentication > Rate Limits.",
      },
    ],
    page: PAGE_0,
    example: {
      body: '{"code":429,"error_code":"over_request_rate_limit","msg":"Request rate limit reached"}',
      status: 429,
    },
  },
];
