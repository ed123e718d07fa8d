/** openid-client and oauth4webapi: openid-client 5 and before. */
import type { Signature } from "../define.ts";

const V5 = "https://github.com/panva/openid-client/blob/v5.x/lib/client.js";

export const v5: readonly Signature[] = [
  {
    id: "v5-state",
    says: /\bstate mismatch, expected |state missing from the response/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.95,
        fix: "Pass the stored state in checks; keep it in a session that comes back with the callback.",
      },
    ],
    page: V5,
    example: { text: "RPError: state mismatch, expected a1, got: b2" },
  },
  {
    id: "v5-state-argument",
    says: /checks\.state argument is missing/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.9,
        fix: "Pass {state} from the session as checks to client.callback(); the session was lost or never had it.",
      },
    ],
    page: V5,
    example: { text: "TypeError: checks.state argument is missing" },
  },
  {
    id: "v5-session",
    says: /did not find expected authorization request details in session/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.75,
        fix: "Keep the session over the redirect: one host, a shared session store, saveUninitialized.",
      },
      {
        reason: "transport/cookies-blocked",
        weight: 0.4,
        fix: "Set the session cookie SameSite=Lax (None and Secure for form_post).",
      },
    ],
    page: V5,
    example: {
      text: 'Error: did not find expected authorization request details in session, req.session["oidc:id.example.com"] is undefined',
    },
  },
  {
    id: "v5-nonce",
    says: /\bnonce mismatch, expected |nonce mismatch|id_token nonce/i,
    means: [{ reason: "request/state-mismatch", weight: 0.75, fix: "Pass the stored nonce in checks." }],
    page: V5,
    example: { text: "RPError: nonce mismatch, expected a1, got: b2" },
  },
  {
    id: "v5-iss",
    says: /\biss mismatch, expected |unexpected iss value, expected/i,
    distinctive: true,
    means: [{ reason: "token/wrong-issuer", weight: 0.93, fix: "Discover the issuer that the response names." }],
    page: V5,
    example: { text: "RPError: unexpected iss value, expected https://id.example.com, got: https://id.example.com/" },
  },
  {
    id: "v5-aud",
    says: /\baud (?:mismatch|is missing the client_id), expected /i,
    distinctive: true,
    means: [{ reason: "token/wrong-audience", weight: 0.95, fix: "Use the client_id for which the token was issued." }],
    page: V5,
    example: { text: "RPError: aud mismatch, expected web, got: api" },
  },
  {
    id: "v5-alg",
    says: /unexpected JWT alg received, expected /i,
    distinctive: true,
    means: [
      {
        reason: "token/algorithm-mismatch",
        weight: 0.98,
        fix: "Set id_token_signed_response_alg of the client to the alg that came.",
      },
    ],
    page: V5,
    example: { text: "RPError: unexpected JWT alg received, expected RS256, got: HS256" },
  },
  {
    id: "v5-exp",
    says: /\bJWT expired, now \d+, exp \d+/i,
    distinctive: true,
    means: [
      { reason: "time/clock-skew", weight: 0.55, fix: "Set the clock, or custom.clock_tolerance." },
      { reason: "token/expired", weight: 0.55, fix: "Refresh the token." },
    ],
    page: V5,
    example: { text: "RPError: JWT expired, now 1700000100, exp 1700000000" },
  },
  {
    id: "v5-iat",
    says: /JWT (?:issued in the future|not active yet), now \d+/i,
    distinctive: true,
    means: [{ reason: "time/clock-skew", weight: 0.97, fix: "Set the clock, or custom.clock_tolerance." }],
    page: V5,
    example: { text: "RPError: JWT not active yet, now 1700000000, nbf 1700000100" },
  },
  {
    id: "v5-key",
    says: /no valid key found in issuer's jwks_uri for key parameters|failed to validate JWT signature/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.95,
        fix: "Use the issuer that signed the token; its jwks_uri has no such key.",
      },
    ],
    page: V5,
    example: {
      text: 'RPError: no valid key found in issuer\'s jwks_uri for key parameters {"kid":"k1","alg":"RS256"}',
    },
  },
  {
    id: "v5-status",
    says: /\bexpected 200 OK, got: (?:404|301|302|500|503)/i,
    distinctive: true,
    means: [{ reason: "request/wrong-endpoint", weight: 0.65, fix: "Check the issuer URL given to Issuer.discover." }],
    page: V5,
    example: { text: "OPError: expected 200 OK, got: 404 Not Found" },
  },
  {
    id: "v5-code-missing",
    says: /code missing from response|id_token missing from response|access_token missing from response/i,
    distinctive: true,
    means: [
      {
        reason: "request/response-type-unsupported",
        weight: 0.4,
        fix: "Ask with response_type code and scope openid, and pass the callback's parameters on.",
      },
    ],
    page: V5,
    example: { text: "RPError: code missing from response" },
  },
  {
    id: "v5-timeout",
    says: /outgoing request timed out after \d+ms/i,
    distinctive: true,
    means: [
      {
        reason: "server/fault",
        weight: 0.5,
        fix: "Raise custom.setHttpOptionsDefaults timeout and check that the provider can be reached.",
      },
    ],
    page: V5,
    example: { text: "RPError: outgoing request timed out after 3500ms" },
  },
  {
    id: "v5-verifier",
    says: /checks\.(?:code_verifier|nonce|response_type) (?:argument )?(?:is )?missing|code_verifier must be a string/i,
    means: [{ reason: "pkce/verifier-missing", weight: 0.7, fix: "Pass {code_verifier} from the session as checks." }],
    page: V5,
    example: { text: "TypeError: checks.code_verifier argument is missing" },
  },
];
