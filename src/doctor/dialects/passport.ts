/** passport-oauth2 and the strategies built on it. */
import type { Dialect } from "./define.ts";

const STRATEGY = "https://github.com/jaredhanson/passport-oauth2/blob/master/lib/strategy.js";
const STATE = "https://github.com/jaredhanson/passport-oauth2/blob/master/lib/state/session.js";

export const passport: Dialect = {
  provider: "passport",
  name: "Passport (passport-oauth2)",
  hosts: [],
  marks: [/passport-oauth2|passport-openidconnect/, /\b(?:InternalOAuthError|TokenError|AuthorizationError)\b/],
  signatures: [
    {
      id: "state-verify",
      says: /Unable to verify authorization request state/i,
      distinctive: true,
      means: [
        {
          reason: "request/state-mismatch",
          weight: 0.75,
          fix: "Keep the session over the redirect: one host, express-session before passport, a shared store.",
        },
        {
          reason: "transport/cookies-blocked",
          weight: 0.35,
          fix: "Set the session cookie SameSite=Lax, secure with trust proxy.",
        },
      ],
      page: STATE,
      example: { text: '{"message":"Unable to verify authorization request state."}' },
    },
    {
      id: "state-invalid",
      says: /Invalid authorization request state/i,
      distinctive: true,
      means: [
        {
          reason: "request/state-mismatch",
          weight: 0.93,
          fix: "Begin the sign-in again: the state is not the stored one.",
        },
      ],
      page: STATE,
      example: { text: '{"message":"Invalid authorization request state."}' },
    },
    {
      id: "session",
      says: /OAuth 2\.0 authentication requires session support when using state/i,
      distinctive: true,
      means: [
        { reason: "request/state-mismatch", weight: 0.8, fix: "Use express-session before passport.initialize()." },
      ],
      page: STATE,
      example: {
        text: "Error: OAuth 2.0 authentication requires session support when using state. Did you forget to use express-session middleware?",
      },
    },
    {
      id: "token-certificate",
      says: /InternalOAuthError: Failed to obtain access token[\s\S]*(?:certificate|UNABLE_TO)/i,
      distinctive: true,
      means: [{ reason: "transport/certificate-problem", weight: 0.9, fix: "Give Node the CA (NODE_EXTRA_CA_CERTS)." }],
      page: STRATEGY,
      example: {
        text: "InternalOAuthError: Failed to obtain access token (status: undefined data: unable to verify the first certificate)",
      },
    },
    {
      id: "token",
      says: /Failed to obtain access token/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.45,
          fix: "Read data of oauthError: it holds the provider's own error; check clientID and clientSecret.",
        },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.25,
          fix: "Set callbackURL to the registered URL, absolute.",
        },
        { reason: "request/wrong-endpoint", weight: 0.2, fix: "Check tokenURL." },
      ],
      page: STRATEGY,
      example: { text: "InternalOAuthError: Failed to obtain access token" },
    },
    {
      id: "profile",
      says: /Failed to fetch user profile|failed to fetch user profile/i,
      distinctive: true,
      means: [{ reason: "token/insufficient-scope", weight: 0.5, fix: "Ask for the scopes that the profile wants." }],
      page: STRATEGY,
      example: { text: "InternalOAuthError: Failed to fetch user profile" },
    },
    {
      id: "token-error-code",
      says: /TokenError: (?:Bad Request|Malformed auth code)/i,
      distinctive: true,
      means: [
        {
          reason: "code/already-used",
          weight: 0.45,
          fix: "Let the callback run once: no double request of the browser.",
        },
        { reason: "code/redirect-uri-mismatch", weight: 0.35, fix: "Set callbackURL to the registered URL." },
        { reason: "code/corrupted", weight: 0.25, fix: "Send the code decoded once." },
      ],
      page: STRATEGY,
      example: { text: "TokenError: Bad Request" },
    },
  ],
};
