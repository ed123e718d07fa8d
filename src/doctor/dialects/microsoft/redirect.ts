/** Entra ID on redirect URIs, codes and PKCE. */
import type { Signature } from "../define.ts";
import { lookup, means, sts } from "./sts.ts";

const REGISTER =
  "In the Entra admin center under App registrations > your app > Authentication, add exactly the redirect URI that the message prints, under the right platform (Web, SPA, or Mobile and desktop).";
const AGAIN = "Send the user to /authorize again and redeem the new code once, at once.";
const SAME_URI =
  "Send the same redirect_uri to /token as to /authorize, byte for byte; behind a proxy, build both from the outer URL.";

const APP = "for the application '5a1b0e2c-1111-4222-8333-123456789abc'";

export const redirect: readonly Signature[] = [
  sts(
    50011,
    `The redirect URI 'http://app.contoso.com/signin-oidc' specified in the request does not match the redirect URIs configured ${APP}.`,
    [
      means(
        "redirect-uri/scheme-mismatch",
        0.75,
        "Entra ID takes http only for localhost, so the registered URI is https. Make the app build https URLs: let it trust X-Forwarded-Proto (ForwardedHeaders) or set its public base URL.",
        "The printed URI begins with http:// and is not localhost.",
      ),
      means("redirect-uri/unregistered", 0.45, REGISTER),
      means("redirect-uri/host-mismatch", 0.2, REGISTER, "The printed host is an inner name of the server."),
    ],
    {
      id: "AADSTS50011-http",
      also: "(?:redirect|reply) (?:URI|URL|address) '?http://(?!localhost|127\\.|\\[::1)",
      page: "https://learn.microsoft.com/troubleshoot/azure/active-directory/error-code-aadsts50011-reply-url-mismatch",
    },
  ),
  sts(
    50011,
    `The redirect URI 'https://app.contoso.com/signin-oidc' specified in the request does not match the redirect URIs configured ${APP}. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`,
    [
      means("redirect-uri/unregistered", 0.75, REGISTER),
      means(
        "redirect-uri/trailing-slash",
        0.3,
        "Compare the final slash of the sent and of the registered URI; one of them has it, the other has not.",
        "Compare with the list under Authentication: they differ by the last character only.",
      ),
      means(
        "redirect-uri/wrong-case",
        0.25,
        "Paths are compared with letter case: register the path as the app sends it.",
        "They differ by letter case only.",
      ),
      means("redirect-uri/path-mismatch", 0.25, REGISTER, "Host agrees and path does not."),
    ],
    {
      page: "https://learn.microsoft.com/troubleshoot/azure/active-directory/error-code-aadsts50011-reply-url-mismatch",
    },
  ),
  sts(
    500112,
    "The reply address 'https://app.contoso.com/cb/' does not match the reply address 'https://app.contoso.com/cb' provided when requesting Authorization code.",
    [means("code/redirect-uri-mismatch", 0.96, SAME_URI)],
    { page: lookup(500112) },
  ),
  sts(
    700009,
    "Reply address must be provided when presenting an authorization code requested with an explicit reply address.",
    [means("code/redirect-uri-mismatch", 0.95, SAME_URI)],
    { page: lookup(700009) },
  ),
  sts(
    500113,
    "No reply address is registered for the application.",
    [
      means("redirect-uri/unregistered", 0.92, REGISTER),
      means("client/unknown", 0.1, "Check that client_id is that of your own registration in this tenant."),
    ],
    { page: lookup(500113) },
  ),
  sts(
    500117,
    "The reply URI specified in the request is not valid.",
    [
      means(
        "redirect-uri/malformed",
        0.7,
        "Send an absolute redirect URI, percent-encoded once, without a fragment; https, or http for localhost.",
      ),
      means("redirect-uri/unregistered", 0.4, REGISTER),
    ],
    { page: lookup(500117) },
  ),
  sts(900971, "No reply address provided.", [
    means("redirect-uri/absent", 0.6, "Send redirect_uri with the request."),
    means(
      "redirect-uri/unregistered",
      0.5,
      REGISTER,
      "The request has redirect_uri, but the app registration has none.",
    ),
  ]),
  sts(
    90102,
    "'redirect_uri' value must be a valid absolute URI.",
    [
      means(
        "redirect-uri/malformed",
        0.8,
        "Send redirect_uri as an absolute URI: with scheme and host, percent-encoded once.",
      ),
      means(
        "redirect-uri/encoding",
        0.35,
        "Encode redirect_uri once, not twice.",
        "The value contains %253A or %3A%2F%2F after decoding.",
      ),
    ],
    { id: "AADSTS90102-redirect_uri", also: "redirect_uri" },
  ),
  sts(90102, "'resource' value must be a valid absolute URI.", [
    means("request/parameter-invalid", 0.7, "Write the value that the message names as an absolute URI."),
    means("request/parameter-rejected", 0.5, "Write the value that the message names as an absolute URI."),
  ]),
  sts(70004, "The redirect address specified by the client does not match any configured addresses.", [
    means("redirect-uri/unregistered", 0.85, REGISTER),
  ]),
  sts(
    54005,
    "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
    [
      means(
        "code/already-used",
        0.97,
        "Redeem each code once: look for a reload of the callback page, two handlers (middleware and your code), or a retry. Then sign in again or use the refresh token that you got.",
      ),
    ],
  ),
  sts(
    700005,
    "Provided Authorization Code is intended to use against other tenant, thus rejected. OAuth2 Authorization Code must be redeemed against same tenant it was acquired for (/common or /{tenant-ID} as appropriate).",
    [
      means(
        "request/wrong-endpoint",
        0.85,
        "Use the same tenant segment (/common, /organizations or the tenant's id) in the URLs of /authorize and /token.",
      ),
    ],
  ),
  sts(
    700007,
    "The grant was issued for a different client id.",
    [
      means("refresh-token/of-other-client", 0.7, "Redeem the refresh token with the client_id that it was issued to."),
      means(
        "code/of-other-client",
        0.5,
        "Redeem the code with the client_id of the authorization request.",
        "The request redeems a code.",
      ),
    ],
    { page: lookup(700007) },
  ),
  sts(501481, "The Code_Verifier does not match the code_challenge supplied in the authorization request.", [
    means(
      "pkce/verifier-mismatch",
      0.96,
      "Keep the verifier with the state of the sign-in that it was made for and send that one; challenge = base64url(SHA-256(verifier)) without padding.",
    ),
  ]),
  sts(
    50148,
    "The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.",
    [means("pkce/verifier-mismatch", 0.95, "Send the verifier that the code_challenge was made from.")],
    { page: lookup(50148) },
  ),
  sts(50147, "Invalid size of Code_Challenge parameter.", [
    means("pkce/challenge-malformed", 0.95, "Send base64url(SHA-256(verifier)): 43 characters, no '=' at the end."),
  ]),
  sts(501491, "Invalid size of Code_Challenge parameter.", [
    means("pkce/challenge-malformed", 0.95, "Send base64url(SHA-256(verifier)): 43 characters, no '=' at the end."),
  ]),
  sts(
    501471,
    "Missing code_challenge parameter.",
    [
      means(
        "pkce/required",
        0.9,
        "Send code_challenge and code_challenge_method=S256 to /authorize; switch PKCE on in the library.",
      ),
    ],
    { page: lookup(501471) },
  ),
  sts(
    50149,
    "Invalid Code_Challenge_method parameter.",
    [means("pkce/method-unsupported", 0.95, "Send code_challenge_method=S256, in capitals.")],
    { page: lookup(50149) },
  ),
  sts(
    9002325,
    "Proof Key for Code Exchange is required for cross-origin authorization code redemption.",
    [
      means(
        "pkce/required",
        0.93,
        "Send code_challenge (S256) to /authorize and code_verifier to /token: a page in a browser must use PKCE.",
      ),
    ],
    { page: lookup(9002325) },
  ),
  sts(
    9002326,
    "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: 'http://localhost:3000'.",
    [
      means(
        "client/type-mismatch",
        0.95,
        "Under Authentication, remove the redirect URI from platform Web and add it under Single-page application.",
      ),
      means("transport/cors-blocked", 0.2, "Or redeem the code on your server."),
    ],
    { page: lookup(9002326) },
  ),
  sts(
    9002327,
    "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
    [
      means(
        "client/type-mismatch",
        0.95,
        "Tokens are redeemed on a server or in a native app here: register the redirect URI under Web (or Mobile and desktop), not under Single-page application.",
      ),
    ],
    { page: lookup(9002327) },
  ),
  sts(
    70018,
    "Invalid verification code due to User typing in wrong user code for device code flow. Authorization isn't approved.",
    [means("code/unknown", 0.6, "Show the user_code again and let the user type it at microsoft.com/devicelogin.")],
  ),
  sts(70019, "Verification code expired. Have the user retry the sign-in.", [
    means("code/expired", 0.9, "Ask for a new device code and poll until expires_in only."),
  ]),
  sts(
    70020,
    "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
    [means("code/expired", 0.85, "Ask for a new device code and show its user_code.")],
    { page: lookup(70020) },
  ),
  sts(70016, "OAuth 2.0 device flow error. Authorization is pending. Continue polling.", [
    means(
      "user/interaction-required",
      0.7,
      "No fault yet: go on polling at the given interval until the user has signed in.",
    ),
  ]),
  sts(50089, "Authentication failed due to flow token expired.", [
    means("user/form-stale", 0.6, "The sign-in page was open for too long: start the sign-in again."),
    means("user/login-required", 0.4, AGAIN),
  ]),
];
