/** Entra ID on refresh tokens, sessions, assertions on behalf of a user, and grants that are withdrawn. */
import type { Signature } from "../define.ts";
import { lookup, means, sts } from "./sts.ts";

const SIGN_IN =
  "Send the user to /authorize again; in MSAL, catch MsalUiRequiredException (interaction_required) and sign in interactively.";
const REFRESH = { name: "grant_type", like: /^refresh_token$/ };
const CODE = { name: "grant_type", like: /^authorization_code$/ };

export const grants: readonly Signature[] = [
  sts(
    700082,
    "The refresh token has expired due to inactivity. The token was issued on 2026-01-02T10:00:00.0000000Z and was inactive for 90.00:00:00.",
    [means("refresh-token/expired", 0.96, `${SIGN_IN} A refresh token that nobody uses for 90 days ends.`)],
  ),
  sts(
    700084,
    "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which can't be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page.",
    [
      means(
        "refresh-token/expired",
        0.96,
        "A refresh token of platform Single-page application lives 24 hours: sign in again (silently where the session lasts). For longer life redeem on a server, with the redirect URI under Web.",
      ),
    ],
  ),
  sts(
    70043,
    "The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. The token was issued on 2026-01-02T10:00:00.0000000Z and the maximum allowed lifetime for this request is 86400.",
    [
      means(
        "refresh-token/expired",
        0.65,
        `${SIGN_IN} The tenant's Conditional Access policy sets a sign-in frequency.`,
      ),
      means(
        "user/policy-blocked",
        0.5,
        "Ask the administrator for the sign-in frequency under Conditional Access > Session.",
      ),
    ],
  ),
  sts(
    70044,
    "The session has expired or is invalid due to sign-in frequency checks by conditional access.",
    [
      means("grant/session-ended", 0.55, SIGN_IN),
      means(
        "user/policy-blocked",
        0.5,
        "Ask the administrator for the sign-in frequency under Conditional Access > Session.",
      ),
    ],
    { page: lookup(70044) },
  ),
  sts(
    70008,
    "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
    [means("refresh-token/expired", 0.9, SIGN_IN)],
    {
      id: "AADSTS70008-refresh",
      parameter: REFRESH,
      example: {
        description: "AADSTS70008: The refresh token has expired due to inactivity.",
        request:
          "POST https://login.microsoftonline.com/common/oauth2/v2.0/token\n\ngrant_type=refresh_token&client_id=app&refresh_token=example",
      },
    },
  ),
  sts(
    70008,
    "The provided authorization code or refresh token is expired.",
    [means("code/expired", 0.9, "Redeem the code at once (it lives ten minutes at most) and once only.")],
    {
      id: "AADSTS70008-code",
      parameter: CODE,
      example: {
        description: "AADSTS70008: The provided authorization code or refresh token is expired.",
        request:
          "POST https://login.microsoftonline.com/common/oauth2/v2.0/token\n\ngrant_type=authorization_code&client_id=app&code=example",
      },
    },
  ),
  sts(
    70008,
    "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
    [
      means(
        "code/expired",
        0.6,
        "Redeem the code at once (it lives ten minutes at most) and once only.",
        "The request redeems a code.",
      ),
      means("refresh-token/expired", 0.55, SIGN_IN, "The request refreshes."),
    ],
  ),
  sts(
    50173,
    "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '2026-01-02T10:00:00.0000000Z' and the TokensValidFrom date (before which tokens are not valid) for this user is '2026-01-03T10:00:00.0000000Z'.",
    [
      means(
        "grant/password-changed",
        0.65,
        SIGN_IN,
        "The user changed or reset the password at the TokensValidFrom date.",
      ),
      means(
        "refresh-token/revoked",
        0.6,
        SIGN_IN,
        "An administrator (or the user) revoked the sessions: audit log, Revoke sessions.",
      ),
    ],
  ),
  ...([50132, 50133] as const).map((code) =>
    sts(code, "Session is invalid due to expiration or recent password change.", [
      means("grant/password-changed", 0.7, SIGN_IN),
      means("grant/session-ended", 0.5, SIGN_IN, "The password was not changed."),
    ]),
  ),
  sts(50085, "Refresh token needs social IDP login. Have user try signing-in again with username -password.", [
    means("user/interaction-required", 0.7, SIGN_IN),
  ]),
  sts(50139, "The session is invalid due to a missing external refresh token.", [
    means("user/login-required", 0.7, SIGN_IN),
  ]),
  sts(
    70000,
    "The request was denied because one or more scopes requested are unauthorized or expired. The user must first sign in and grant the client application access to the requested scope.",
    [
      means(
        "scope/exceeds-grant",
        0.55,
        "Ask only for scopes that the user granted at sign-in, or send the user to /authorize with the wider scope.",
        "The refresh asks for more than the first sign-in did.",
      ),
      means("user/consent-required", 0.5, SIGN_IN),
      means("grant/revoked-by-user", 0.35, SIGN_IN, "The user removed the app at account.live.com/consent/Manage."),
    ],
    { id: "AADSTS70000-scopes", also: "scopes? requested are unauthorized or expired" },
  ),
  sts(
    70000,
    "User account is found to be in service abuse mode.",
    [
      means(
        "user/account-not-ready",
        0.9,
        "Let the user sign in to the Microsoft account in a browser and clear the block.",
      ),
    ],
    { id: "AADSTS70000-abuse", also: "abuse mode" },
  ),
  sts(
    70000,
    "Provided grant is invalid or malformed.",
    [
      means(
        "refresh-token/unknown",
        0.7,
        "Store the refresh token whole (they exceed 1000 characters) and send it to the same tenant and client that it came from.",
      ),
      means(
        "refresh-token/corrupted",
        0.55,
        "Check that the column or setting holds the whole token and that it is form-encoded once.",
      ),
      means("refresh-token/revoked", 0.4, SIGN_IN),
    ],
    {
      id: "AADSTS70000-refresh",
      parameter: REFRESH,
      example: {
        description: "AADSTS70000: Provided grant is invalid or malformed.",
        request:
          "POST https://login.microsoftonline.com/common/oauth2/v2.0/token\n\ngrant_type=refresh_token&client_id=app&refresh_token=example",
      },
    },
  ),
  sts(
    70000,
    "The provided value for the 'code' parameter is not valid.",
    [
      means(
        "code/corrupted",
        0.55,
        "Take code from the query already decoded and form-encode it once; cut nothing off and add no &session_state.",
        "The sent code differs from the one in the callback's URL.",
      ),
      means("code/unknown", 0.5, "Redeem the code at the same tenant and cloud that issued it."),
      means("code/expired", 0.35, "Redeem the code at once.", "Minutes lie between callback and redemption."),
    ],
    { id: "AADSTS70000-code", also: "'?code'?" },
  ),
  sts(
    9002313,
    "Invalid request. Request is malformed or invalid.",
    [
      means(
        "refresh-token/unknown",
        0.7,
        "Send the refresh token whole and unaltered; what was sent is none of Entra ID.",
      ),
      means("refresh-token/corrupted", 0.55, "Check that the stored token is whole and form-encoded once."),
    ],
    {
      id: "AADSTS9002313-refresh",
      parameter: REFRESH,
      example: {
        description: "AADSTS9002313: Invalid request. Request is malformed or invalid.",
        request:
          "POST https://login.microsoftonline.com/common/oauth2/v2.0/token\n\ngrant_type=refresh_token&client_id=app&refresh_token=example",
      },
    },
  ),
  sts(
    9002313,
    "Invalid request. Request is malformed or invalid.",
    [
      means(
        "code/corrupted",
        0.75,
        "Send the code as it stood in the callback, decoded once and form-encoded once; nothing cut off, nothing added.",
      ),
      means("code/wrong-kind", 0.3, "Send the value of code, not an ID token or the whole URL."),
    ],
    {
      id: "AADSTS9002313-code",
      parameter: CODE,
      example: {
        description: "AADSTS9002313: Invalid request. Request is malformed or invalid.",
        request:
          "POST https://login.microsoftonline.com/common/oauth2/v2.0/token\n\ngrant_type=authorization_code&client_id=app&code=example",
      },
    },
  ),
  sts(9002313, "Invalid request. Request is malformed or invalid.", [
    means(
      "code/corrupted",
      0.45,
      "Send the code as it stood in the callback, decoded once and form-encoded once.",
      "The request redeems a code.",
    ),
    means("refresh-token/corrupted", 0.35, "Check that the stored refresh token is whole.", "The request refreshes."),
    means("request/malformed", 0.35, "Form-encode the body, name=value joined by &.", "Neither."),
    means("request/parameter-invalid", 0.3, "Check each parameter's value."),
  ]),
];
