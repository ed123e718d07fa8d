/** Firebase on its settings and on the providers behind it. */
import type { Signature } from "../define.ts";
import { auth, DOMAIN, KEY, PAGE, PROVIDER } from "./write.ts";

export const settings: readonly Signature[] = [
  auth("unauthorized-domain", "This domain is not authorized for OAuth operations for your Firebase project.", [
    ["redirect-uri/host-mismatch", 0.65, DOMAIN],
    ["redirect-uri/unregistered", 0.62, DOMAIN],
  ]),
  auth(
    "unauthorized-continue-uri",
    "Domain not allowlisted by project",
    [
      ["redirect-uri/host-mismatch", 0.6, DOMAIN],
      ["redirect-uri/unregistered", 0.58, DOMAIN],
    ],
    "UNAUTHORIZED_DOMAIN",
  ),
  auth(
    "invalid-continue-uri",
    "The continue URL provided in the request is invalid.",
    [["redirect-uri/malformed", 0.9, "Send an absolute URL as continue URL."]],
    "INVALID_CONTINUE_URI",
  ),
  auth(
    "invalid-dynamic-link-domain",
    "The provided dynamic link domain is not configured or authorized for the current project.",
    [["redirect-uri/unregistered", 0.7, DOMAIN]],
  ),
  auth(
    "operation-not-allowed",
    "The identity provider configuration is not found or the provider is disabled.",
    [
      ["client/grant-type-not-allowed", 0.6, PROVIDER],
      ["client/disabled", 0.5, PROVIDER],
    ],
    "OPERATION_NOT_ALLOWED",
  ),
  auth(
    "configuration-not-found",
    "CONFIGURATION_NOT_FOUND",
    [
      [
        "client/disabled",
        0.5,
        "Press Get started under Authentication in the Firebase console, and enable the provider.",
      ],
      ["client/unknown", 0.4, KEY],
    ],
    "CONFIGURATION_NOT_FOUND",
  ),
  auth(
    "invalid-oauth-client-id",
    "The OAuth client ID provided is either invalid or does not match the specified API key.",
    [
      [
        "client/unknown",
        0.8,
        "Under Sign-in method > Google > Safelist client IDs, add the client id, or use one of the same project.",
      ],
      ["token/wrong-audience", 0.3, "Get the ID token for a client id of this project."],
    ],
    "INVALID_OAUTH_CLIENT_ID",
  ),
  auth(
    "invalid-oauth-provider",
    "EmailAuthProvider is not supported for this operation. This operation only supports OAuth providers.",
    [["request/parameter-rejected", 0.85, "Use a provider of OAuth with popup and redirect."]],
  ),
  auth(
    "invalid-provider-id",
    "The specified provider ID is invalid.",
    [["request/parameter-rejected", 0.85, "Write google.com, facebook.com, apple.com, oidc.<name> or saml.<name>."]],
    "INVALID_PROVIDER_ID",
  ),
  auth(
    "missing-or-invalid-nonce",
    "The request does not contain a valid nonce. This can occur if the SHA-256 hash of the provided raw nonce does not match the hashed nonce in the ID token payload.",
    [
      [
        "request/nonce-missing",
        0.75,
        "Give the provider SHA-256(nonce) in hex, and Firebase the raw nonce as rawNonce.",
      ],
    ],
    "MISSING_OR_INVALID_NONCE",
  ),
  {
    id: "idp-response-audience",
    says: /INVALID_IDP_RESPONSE\s*:[\s\S]{0,200}?(?:audience|not issued for|aud\b)/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-audience",
        weight: 0.93,
        fix: "Get the ID token for a client id of the Firebase project (for Apple: Services ID or bundle id entered under Sign-in method > Apple).",
      },
    ],
    page: PAGE,
    example: {
      status: 400,
      body: '{"error":{"code":400,"message":"INVALID_IDP_RESPONSE : The audience in ID Token [com.example.app] does not match the expected audience."}}',
    },
  },
  {
    id: "idp-response-secret",
    says: /(?:INVALID_IDP_RESPONSE|auth\/(?:invalid-credential|internal-error|error-code:-47))[\s\S]{0,300}?(?:invalid_client|client secret|invalid_grant.{0,30}client)/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.85,
        fix: "Under Sign-in method > the provider, enter client id and secret again; for Apple the key id, team id and private key.",
      },
    ],
    page: PAGE,
    example: {
      text: "FirebaseError: Firebase: Error getting access token from apple.com, OAuth2 response: {'error':'invalid_client'} INVALID_IDP_RESPONSE: invalid_client (auth/invalid-credential).",
    },
  },
  {
    id: "idp-redirect-uri",
    says: /(?:INVALID_IDP_RESPONSE|auth\/(?:invalid-credential|internal-error))[\s\S]{0,300}?redirect_?uri/i,
    distinctive: true,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.6,
        fix: "Register https://<authDomain>/__/auth/handler with the provider.",
      },
      {
        reason: "redirect-uri/unregistered",
        weight: 0.55,
        fix: "Register https://<authDomain>/__/auth/handler with the provider.",
      },
    ],
    page: PAGE,
    example: {
      text: "INVALID_IDP_RESPONSE : Error getting access token from facebook.com: redirect_uri isn't identical",
    },
  },
  auth(
    "invalid-credential",
    "The supplied auth credential is incorrect, malformed or has expired.",
    [
      [
        "user/credentials-wrong",
        0.5,
        "Check e-mail and password: with e-mail enumeration protection this one code says both.",
        "signInWithEmailAndPassword was called.",
      ],
      [
        "token/expired",
        0.45,
        "Get a fresh token from the provider; set the machine's clock.",
        "signInWithCredential was called.",
      ],
      [
        "token/wrong-audience",
        0.4,
        "Get the ID token for a client id of this project.",
        "signInWithCredential was called.",
      ],
      [
        "client-auth/secret-wrong",
        0.35,
        "Enter the provider's client id and secret again under Sign-in method.",
        "A popup or redirect was used.",
      ],
    ],
    "INVALID_LOGIN_CREDENTIALS|INVALID_IDP_RESPONSE",
  ),
  auth(
    "account-exists-with-different-credential",
    "An account already exists with the same email address but different sign-in credentials.",
    [
      [
        "user/account-not-ready",
        0.5,
        "Sign in by the provider of the existing account, then link the new one (linkWithCredential).",
      ],
      ["user/interaction-required", 0.45, "Sign in by the provider of the existing account, then link the new one."],
    ],
    "FEDERATED_USER_ID_ALREADY_LINKED|NEED_CONFIRMATION",
  ),
];
