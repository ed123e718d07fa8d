/** Rauthy: its own error form (timestamp, error, message). */
import type { Dialect } from "./define.ts";

const SOURCE = "https://github.com/sebadob/rauthy/tree/main/src";

export const rauthy: Dialect = {
  provider: "rauthy",
  name: "Rauthy",
  hosts: [],
  marks: [
    /\brauthy\b/i,
    /\/auth\/v1\/oidc\//,
    /"error"\s*:\s*"(?:BadRequest|NotFound|Unauthorized|Forbidden)"\s*,\s*"message"/,
  ],
  signatures: [
    {
      id: "redirect",
      says: /Invalid redirect uri|given `redirect_uri` not allowed/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.95,
          fix: "Add the exact URI to the client's Redirect URIs (a * may end it).",
        },
      ],
      page: SOURCE,
      example: { text: '{"timestamp":1744128438,"error":"BadRequest","message":"Invalid redirect uri"}' },
    },
    {
      id: "client",
      says: /Client '[^']*' (?:not found|does not exist)/i,
      distinctive: true,
      means: [{ reason: "client/unknown", weight: 0.95, fix: "Create the client with that id." }],
      page: SOURCE,
      example: { text: '{"error":"NotFound","message":"Client \'app\' not found"}' },
    },
    {
      id: "disabled",
      says: /\bclient is disabled\b/i,
      means: [{ reason: "client/disabled", weight: 0.98, fix: "Enable the client." }],
      page: SOURCE,
      example: { text: '{"error":"BadRequest","message":"client is disabled"}' },
    },
    {
      id: "flow",
      says: /'[^']*' flow is not allowed for this client/i,
      distinctive: true,
      means: [{ reason: "client/grant-type-not-allowed", weight: 0.98, fix: "Turn the flow on for the client." }],
      page: SOURCE,
      example: { text: '{"error":"BadRequest","message":"\'password\' flow is not allowed for this client"}' },
    },
    {
      id: "secret-absent",
      says: /'client_secret' is missing|Missing 'client_secret'/i,
      distinctive: true,
      means: [
        { reason: "client-auth/secret-absent", weight: 0.97, fix: "Send client_secret, or make the client public." },
      ],
      page: SOURCE,
      example: { text: '{"error":"BadRequest","message":"\'client_secret\' is missing"}' },
    },
    {
      id: "verifier",
      says: /'code_verifier' is missing/i,
      distinctive: true,
      means: [{ reason: "pkce/verifier-missing", weight: 0.98, fix: "Send code_verifier." }],
      page: SOURCE,
      example: { text: '{"error":"BadRequest","message":"\'code_verifier\' is missing"}' },
    },
    {
      id: "challenge",
      says: /'code_challenge(?:_method)?' is missing/i,
      distinctive: true,
      means: [{ reason: "pkce/required", weight: 0.97, fix: "Send code_challenge with S256." }],
      page: SOURCE,
      example: { text: '{"error":"BadRequest","message":"\'code_challenge\' is missing"}' },
    },
    {
      id: "challenge-method",
      says: /code_challenge_method '[^']*' is not allowed/i,
      distinctive: true,
      means: [
        { reason: "pkce/method-unsupported", weight: 0.98, fix: "Send the method that the client allows: S256." },
      ],
      page: SOURCE,
      example: { text: '{"error":"BadRequest","message":"code_challenge_method \'plain\' is not allowed"}' },
    },
    {
      id: "challenge-off",
      says: /'code_challenge' not (?:allowed|enabled for this client)/i,
      distinctive: true,
      means: [
        {
          reason: "request/parameter-rejected",
          weight: 0.93,
          fix: "Turn S256 on for the client, or send no challenge.",
        },
      ],
      page: SOURCE,
      example: { text: '{"error":"BadRequest","message":"\'code_challenge\' not enabled for this client"}' },
    },
    {
      id: "code-expired",
      says: /AuthCode has expired/i,
      distinctive: true,
      means: [
        { reason: "code/expired", weight: 0.97, fix: "Redeem the code sooner (Auth Code lifetime of the client)." },
      ],
      page: SOURCE,
      example: { text: '{"error":"BadRequest","message":"AuthCode has expired"}' },
    },
    {
      id: "code",
      says: /Invalid auth code or code expired|AuthCode does not exist/i,
      distinctive: true,
      means: [
        { reason: "code/already-used", weight: 0.5, fix: "Redeem each code once." },
        { reason: "code/expired", weight: 0.5, fix: "Redeem it sooner." },
      ],
      page: SOURCE,
      example: { text: '{"error":"BadRequest","message":"Invalid auth code or code expired"}' },
    },
    {
      id: "missing",
      says: /'(?:code|redirect_uri|refresh_token)' is missing/i,
      means: [{ reason: "request/parameter-absent", weight: 0.97, fix: "Send the named parameter." }],
      page: SOURCE,
      example: { text: '{"error":"BadRequest","message":"\'refresh_token\' is missing"}' },
    },
    {
      id: "grant-type",
      says: /Invalid 'grant_type'/i,
      means: [{ reason: "request/grant-type-unsupported", weight: 0.97, fix: "Check the spelling." }],
      page: SOURCE,
      example: { text: '{"error":"BadRequest","message":"Invalid \'grant_type\'"}' },
    },
    {
      id: "refresh",
      says: /Refresh Token does not exist/i,
      distinctive: true,
      means: [
        { reason: "refresh-token/unknown", weight: 0.75, fix: "Sign in again; it was used, revoked or has ended." },
      ],
      page: SOURCE,
      example: { text: '{"error":"NotFound","message":"Refresh Token does not exist"}' },
    },
    {
      id: "origin",
      says: /is not an `allowed_origin` for this|Coming from an external Origin '[^']*' which is not allowed|No `allowed_origin`s configured|cross-origin request forbidden/i,
      distinctive: true,
      means: [
        { reason: "transport/cors-blocked", weight: 0.97, fix: "Add the origin to the client's Allowed Origins." },
      ],
      page: SOURCE,
      example: {
        text: '{"error":"BadRequest","message":"Coming from an external Origin \'https://app.example.com\' which is not allowed"}',
      },
    },
    {
      id: "confidential",
      says: /'client_credentials' flow is allowed for confidential clients only/i,
      distinctive: true,
      means: [{ reason: "client/type-mismatch", weight: 0.98, fix: "Make the client confidential." }],
      page: SOURCE,
      example: {
        text: '{"error":"BadRequest","message":"\'client_credentials\' flow is allowed for confidential clients only"}',
      },
    },
  ],
};
