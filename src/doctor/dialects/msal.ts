/** MSAL for JavaScript, .NET and Python: the library's own codes; the AADSTS codes inside are Microsoft's. */
import type { Dialect } from "./define.ts";

const BROWSER =
  "https://github.com/AzureAD/microsoft-authentication-library-for-js/blob/dev/lib/msal-browser/src/error/BrowserAuthError.ts";
const PYTHON = "https://github.com/AzureAD/microsoft-authentication-library-for-python/blob/dev/msal/application.py";

export const msal: Dialect = {
  provider: "msal",
  name: "MSAL (Microsoft Authentication Library)",
  hosts: [],
  marks: [
    /\bmsal\b/i,
    /\b(?:BrowserAuthError|ClientAuthError|ClientConfigurationError|InteractionRequiredAuthError|MsalUiRequiredException|MsalServiceException|MsalClientException)\b/,
    /aka\.ms\/msaljs/,
    /aka\.ms\/msal-net/,
  ],
  signatures: [
    {
      id: "post-request-failed",
      says: /\bpost_request_failed\b|If the browser threw a CORS error, check that the redirectUri is registered/i,
      distinctive: true,
      means: [
        {
          reason: "transport/cors-blocked",
          weight: 0.75,
          fix: "Register the redirect URI under the platform Single-page application, not Web.",
        },
        {
          reason: "client/type-mismatch",
          weight: 0.4,
          fix: "Move the redirect URI from Web to Single-page application.",
        },
      ],
      page: BROWSER,
      example: {
        text: "BrowserAuthError: post_request_failed: Network request failed: If the browser threw a CORS error, check that the redirectUri is registered in the Azure App Portal as type 'SPA'",
      },
    },
    {
      id: "interaction-in-progress",
      says: /\binteraction_in_progress\b/i,
      distinctive: true,
      means: [
        {
          reason: "request/state-mismatch",
          weight: 0.4,
          fix: "Await handleRedirectPromise() before another loginRedirect or loginPopup, and begin one interaction at a time.",
        },
      ],
      page: BROWSER,
      example: { text: "BrowserAuthError: interaction_in_progress: Interaction is currently in progress." },
    },
    {
      id: "monitor-window-timeout",
      says: /\bmonitor_(?:window|popup)_timeout\b/i,
      distinctive: true,
      means: [
        {
          reason: "transport/cookies-blocked",
          weight: 0.5,
          fix: "Call an interactive method when acquireTokenSilent fails; the hidden iframe got no session cookie.",
        },
        {
          reason: "redirect-uri/unregistered",
          weight: 0.25,
          fix: "Let redirectUri be a blank page that does not clear the hash.",
        },
      ],
      page: BROWSER,
      example: { text: "BrowserAuthError: monitor_window_timeout: Token acquisition in iframe failed due to timeout." },
    },
    {
      id: "block-iframe",
      says: /\bblock_iframe_reload\b|\bredirect_in_iframe\b/i,
      distinctive: true,
      means: [
        {
          reason: "transport/cookies-blocked",
          weight: 0.4,
          fix: "Use a blank redirectUri page for silent calls, and pop-ups when framed.",
        },
      ],
      page: BROWSER,
      example: {
        text: "BrowserAuthError: block_iframe_reload: Request was blocked inside an iframe because MSAL detected an authentication response.",
      },
    },
    {
      id: "hash-empty",
      says: /\bhash_empty_error\b|\bhash_does_not_contain_known_properties\b/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.3,
          fix: "Let the redirectUri page keep the hash: a router may clear it.",
        },
      ],
      page: BROWSER,
      example: { text: "BrowserAuthError: hash_empty_error: Hash value cannot be processed because it is empty." },
    },
    {
      id: "state",
      says: /\bstate_mismatch\b|\bstate_not_found\b|\binvalid_state\b|\bno_state_in_hash\b|\bunable_to_parse_state\b/i,
      means: [
        {
          reason: "request/state-mismatch",
          weight: 0.9,
          fix: "Begin the sign-in again in one tab; do not open the redirect page yourself.",
        },
      ],
      page: BROWSER,
      example: {
        text: "ClientAuthError: state_mismatch: State mismatch error. Please check your network. Continued requests may cause cache overflow.",
      },
    },
    {
      id: "nonce",
      says: /\bnonce_mismatch\b/i,
      distinctive: true,
      means: [
        {
          reason: "request/state-mismatch",
          weight: 0.8,
          fix: "Begin the sign-in again; do not store parts of the cache elsewhere.",
        },
      ],
      page: BROWSER,
      example: { text: "ClientAuthError: nonce_mismatch: Nonce mismatch error." },
    },
    {
      id: "request-cache",
      says: /\bno_token_request_cache_error\b|\bpkce_params_missing\b|unable_to_parse_token_request_cache_error/i,
      distinctive: true,
      means: [
        {
          reason: "request/state-mismatch",
          weight: 0.6,
          fix: "Return to the origin that began the sign-in, with its sessionStorage.",
        },
        {
          reason: "pkce/verifier-missing",
          weight: 0.5,
          fix: "Keep the code_verifier between both halves of the flow.",
        },
      ],
      page: BROWSER,
      example: { text: "BrowserAuthError: no_token_request_cache_error: No token request found in cache." },
    },
    {
      id: "no-tokens",
      says: /\bno_tokens_found\b|\bno_account_found\b|\bno_account_error\b|\bno_account_in_silent_request\b|\bnull_or_empty_token\b/i,
      distinctive: true,
      means: [
        {
          reason: "user/login-required",
          weight: 0.8,
          fix: "Call loginRedirect, loginPopup or acquireTokenPopup, and setActiveAccount.",
        },
      ],
      page: BROWSER,
      example: {
        text: "InteractionRequiredAuthError: no_tokens_found: No refresh token found in the cache. Please sign-in.",
      },
    },
    {
      id: "refresh-expired",
      says: /\brefresh_token_expired\b/i,
      distinctive: true,
      means: [
        {
          reason: "refresh-token/expired",
          weight: 0.93,
          fix: "Call an interactive method; refresh tokens of a SPA live 24 hours.",
        },
      ],
      page: BROWSER,
      example: { text: "InteractionRequiredAuthError: refresh_token_expired: Refresh token has expired." },
    },
    {
      id: "cancelled",
      says: /\buser_cancell?ed\b|authentication_canceled/i,
      means: [{ reason: "user/denied", weight: 0.85, fix: "Offer the sign-in again: the pop-up was closed." }],
      page: BROWSER,
      example: { text: "BrowserAuthError: user_cancelled: User cancelled the flow." },
    },
    {
      id: "consent",
      says: /\bconsent_required\b/i,
      means: [{ reason: "user/consent-required", weight: 0.85, fix: "Call an interactive method with these scopes." }],
      page: BROWSER,
      example: { text: "InteractionRequiredAuthError: consent_required" },
    },
    {
      id: "interaction",
      says: /\binteraction_required\b|MsalUiRequiredException|InteractionRequiredAuthError/i,
      means: [
        {
          reason: "user/interaction-required",
          weight: 0.6,
          fix: "Catch it and call acquireTokenPopup, acquireTokenRedirect or AcquireTokenInteractive; the AADSTS code says why.",
        },
        { reason: "user/mfa-required", weight: 0.35, fix: "Sign in interactively with the second factor." },
        { reason: "user/consent-required", weight: 0.3, fix: "Consent interactively." },
      ],
      page: BROWSER,
      example: { text: "InteractionRequiredAuthError: interaction_required" },
    },
    {
      id: "authority",
      says: /\buntrusted_authority\b|\bauthority_mismatch\b|\bendpoints_resolution_error\b|\bopenid_config_error\b|invalid_cloud_discovery_metadata/i,
      distinctive: true,
      means: [
        {
          reason: "request/wrong-endpoint",
          weight: 0.6,
          fix: "Correct authority, and list B2C or custom hosts in knownAuthorities.",
        },
        { reason: "request/wrong-environment", weight: 0.3, fix: "Use the authority of the account's cloud." },
      ],
      page: BROWSER,
      example: {
        text: "ClientConfigurationError: untrusted_authority: The provided authority is not a trusted authority. Please include this authority in the knownAuthorities config parameter.",
      },
    },
    {
      id: "insecure",
      says: /\bauthority_uri_insecure\b/i,
      distinctive: true,
      means: [{ reason: "transport/insecure", weight: 0.97, fix: "Use an https authority." }],
      page: BROWSER,
      example: { text: "ClientConfigurationError: authority_uri_insecure: Authority URIs must use https." },
    },
    {
      id: "crypto",
      says: /\bcrypto_nonexistent\b|\bpkce_not_created\b/i,
      distinctive: true,
      means: [
        {
          reason: "transport/insecure",
          weight: 0.9,
          fix: "Serve the page over https or from localhost: window.crypto.subtle is absent elsewhere.",
        },
      ],
      page: BROWSER,
      example: { text: "BrowserAuthError: crypto_nonexistent: The crypto object or function is not available." },
    },
    {
      id: "scopes",
      says: /\bempty_input_scopes_error\b|\bempty_input_scopeset\b/i,
      distinctive: true,
      means: [{ reason: "scope/missing", weight: 0.97, fix: "Pass at least one scope." }],
      page: BROWSER,
      example: {
        text: "ClientConfigurationError: empty_input_scopes_error: Scopes cannot be passed as null, undefined or empty array.",
      },
    },
    {
      id: "credential",
      says: /\binvalid_client_credential\b|\binvalid_assertion\b/i,
      means: [
        {
          reason: "client-auth/secret-absent",
          weight: 0.75,
          fix: "Give one of clientSecret, clientCertificate or clientAssertion.",
        },
      ],
      page: BROWSER,
      example: {
        text: "ClientAuthError: invalid_client_credential: Client credential (secret, certificate, or assertion) must not be empty when creating a confidential client.",
      },
    },
    {
      id: "python-state",
      says: /ValueError: state (?:mismatch: |missing from auth_code_flow)/i,
      distinctive: true,
      means: [
        {
          reason: "request/state-mismatch",
          weight: 0.95,
          fix: "Keep the dict of initiate_auth_code_flow in the session until the callback.",
        },
      ],
      page: PYTHON,
      example: { text: "ValueError: state mismatch: a1 vs b2" },
    },
  ],
};
