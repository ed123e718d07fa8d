/** What Google's token endpoint says of codes and refresh tokens. */
import type { Signature } from "../define.ts";
import { AGAIN, BASICS, google, means, WEB } from "./codes.ts";

const REFRESH = { parameter: { name: "grant_type", like: /^refresh_token$/ } } as const;
const D = { distinctive: true } as const;

export const token: readonly Signature[] = [
  google(
    "reauth",
    /reauth related error|invalid_rapt|rapt_required/i,
    {
      body: '{"error":"invalid_grant","error_description":"reauth related error (invalid_rapt)","error_subtype":"invalid_rapt"}',
    },
    [
      means(
        "grant/session-ended",
        0.7,
        "Sign in again (gcloud auth login, gcloud auth application-default login); the Workspace session control (Admin console > Security > Google Cloud session control) ends sessions. Use a service account for programs.",
      ),
      means(
        "user/policy-blocked",
        0.45,
        "Let the administrator exempt the app: Google Cloud session control > Trusted apps.",
      ),
      means("user/interaction-required", 0.35, "Sign in again."),
    ],
    BASICS,
    D,
  ),
  google(
    "expired-or-revoked",
    /Token has been expired or revoked/i,
    { error: "invalid_grant", description: "Token has been expired or revoked." },
    [
      means(
        "grant/revoked-by-user",
        0.5,
        `${AGAIN} The user can see at myaccount.google.com/connections whether the app is still there.`,
        "The user took the access away.",
      ),
      means("refresh-token/revoked", 0.5, AGAIN, "Your own code or the administrator revoked it."),
      means(
        "grant/app-in-testing-mode",
        0.48,
        `Press Publish app under Google Auth Platform > Audience; ${AGAIN}`,
        "It ends seven days after consent, and publishing status is Testing.",
      ),
      means(
        "refresh-token/expired",
        0.45,
        AGAIN,
        "Nobody used the token for six months, or the user granted access for a limited time.",
      ),
      means("grant/password-changed", 0.3, AGAIN, "The password was changed, and the token has Gmail scopes."),
      means(
        "grant/token-limit-exceeded",
        0.25,
        AGAIN,
        "More than 100 refresh tokens of this client for this account were made since.",
      ),
    ],
    BASICS,
    D,
  ),
  google(
    "revoked-by-admin",
    /Token has been revoked|Account has been deleted|\bAccount (?:Restricted|disabled|deleted)\b/i,
    { error: "invalid_grant", description: "Account has been deleted" },
    [
      means("grant/account-disabled", 0.6, "Ask for the state of the account; let another account consent."),
      means("refresh-token/revoked", 0.5, AGAIN),
      means("user/account-not-ready", 0.4, "Ask for the state of the account."),
    ],
    BASICS,
  ),
  google(
    "malformed-auth-code",
    /Malformed auth(?:orization)? code/i,
    { error: "invalid_grant", description: "Malformed auth code." },
    [
      means(
        "code/corrupted",
        0.93,
        "Decode code once from the callback's query (4%2F0A... is 4/0A...) and form-encode it once.",
      ),
    ],
    WEB,
    D,
  ),
  google(
    "bad-request-refresh",
    /Bad Request/i,
    {
      error: "invalid_grant",
      description: "Bad Request",
      request:
        "POST https://oauth2.googleapis.com/token\n\ngrant_type=refresh_token&client_id=app&refresh_token=example",
    },
    [
      means(
        "refresh-token/unknown",
        0.55,
        "Send the refresh token whole, unaltered, with the client id that it was issued to; not an access token or code.",
      ),
      means("refresh-token/revoked", 0.5, AGAIN),
      means(
        "refresh-token/of-other-client",
        0.4,
        "Refresh with the client id and secret that the token was issued to.",
        "The client was changed since.",
      ),
      means("grant/app-in-testing-mode", 0.3, "Press Publish app under Google Auth Platform > Audience."),
    ],
    BASICS,
    { error: "invalid_grant", ...REFRESH },
  ),
  google(
    "bad-request",
    /Bad Request/i,
    { error: "invalid_grant", description: "Bad Request" },
    [
      means(
        "code/already-used",
        0.5,
        "Redeem each code once; look for a reload of the callback or two handlers.",
        "The same code was redeemed before.",
      ),
      means("code/expired", 0.4, "Redeem the code at once.", "Minutes lie between."),
      means("code/redirect-uri-mismatch", 0.3, "Send the redirect_uri of the authorization request."),
      means("refresh-token/revoked", 0.3, AGAIN, "The request refreshes."),
      means("refresh-token/unknown", 0.28, "Send the refresh token whole.", "The request refreshes."),
    ],
    BASICS,
    { error: "invalid_grant" },
  ),
  google(
    "code-used",
    /Code was already redeemed|code was already (?:used|redeemed)/i,
    { error: "invalid_grant", description: "Code was already redeemed." },
    [means("code/already-used", 0.97, "Redeem each code once.")],
    WEB,
  ),
  google(
    "missing-verifier",
    /Missing code verifier|code_verifier is (?:missing|required)/i,
    { error: "invalid_grant", description: "Missing code verifier." },
    [means("pkce/verifier-missing", 0.96, "Send code_verifier: the authorization request had a code_challenge.")],
    WEB,
  ),
  google(
    "invalid-verifier",
    /Invalid code verifier/i,
    { error: "invalid_grant", description: "Invalid code verifier." },
    [means("pkce/verifier-mismatch", 0.95, "Send the verifier that this request's code_challenge was made from.")],
    WEB,
  ),
  google(
    "unexpected-verifier",
    /code_verifier or verifier is not needed/i,
    { error: "invalid_grant", description: "code_verifier or verifier is not needed." },
    [
      means(
        "pkce/verifier-unexpected",
        0.95,
        "Send code_challenge to the authorization endpoint, or leave code_verifier away.",
      ),
    ],
    WEB,
    D,
  ),
];
