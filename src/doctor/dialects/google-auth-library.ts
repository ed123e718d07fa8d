/** google-auth-library for Node and Python: the library's own words. */
import type { Dialect } from "./define.ts";

const NODE = "https://github.com/googleapis/google-auth-library-nodejs/blob/main/src/auth/oauth2client.ts";
const AUTH = "https://github.com/googleapis/google-auth-library-nodejs/blob/main/src/auth/googleauth.ts";

export const googleAuthLibrary: Dialect = {
  provider: "google-auth-library",
  name: "google-auth-library",
  hosts: [],
  marks: [/\bgoogle-auth-library\b|\bgoogle\.auth\.exceptions\b|\bGaxiosError\b/],
  signatures: [
    {
      id: "no-refresh",
      says: /No refresh token(?: is set| or refresh handler callback is set)?\b|No access, refresh token, API key/i,
      distinctive: true,
      means: [
        {
          reason: "refresh-token/not-issued",
          weight: 0.93,
          fix: "Ask with access_type=offline and prompt=consent, and store refresh_token of the first response.",
        },
      ],
      page: NODE,
      example: { text: "Error: No refresh token is set." },
    },
    {
      id: "refresh-fields",
      says: /credentials do not contain the necessary fields need to refresh the access token/i,
      distinctive: true,
      means: [
        {
          reason: "refresh-token/not-issued",
          weight: 0.9,
          fix: "Give Credentials refresh_token, token_uri, client_id and client_secret.",
        },
      ],
      page: NODE,
      example: {
        text: "google.auth.exceptions.RefreshError: The credentials do not contain the necessary fields need to refresh the access token.",
      },
    },
    {
      id: "late",
      says: /Token used too late/i,
      distinctive: true,
      means: [
        { reason: "token/expired", weight: 0.75, fix: "Take a new ID token." },
        { reason: "time/clock-skew", weight: 0.3, fix: "Set the clock." },
      ],
      page: NODE,
      example: { text: "Error: Token used too late, 1700000100 > 1700000000: {...}" },
    },
    {
      id: "early",
      says: /Token used too early/i,
      distinctive: true,
      means: [{ reason: "time/clock-skew", weight: 0.95, fix: "Set the clock, or pass clock_skew_in_seconds." }],
      page: NODE,
      example: { text: "Error: Token used too early, 1700000000 < 1700000100: {...}" },
    },
    {
      id: "recipient",
      says: /Wrong recipient, payload audience != requiredAudience|Token has wrong audience/i,
      distinctive: true,
      means: [
        {
          reason: "token/wrong-audience",
          weight: 0.97,
          fix: "Pass as audience the client id that asked for the ID token (web and app ids differ).",
        },
      ],
      page: NODE,
      example: { text: "Error: Wrong recipient, payload audience != requiredAudience" },
    },
    {
      id: "issuer",
      says: /Invalid issuer, expected one of|Wrong issuer\. 'iss' should be one of/i,
      distinctive: true,
      means: [
        {
          reason: "token/wrong-issuer",
          weight: 0.97,
          fix: "Verify Google's ID tokens only: https://accounts.google.com.",
        },
      ],
      page: NODE,
      example: { text: "Error: Invalid issuer, expected one of [accounts.google.com], but got https://id.example.com" },
    },
    {
      id: "signature",
      says: /Invalid token signature: |No pem found for envelope|Certificate for key id .* not found/i,
      distinctive: true,
      means: [
        {
          reason: "token/signature-invalid",
          weight: 0.93,
          fix: "Verify with the certificates of the issuer that signed the token.",
        },
      ],
      page: NODE,
      example: { text: 'Error: No pem found for envelope: {"alg":"RS256","kid":"k1"}' },
    },
    {
      id: "segments",
      says: /Wrong number of segments in token/i,
      distinctive: true,
      means: [{ reason: "token/malformed", weight: 0.97, fix: "Pass the ID token, not the access token." }],
      page: NODE,
      example: { text: "Error: Wrong number of segments in token: ya29" },
    },
    {
      id: "default-credentials",
      says: /Could not load the default credentials|Your default credentials were not found/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-absent",
          weight: 0.85,
          fix: "Set GOOGLE_APPLICATION_CREDENTIALS or run gcloud auth application-default login.",
        },
      ],
      page: AUTH,
      example: {
        text: "Error: Could not load the default credentials. Browse to https://cloud.google.com/docs/authentication/getting-started for more information.",
      },
    },
  ],
};
