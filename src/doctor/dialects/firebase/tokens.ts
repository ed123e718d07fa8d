/** Firebase on users and tokens. */
import type { Signature } from "../define.ts";
import { AGAIN, auth, DOMAIN, KEY } from "./write.ts";

export const tokens: readonly Signature[] = [
  {
    ...auth("referer-blocked", "x", [
      ["client/type-mismatch", 0.55, KEY],
      ["transport/cors-blocked", 0.3, KEY],
    ]),
    id: "referer-blocked",
    says: /requests-from-referer-[\s\S]{0,120}-are-blocked|Requests from referer [\s\S]{0,120} are blocked/i,
    example: {
      text: "FirebaseError: Firebase: Error (auth/requests-from-referer-https://app.example.com-are-blocked.).",
    },
  },
  auth("invalid-app-credential", "The phone verification request contains an invalid application verifier.", [
    ["client/type-mismatch", 0.4, DOMAIN],
  ]),
  auth(
    "tenant-id-mismatch",
    "The provided tenant ID does not match the Auth instance's tenant ID",
    [["user/not-in-tenant", 0.7, "Set auth.tenantId to the tenant of the user."]],
    "TENANT_ID_MISMATCH",
  ),
  auth(
    "invalid-tenant-id",
    "The Auth instance's tenant ID is invalid.",
    [["request/parameter-rejected", 0.8, "Set auth.tenantId to a tenant of Identity Platform."]],
    "INVALID_TENANT_ID",
  ),
  auth(
    "user-disabled",
    "The user account has been disabled by an administrator.",
    [["user/account-not-ready", 0.93, "Enable the account under Authentication > Users."]],
    "USER_DISABLED",
  ),
  auth(
    "user-not-found",
    "There is no user record corresponding to this identifier.",
    [["user/credentials-wrong", 0.85, "Check the e-mail address, or sign the user up."]],
    "EMAIL_NOT_FOUND|USER_NOT_FOUND",
  ),
  auth(
    "wrong-password",
    "The password is invalid or the user does not have a password.",
    [["user/credentials-wrong", 0.95, "Check the password, or sign in by the provider of the account."]],
    "INVALID_PASSWORD",
  ),
  auth(
    "user-token-expired",
    "The user's credential is no longer valid. The user must sign in again.",
    [
      ["refresh-token/revoked", 0.55, AGAIN],
      ["grant/password-changed", 0.5, AGAIN],
      ["grant/account-disabled", 0.35, AGAIN, "The account was deleted or disabled."],
    ],
    "TOKEN_EXPIRED",
  ),
  auth(
    "invalid-refresh-token",
    "An invalid refresh token is provided.",
    [["refresh-token/unknown", 0.9, AGAIN]],
    "INVALID_REFRESH_TOKEN",
  ),
  auth(
    "missing-refresh-token",
    "No refresh token provided.",
    [["request/parameter-absent", 0.85, "Send refresh_token as a form to securetoken.googleapis.com/v1/token."]],
    "MISSING_REFRESH_TOKEN",
  ),
  auth(
    "invalid-user-token",
    "This user's credential isn't valid for this project.",
    [
      ["token/wrong-audience", 0.7, "Use one Firebase project in client and server."],
      ["token/malformed", 0.4, AGAIN],
    ],
    "INVALID_ID_TOKEN",
  ),
  auth(
    "requires-recent-login",
    "This operation is sensitive and requires recent authentication. Log in again before retrying this request.",
    [["user/login-required", 0.8, "Call reauthenticateWithPopup or reauthenticateWithCredential first."]],
    "CREDENTIAL_TOO_OLD_LOGIN_AGAIN",
  ),
  auth("multi-factor-auth-required", "Proof of ownership of a second factor is required to complete sign-in.", [
    ["user/mfa-required", 0.96, "Go on with getMultiFactorResolver(error)."],
  ]),
  auth(
    "unverified-email",
    "The operation requires a verified email.",
    [["user/account-not-ready", 0.93, "Send the verification e-mail first."]],
    "UNVERIFIED_EMAIL",
  ),
  auth(
    "admin-restricted-operation",
    "This operation is restricted to administrators only.",
    [
      [
        "user/policy-blocked",
        0.6,
        "Allow sign-up under Authentication > Settings > User actions, or enable the anonymous provider.",
      ],
    ],
    "ADMIN_ONLY_OPERATION",
  ),
  auth(
    "custom-token-mismatch",
    "The custom token corresponds to a different audience.",
    [["assertion/wrong-audience", 0.93, "Let client and service account be of one project."]],
    "CREDENTIAL_MISMATCH",
  ),
  auth(
    "invalid-custom-token",
    "The custom token format is incorrect.",
    [
      [
        "assertion/signature-invalid",
        0.6,
        "Make the token with the Admin SDK and a live service account key of this project.",
      ],
      ["assertion/expired", 0.45, "Use the token within an hour."],
    ],
    "INVALID_CUSTOM_TOKEN",
  ),
  auth("id-token-expired", "Firebase ID token has expired. Get a fresh ID token from your client app and try again.", [
    ["token/expired", 0.96, "Call getIdToken(true) before the request."],
  ]),
  auth("id-token-revoked", "The Firebase ID token has been revoked.", [["token/revoked", 0.96, AGAIN]]),
  {
    ...auth("argument-error-aud", "x", [
      ["token/wrong-audience", 0.95, "Initialize the Admin SDK for the project that issued the token."],
    ]),
    id: "id-token-audience",
    says: /Firebase ID token has incorrect ["'\\]*aud/i,
    example: {
      text: 'FirebaseAuthError: Firebase ID token has incorrect "aud" (audience) claim. Expected "a" but got "b".',
    },
  },
  {
    ...auth("argument-error-iss", "x", [
      ["token/wrong-issuer", 0.95, "Send an ID token of Firebase (user.getIdToken()), not one of Google."],
    ]),
    id: "id-token-issuer",
    says: /Firebase ID token has incorrect ["'\\]*iss/i,
    example: { text: 'FirebaseAuthError: Firebase ID token has incorrect "iss" (issuer) claim.' },
  },
  {
    ...auth("argument-error-kid", "x", [
      [
        "token/malformed",
        0.6,
        "Send an ID token of Firebase (user.getIdToken()), not a custom token or an access token.",
      ],
      ["token/wrong-issuer", 0.4, "Send an ID token of Firebase, not one of Google."],
    ]),
    id: "id-token-kid",
    says: /Firebase ID token has no ["'\\]*kid|has ["'\\]*kid["'\\]* claim which does not correspond|Decoding Firebase ID token failed|verifyIdToken\(\) expects an ID token/i,
    example: { text: 'FirebaseAuthError: Firebase ID token has no "kid" claim.' },
  },
  auth(
    "too-many-requests",
    "Access to this account has been temporarily disabled due to many failed login attempts.",
    [["server/rate-limited", 0.8, "Wait, or let the user reset the password."]],
    "TOO_MANY_ATTEMPTS_TRY_LATER",
  ),
  auth(
    "quota-exceeded",
    "The project's quota for this operation has been exceeded.",
    [["server/rate-limited", 0.95, "Wait, or raise the quota."]],
    "QUOTA_EXCEEDED",
  ),
  auth("timeout", "The operation has timed out.", [
    ["redirect-uri/host-mismatch", 0.35, DOMAIN],
    ["server/fault", 0.3, "Try again."],
  ]),
  auth(
    "network-request-failed",
    "A network AuthError (such as timeout, interrupted connection or unreachable host) has occurred.",
    [
      [
        "transport/cors-blocked",
        0.35,
        "Look at the network tab: a blocker, a content security policy, or the emulator's URL.",
      ],
      ["transport/certificate-problem", 0.2, "Look at the network tab."],
    ],
  ),
];
