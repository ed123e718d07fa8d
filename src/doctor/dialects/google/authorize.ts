/** What Google's sign-in page says of URLs, clients and policies: Error 400, 401 and 403. */
import type { Example, Signature } from "../define.ts";
import { CLIENTS, google, means, NATIVE, SUPPORT, WEB } from "./codes.ts";

const URI = `In ${CLIENTS} > your client > Authorized redirect URIs, add the printed redirect_uri letter for letter, and wait some minutes.`;
const TEST = "Under Google Auth Platform > Audience, add the account as test user, or press Publish app.";
const page = (error: string, rest = ""): Example => ({
  text: `Access blocked: This app's request is invalid\nError ${error}\n${rest}`,
});
const D = { distinctive: true } as const;

export const authorize: readonly Signature[] = [
  google(
    "redirect_uri_mismatch-http",
    /redirect_uri_mismatch[\s\S]{0,900}?redirect_uri[=:]\s*http:\/\/(?!localhost|127\.|\[::1)/i,
    page("400: redirect_uri_mismatch", "Request details: redirect_uri=http://app.example.com/cb"),
    [
      means(
        "redirect-uri/scheme-mismatch",
        0.75,
        "Google takes http for localhost only, so https is registered: let the app trust X-Forwarded-Proto, or set its public base URL to https.",
        "The printed redirect_uri begins with http://.",
      ),
      means("redirect-uri/unregistered", 0.45, URI),
    ],
    WEB,
    D,
  ),
  google(
    "redirect_uri_mismatch-token",
    /redirect_uri_mismatch/i,
    {
      error: "redirect_uri_mismatch",
      description: "Bad Request",
      request:
        "POST https://oauth2.googleapis.com/token\n\ngrant_type=authorization_code&code=example&client_id=app&redirect_uri=https%3A%2F%2Fapp.example.com",
    },
    [
      means(
        "code/redirect-uri-mismatch",
        0.75,
        "Send the redirect_uri of the authorization request to the token endpoint; it is postmessage where Google's JavaScript popup got the code.",
      ),
      means("redirect-uri/unregistered", 0.45, URI),
    ],
    WEB,
    { parameter: { name: "grant_type", like: /^authorization_code$/ } },
  ),
  google(
    "redirect_uri_mismatch",
    /redirect_uri_mismatch|redirect URI in the request,? .{0,300}?(?:does|did) not match/i,
    page(
      "400: redirect_uri_mismatch",
      "If you're the app developer, register the redirect URI in the Google Cloud Console.\nRequest details: redirect_uri=https://app.example.com/cb",
    ),
    [
      means("redirect-uri/unregistered", 0.8, URI),
      means(
        "redirect-uri/trailing-slash",
        0.3,
        "Compare the final slash of the printed and of the registered URI.",
        "They differ by the last character only.",
      ),
      means("redirect-uri/port-mismatch", 0.2, URI, "They differ by the port."),
      means("redirect-uri/host-mismatch", 0.2, URI, "They differ by www, or localhost against 127.0.0.1."),
      means(
        "client/type-mismatch",
        0.15,
        `Make a client of type Web application in ${CLIENTS}.`,
        "The client is of type Desktop, Android or iOS.",
      ),
    ],
    WEB,
    D,
  ),
  google(
    "loopback-withdrawn",
    /loopback flow has been blocked|(?:out-of-band|\bOOB\b)(?: \(OOB\))? flow has been blocked|redirect_uri[=:]\s*(?:https?%3A%2F%2F)?urn:ietf:wg:oauth:2\.0:oob[\s\S]{0,200}(?:blocked|doesn.t comply)|doesn.t comply[\s\S]{0,400}urn:ietf:wg:oauth:2\.0:oob/i,
    page("400: invalid_request", "The out-of-band (OOB) flow has been blocked in order to keep users secure."),
    [
      means(
        "redirect-uri/not-allowed",
        0.93,
        "Google has withdrawn this: use http://127.0.0.1:<port> with a client of type Desktop app, or custom scheme or App Link on phones.",
      ),
    ],
    NATIVE,
    D,
  ),
  google(
    "redirect-uri-missing-authority",
    /Invalid parameter value for redirect_uri: (?:Missing (?:authority|scheme)|Invalid|Raw IP|Fragment|Non-public|Relative)/i,
    page(
      "400: invalid_request",
      "Invalid parameter value for redirect_uri: Missing authority: com.example.app:/oauth2callback",
    ),
    [
      means(
        "redirect-uri/malformed",
        0.6,
        "Send an absolute redirect URI with scheme and host, encoded once, without fragment.",
      ),
      means(
        "redirect-uri/not-allowed",
        0.55,
        `Use https with a public domain (or localhost); custom schemes need a client of type iOS or Android in ${CLIENTS}.`,
        "It is an IP address, a private name or a custom scheme.",
      ),
    ],
    WEB,
    D,
  ),
  google(
    "device-private-ip",
    /device_id and device_name are required for private IP/i,
    page("400: invalid_request", "device_id and device_name are required for private IP: http://192.168.1.10:8080/cb"),
    [
      means(
        "redirect-uri/not-allowed",
        0.95,
        "Private IP addresses are not accepted: use localhost, or a domain name with https (a tunnel will do).",
      ),
    ],
    WEB,
    D,
  ),
  google(
    "oauth-policy",
    /doesn.t comply with Google.s OAuth 2\.0 policy for keeping apps secure/i,
    page(
      "400: invalid_request",
      "You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy for keeping apps secure.",
    ),
    [
      means(
        "redirect-uri/not-allowed",
        0.6,
        "Open error details: use a redirect URI that the policy allows (https with a public domain, or http://localhost), and no out-of-band flow.",
      ),
      means("redirect-uri/unregistered", 0.45, URI),
      means("request/parameter-rejected", 0.3, "Open error details for the parameter that is refused."),
    ],
    SUPPORT,
    D,
  ),
  google(
    "origin_mismatch",
    /origin_mismatch|origin is not allowed for the given client ID|Not a valid origin for the client|idpiframe_initialization_failed/i,
    page("400: origin_mismatch", "register the JavaScript origin in the Google Cloud Console."),
    [
      means(
        "transport/cors-blocked",
        0.75,
        `In ${CLIENTS} > your client > Authorized JavaScript origins, add scheme, host and port of the page (for localhost with and without port), without path.`,
      ),
      means(
        "redirect-uri/unregistered",
        0.5,
        `In ${CLIENTS} > your client > Authorized JavaScript origins, add scheme, host and port of the page.`,
      ),
    ],
    SUPPORT,
    D,
  ),
  google(
    "client-not-found",
    /The OAuth client was not found|OAuth client was not found/i,
    { error: "invalid_client", description: "The OAuth client was not found." },
    [
      means(
        "client/unknown",
        0.95,
        `Copy the client id whole (it ends in .apps.googleusercontent.com) from ${CLIENTS}; look for a space, an empty setting or a placeholder.`,
      ),
    ],
    WEB,
    D,
  ),
  google(
    "no-registered-origin",
    /no registered origin/i,
    page("401: invalid_client", "no registered origin"),
    [
      means(
        "client/type-mismatch",
        0.6,
        `Use a client of type Web application with Authorized JavaScript origins (${CLIENTS}).`,
      ),
      means("transport/cors-blocked", 0.4, "Add the page's origin to Authorized JavaScript origins."),
    ],
    WEB,
    D,
  ),
  google(
    "deleted_client",
    /deleted_client|OAuth client was deleted|disabled_client|OAuth client (?:is|was) disabled/i,
    { error: "deleted_client", description: "The OAuth client was deleted." },
    [
      means(
        "client/disabled",
        0.96,
        `Restore the client within 30 days in ${CLIENTS} > Deleted credentials, or make a new one and change the app's settings.`,
      ),
    ],
    WEB,
    D,
  ),
  google(
    "disallowed_useragent",
    /disallowed_useragent|\bUse secure browsers\b|embedded (?:user-agents?|web-?views?)/i,
    page(
      "403: disallowed_useragent",
      "You can't sign in from this screen because this app doesn't comply with Google's secure browsers policy.",
    ),
    [
      means(
        "request/parameter-rejected",
        0.6,
        "Open the sign-in in the system browser (Chrome Custom Tabs, ASWebAuthenticationSession, AppAuth), not in a WebView or in-app browser.",
      ),
      means("user/policy-blocked", 0.5, "Open the sign-in in the system browser, not in a WebView."),
    ],
    NATIVE,
    D,
  ),
  google(
    "org_internal",
    /org_internal|client is restricted to users within its organi[sz]ation|can only be used within its organi[sz]ation/i,
    page("403: org_internal", "This client is restricted to users within its organization."),
    [
      means(
        "user/not-in-tenant",
        0.75,
        "Sign in with an account of the organization, or set User type to External under Google Auth Platform > Audience.",
      ),
      means("user/not-assigned", 0.4, "Set User type to External under Google Auth Platform > Audience."),
    ],
    WEB,
    D,
  ),
  google(
    "admin_policy_enforced",
    /admin_policy_enforced|access_not_configured|restricted by (?:your|the) (?:organi[sz]ation|admin)|Your institution.s admin needs to review/i,
    page("400: admin_policy_enforced", "Access blocked: your institution's admin needs to review App"),
    [
      means(
        "user/policy-blocked",
        0.8,
        "Let the Workspace administrator trust the client id: Admin console > Security > API controls > App access control.",
      ),
      means(
        "scope/needs-admin-consent",
        0.45,
        "Let the Workspace administrator trust the client id under API controls.",
      ),
    ],
    WEB,
    D,
  ),
  google(
    "testers-only",
    /currently being tested,? and can only be accessed by developer-approved testers|has not completed the Google verification process[\s\S]{0,160}(?:test|developer-approved)/i,
    page(
      "403: access_denied",
      "App has not completed the Google verification process. The app is currently being tested, and can only be accessed by developer-approved testers.",
    ),
    [means("grant/app-in-testing-mode", 0.93, TEST), means("user/not-assigned", 0.6, TEST)],
    SUPPORT,
    D,
  ),
  google(
    "unverified-blocked",
    /(?:sensitive|restricted) (?:scopes?|info)[\s\S]{0,120}(?:not verified|unverified|hasn.t (?:been )?verified)|Google hasn.t verified this app|This app is blocked/i,
    { text: "This app is blocked. This app tried to access sensitive info in your Google Account." },
    [
      means(
        "scope/not-allowed-for-client",
        0.6,
        "Submit the app for verification under Google Auth Platform > Verification Center, or ask for fewer scopes.",
      ),
      means("grant/app-in-testing-mode", 0.4, TEST),
    ],
    SUPPORT,
    D,
  ),
];
