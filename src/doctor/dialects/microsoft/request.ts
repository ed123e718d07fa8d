/** Entra ID on requests that it cannot read, and on itself. */
import type { Signature } from "../define.ts";
import { means, sts } from "./sts.ts";

const FORM =
  "Send a POST with Content-Type application/x-www-form-urlencoded and the parameters in the body: JSON, multipart and the query are not read.";
const missing = (name: string): string => `The request body must contain the following parameter: '${name}'.`;

export const request: readonly Signature[] = [
  sts(
    900144,
    missing("scope"),
    [
      means("scope/missing", 0.75, "Send scope: the v2.0 endpoint wants it, names parted by a space."),
      means("request/parameter-absent", 0.6, "Send scope, spelled so, in the body."),
      means("request/wrong-endpoint", 0.2, "resource in place of scope belongs to the endpoint without v2.0."),
    ],
    { id: "AADSTS900144-scope", also: "'scope'" },
  ),
  sts(
    900144,
    missing("refresh_token"),
    [
      means(
        "refresh-token/not-issued",
        0.55,
        "Ask for offline_access at /authorize and store what comes; an empty refresh_token was sent.",
      ),
      means("request/parameter-absent", 0.55, "Send refresh_token in the body."),
    ],
    { id: "AADSTS900144-refresh_token", also: "'refresh_token'" },
  ),
  sts(
    900144,
    missing("code_verifier"),
    [
      means(
        "pkce/verifier-missing",
        0.95,
        "Keep the verifier over the redirect (session, cookie) and send it as code_verifier.",
      ),
    ],
    { id: "AADSTS900144-code_verifier", also: "'code_verifier'" },
  ),
  sts(900144, missing("client_secret"), [means("client-auth/secret-absent", 0.9, "Send client_secret in the body.")], {
    id: "AADSTS900144-secret",
    also: "'client_(?:secret|assertion)",
  }),
  sts(
    900144,
    missing("grant_type"),
    [
      means("request/wrong-content-type", 0.55, FORM, "The parameter is in the request, but in JSON or multipart."),
      means(
        "request/parameter-absent",
        0.55,
        "Send the parameter that the message names.",
        "The body is a form and lacks it.",
      ),
      means("request/parameter-misplaced", 0.35, FORM, "The parameter is in the query."),
    ],
    { id: "AADSTS900144-first", also: "'(?:grant_type|client_id)'" },
  ),
  sts(900144, missing("code"), [
    means("request/parameter-absent", 0.85, "Send the parameter that the message names, in the form body."),
    means("request/wrong-content-type", 0.35, FORM),
  ]),
  sts(
    90014,
    "The required field 'request' is missing from the credential. Ensure that you have all the necessary parameters for the login request.",
    [
      means("request/parameter-absent", 0.75, "Send the field that the message names, in the form body."),
      means("request/wrong-content-type", 0.35, FORM),
    ],
  ),
  ...([900561, 90056] as const).map((code) =>
    sts(code, "The endpoint only accepts POST requests. Received a GET request.", [
      means(
        "request/wrong-method",
        0.93,
        "Send POST to /token and a GET (or a form POST) to /authorize; a reload of the URL or a redirect turns POST into GET.",
      ),
      means("request/wrong-endpoint", 0.25, "Compare the URL with App registrations > Endpoints."),
    ]),
  ),
  sts(
    90023,
    "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type or 'Native' client-type with origin registered in AllowedOriginForNativeAppCorsRequestInOAuthToken allow list.",
    [
      means(
        "client/type-mismatch",
        0.93,
        "Move the redirect URI to platform Single-page application, or redeem the code on a server.",
      ),
    ],
    { id: "AADSTS90023-origin", also: "cross-origin" },
  ),
  sts(
    90023,
    "Unsupported 'prompt' value.",
    [
      means(
        "request/parameter-rejected",
        0.85,
        "Send one prompt: login, none, consent or select_account, in lower case.",
      ),
    ],
    { id: "AADSTS90023-prompt", also: "prompt" },
  ),
  sts(90023, "Request is malformed or invalid.", [
    means("request/parameter-rejected", 0.5, "Check the value of the parameter that the message names."),
    means("request/malformed", 0.45, FORM),
  ]),
  sts(
    90100,
    "refresh_token parameter is empty or not valid.",
    [
      means("refresh-token/unknown", 0.55, "Send the refresh token whole."),
      means("refresh-token/not-issued", 0.45, "Ask for offline_access at /authorize.", "Nothing was stored."),
    ],
    { id: "AADSTS90100-refresh_token", also: "refresh_token" },
  ),
  sts(90100, "login parameter is empty or not valid.", [
    means("request/parameter-rejected", 0.65, "Send a value that fits for the parameter that the message names."),
    means("request/parameter-absent", 0.45, "Send the parameter that the message names."),
  ]),
  ...([90004, 90007, 90107, 90117, 165900, 90013, 90101] as const).map((code) =>
    sts(code, "The request is not properly formatted.", [
      means("request/parameter-rejected", 0.5, "Check the values that were sent, characters and encoding."),
      means("request/malformed", 0.45, FORM),
    ]),
  ),
  sts(90121, "Invalid empty request.", [
    means("request/parameter-absent", 0.7, FORM),
    means("request/wrong-content-type", 0.4, FORM),
  ]),
  sts(90005, "The request isn't valid because the identifier and login hint can't be used together.", [
    means("request/parameter-rejected", 0.85, "Send either login_hint or the session identifier (sid), not both."),
  ]),
  sts(90015, "The query string is too long.", [
    means(
      "request/parameter-too-long",
      0.9,
      "Keep state short (a key to data on your server), or send the request by POST.",
    ),
  ]),
  sts(90119, "The user code is null or empty.", [
    means("request/parameter-absent", 0.8, "Type the user_code of the device flow."),
  ]),
  sts(90120, "The request was already authorized or declined.", [
    means("code/already-used", 0.7, "Start the device flow again: each user_code is single-use."),
    means("user/denied", 0.3, "Start the device flow again."),
  ]),
  sts(
    75011,
    "Authentication method 'X509, MultiFactor' by which the user authenticated with the service doesn't match requested authentication method 'Password, ProtectedTransport'.",
    [
      means(
        "request/parameter-rejected",
        0.6,
        "Leave RequestedAuthnContext out of the SAML request, or set its comparison to minimum.",
      ),
      means("user/interaction-required", 0.4, "Let the user sign in afresh by the method that was asked for."),
    ],
  ),
  sts(140000, "Request nonce isn't provided.", [
    means("request/parameter-absent", 0.8, "Send the nonce that the service gave."),
  ]),
  sts(140001, "The session key isn't valid.", [
    means("user/login-required", 0.5, "Sign in again on the device: its primary refresh token is spoilt."),
  ]),
  sts(
    50146,
    "This app is required to be configured with an app-specific signing key. It is either not configured with one, or the key has expired or isn't yet valid.",
    [
      means(
        "token/signature-invalid",
        0.4,
        "Give the app its own signing key (Add-...ServicePrincipalTokenSigningCertificate) or take the claims mapping policy away.",
      ),
    ],
  ),
  sts(50003, "Sign-in failed because of a missing signing key or certificate.", [
    means("server/fault", 0.4, "Set up the signing certificate under Enterprise applications > Single sign-on."),
  ]),
  ...([50196, 90055] as const).map((code) =>
    sts(
      code,
      "The server terminated an operation because it encountered a client request loop. Please contact your app vendor.",
      [
        means(
          "server/rate-limited",
          0.9,
          "Keep tokens until they expire (MSAL: AcquireTokenSilent first, one shared cache) and stop retrying on errors.",
        ),
      ],
    ),
  ),
  ...(
    [
      50000, 50033, 50086, 50087, 70012, 80014, 80001, 80002, 90006, 90012, 90024, 90033, 90036, 90090, 90091, 90092,
      40008, 40010, 220501,
    ] as const
  ).map((code) =>
    sts(code, "An error occurred while processing the request. Please try again in a few minutes.", [
      means(
        "server/fault",
        0.75,
        "Try again later, with a pause that grows; if it lasts, open a support ticket with correlation id and time.",
      ),
    ]),
  ),
  sts(50088, "Limit on telecom MFA calls reached. Please try again in a few minutes.", [
    means("server/rate-limited", 0.85, "Wait, or use an app or key for the second factor rather than calls."),
  ]),
];
