/** Authlib, as client and as server. */
import type { Dialect } from "./define.ts";

const CLIENT = "https://github.com/authlib/authlib/tree/main/authlib/integrations/base_client";
const SERVER = "https://github.com/authlib/authlib/tree/main/authlib/oauth2/rfc6749";
const PKCE = "https://github.com/authlib/authlib/blob/main/authlib/oauth2/rfc7636/challenge.py";

export const authlib: Dialect = {
  provider: "authlib",
  name: "Authlib",
  hosts: [],
  marks: [/\bauthlib\b/i],
  signatures: [
    {
      id: "state",
      says: /mismatching_state: CSRF Warning|MismatchingStateError|Missing state value/i,
      distinctive: true,
      means: [
        {
          reason: "request/state-mismatch",
          weight: 0.9,
          fix: "Keep the session over the redirect (SessionMiddleware, secret key, one host), and begin by authorize_redirect.",
        },
        {
          reason: "transport/cookies-blocked",
          weight: 0.3,
          fix: "Let the session cookie come back: same_site lax, https.",
        },
      ],
      page: CLIENT,
      example: {
        text: "authlib.integrations.base_client.errors.MismatchingStateError: mismatching_state: CSRF Warning! State not equal in request and response.",
      },
    },
    {
      id: "token",
      says: /(?:missing_token: )?Missing 'access_token' in response/i,
      distinctive: true,
      means: [{ reason: "request/wrong-endpoint", weight: 0.45, fix: "Check access_token_url and its response." }],
      page: CLIENT,
      example: { text: "missing_token: Missing 'access_token' in response." },
    },
    {
      id: "metadata",
      says: /Missing "?jwks_uri"? in metadata|Invalid "authorize_url" value/i,
      distinctive: true,
      means: [{ reason: "request/wrong-endpoint", weight: 0.7, fix: "Set server_metadata_url." }],
      page: CLIENT,
      example: { text: 'RuntimeError: Missing "jwks_uri" in metadata' },
    },
    {
      id: "jose-claim",
      says: /InvalidClaimError: invalid_claim: Invalid claim ['"]?(?:iss|aud|nonce)|Invalid claim:? ['"]iss['"]/i,
      distinctive: true,
      means: [
        {
          reason: "token/wrong-issuer",
          weight: 0.6,
          fix: "Compare the claim named with issuer and client id of the metadata.",
        },
      ],
      page: CLIENT,
      example: { text: 'authlib.jose.errors.InvalidClaimError: invalid_claim: Invalid claim "iss"' },
    },
    {
      id: "jose-expired",
      says: /expired_token: The token is expired|authlib.*ExpiredTokenError/i,
      distinctive: true,
      means: [{ reason: "token/expired", weight: 0.93, fix: "Refresh the token." }],
      page: CLIENT,
      example: { text: "authlib.jose.errors.ExpiredTokenError: expired_token: The token is expired" },
    },
    {
      id: "jose-signature",
      says: /bad_signature: |BadSignatureError/i,
      distinctive: true,
      means: [{ reason: "token/signature-invalid", weight: 0.93, fix: "Verify with the issuer's keys." }],
      page: CLIENT,
      example: { text: "authlib.jose.errors.BadSignatureError: bad_signature: " },
    },
    {
      id: "verifier-missing",
      says: /Missing 'code_verifier'/i,
      distinctive: true,
      means: [{ reason: "pkce/verifier-missing", weight: 0.98, fix: "Send code_verifier." }],
      page: PKCE,
      example: { error: "invalid_request", description: "Missing 'code_verifier'" },
    },
    {
      id: "challenge-missing",
      says: /Missing 'code_challenge'/i,
      distinctive: true,
      means: [{ reason: "pkce/required", weight: 0.97, fix: "Send code_challenge with S256." }],
      page: PKCE,
      example: { error: "invalid_request", description: "Missing 'code_challenge'" },
    },
    {
      id: "challenge-failed",
      says: /Code challenge failed/i,
      distinctive: true,
      means: [{ reason: "pkce/verifier-mismatch", weight: 0.98, fix: "Send the verifier of this flow." }],
      page: PKCE,
      example: { error: "invalid_grant", description: "Code challenge failed." },
    },
    {
      id: "challenge-method",
      says: /Unsupported 'code_challenge_method'/i,
      distinctive: true,
      means: [{ reason: "pkce/method-unsupported", weight: 0.98, fix: "Send S256." }],
      page: PKCE,
      example: { error: "invalid_request", description: "Unsupported 'code_challenge_method'" },
    },
    {
      id: "code",
      says: /Invalid 'code' in request/i,
      distinctive: true,
      means: [
        { reason: "code/already-used", weight: 0.5, fix: "Redeem each code once." },
        { reason: "code/expired", weight: 0.3, fix: "Redeem it at once." },
        { reason: "code/of-other-client", weight: 0.25, fix: "Redeem it with its own client." },
      ],
      page: SERVER,
      example: { error: "invalid_grant", description: "Invalid 'code' in request." },
    },
    {
      id: "redirect",
      says: /Invalid 'redirect_uri' in request/i,
      distinctive: true,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.95,
          fix: "Send the redirect_uri of the authorization request.",
        },
      ],
      page: SERVER,
      example: { error: "invalid_grant", description: "Invalid 'redirect_uri' in request." },
    },
    {
      id: "missing",
      says: /Missing '(?:code|refresh_token|username|password|assertion|nonce)' in request/i,
      distinctive: true,
      means: [{ reason: "request/parameter-absent", weight: 0.95, fix: "Send the named parameter." }],
      page: SERVER,
      example: { error: "invalid_request", description: "Missing 'code' in request." },
    },
    {
      id: "redirect-support",
      says: /Redirect URI \S+ is not supported by client/i,
      distinctive: true,
      means: [{ reason: "redirect-uri/unregistered", weight: 0.97, fix: "Add it to the client's redirect_uris." }],
      page: SERVER,
      example: {
        error: "invalid_request",
        description: "Redirect URI 'https://app.example.com/cb' is not supported by client.",
      },
    },
    {
      id: "client",
      says: /The client does not exist on this server/i,
      distinctive: true,
      means: [{ reason: "client/unknown", weight: 0.97, fix: "Create the client." }],
      page: SERVER,
      example: { error: "invalid_client", description: "The client does not exist on this server." },
    },
  ],
};
