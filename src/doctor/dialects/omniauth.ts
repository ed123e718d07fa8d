/** OmniAuth and omniauth-oauth2: failure messages. */
import type { Dialect } from "./define.ts";

const STRATEGY = "https://github.com/omniauth/omniauth-oauth2/blob/master/lib/omniauth/strategies/oauth2.rb";

export const omniauth: Dialect = {
  provider: "omniauth",
  name: "OmniAuth",
  hosts: [],
  marks: [/\bomniauth\b/i, /\/auth\/failure\?/],
  signatures: [
    {
      id: "csrf",
      says: /\bcsrf_detected\b|CSRF detected/i,
      distinctive: true,
      means: [
        {
          reason: "request/state-mismatch",
          weight: 0.8,
          fix: "Keep the session over the redirect: one host, session cookie SameSite=Lax (None for form_post), no second sign-in in another tab.",
        },
        { reason: "transport/cookies-blocked", weight: 0.3, fix: "Let the session cookie come back." },
      ],
      page: STRATEGY,
      example: {
        text: "(google_oauth2) Authentication failure! csrf_detected: OmniAuth::Strategies::OAuth2::CallbackError, csrf_detected | CSRF detected",
      },
    },
    {
      id: "credentials",
      says: /\binvalid_credentials\b/i,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.45,
          fix: "Check client id and secret; the OAuth2::Error after it holds the provider's own error.",
        },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.4,
          fix: "Let callback_url be the same in both requests, without its query (redirect_uri option).",
        },
      ],
      page: STRATEGY,
      example: { text: "(oauth2) Authentication failure! invalid_credentials: OAuth2::Error, invalid_grant" },
    },
    {
      id: "authenticity",
      says: /ActionController::InvalidAuthenticityToken|OmniAuth::AuthenticityError|Attack prevented by OmniAuth/i,
      distinctive: true,
      means: [
        {
          reason: "request/wrong-method",
          weight: 0.8,
          fix: "Begin by a POST form with its token (button_to, omniauth-rails_csrf_protection).",
        },
      ],
      page: STRATEGY,
      example: { text: "(oauth2) Authentication failure! authenticity_error: OmniAuth::AuthenticityError, Forbidden" },
    },
    {
      id: "denied",
      says: /Authentication failure! access_denied/i,
      distinctive: true,
      means: [{ reason: "user/denied", weight: 0.9, fix: "Offer the sign-in again." }],
      page: STRATEGY,
      example: {
        text: "(oauth2) Authentication failure! access_denied: OmniAuth::Strategies::OAuth2::CallbackError, access_denied",
      },
    },
    {
      id: "timeout",
      says: /Authentication failure! (?:timeout|failed_to_connect)/i,
      distinctive: true,
      means: [{ reason: "server/fault", weight: 0.5, fix: "Check that this host reaches the provider." }],
      page: STRATEGY,
      example: { text: "(oauth2) Authentication failure! failed_to_connect: Faraday::ConnectionFailed" },
    },
  ],
};
