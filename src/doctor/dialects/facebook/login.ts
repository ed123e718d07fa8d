/** What Facebook Login says in its dialog and at the code exchange. */
import type { Signature } from "../define.ts";
import { DOMAIN, fb, GRAPH, LOGIN, REVIEW, ROLE, SECRET, URI } from "./write.ts";

export const login: readonly Signature[] = [
  {
    id: "access_denied",
    error: "access_denied",
    says: /Permissions error|user_denied|access_denied/i,
    means: [
      {
        reason: "user/denied",
        weight: 0.95,
        fix: "Let the user try again; auth_type=rerequest asks for refused permissions.",
      },
    ],
    page: GRAPH,
    example: { error: "access_denied", description: "Permissions error" },
  },
  fb(
    "redirect-identical",
    /Please make sure your redirect_uri is identical|redirect_uri isn.?t (?:an absolute URI|identical)/i,
    "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request",
    [
      [
        "code/redirect-uri-mismatch",
        0.95,
        "Send the redirect_uri of the dialog to /oauth/access_token, byte for byte (query, final slash, https); leave it away where the JavaScript SDK got the code.",
      ],
    ],
    [100, 36008],
  ),
  fb(
    "code-used",
    /This authorization code has (?:already )?been used/i,
    "This authorization code has been used.",
    [["code/already-used", 0.97, "Redeem each code once; look for a reload of the callback or two handlers."]],
    [100, 36009],
  ),
  fb(
    "code-expired",
    /This authorization code has expired|^36007$/i,
    "This authorization code has expired.",
    [["code/expired", 0.96, "Redeem the code at once."]],
    [100, 36007],
  ),
  fb(
    "code-format",
    /Invalid verification code format|Invalid authorization code/i,
    "Invalid verification code format.",
    [
      ["code/corrupted", 0.8, "Send code whole, decoded once; cut off the #_=_ that Facebook appends to the URL."],
      ["code/unknown", 0.35, "Send the code of this very app."],
    ],
    [100],
  ),
  fb(
    "code-other-app",
    /code was (?:not )?issued (?:to|for) (?:this|another|a different) app/i,
    "The code was issued to another app.",
    [["code/of-other-client", 0.9, "Redeem with the App ID of the dialog."]],
    [100],
  ),
  fb(
    "url-blocked",
    /URL Blocked|redirect URI is not whitelisted|redirect failed because the redirect URI/i,
    "URL Blocked: This redirect failed because the redirect URI is not whitelisted in the app's Client OAuth Settings. Make sure Client and Web OAuth Login are on and add all your app domains as Valid OAuth Redirect URIs.",
    [
      ["redirect-uri/unregistered", 0.95, URI],
      ["redirect-uri/trailing-slash", 0.2, URI],
    ],
    [191],
    LOGIN,
  ),
  fb(
    "domain-not-included",
    /(?:domain of this URL|URL'?s domain) isn.?t included in the app.?s domains|Can.?t load URL/i,
    "Can't Load URL: The domain of this URL isn't included in the app's domains. To be able to load this URL, add all domains and subdomains of your app to the App Domains field in your app settings.",
    [
      ["redirect-uri/host-mismatch", 0.6, DOMAIN],
      ["redirect-uri/unregistered", 0.58, DOMAIN],
    ],
    [191],
  ),
  fb(
    "given-url",
    /Given URL is not (?:allowed|permitted) by the [Aa]pplication configuration|One or more of the given URLs is not allowed/i,
    "Given URL is not allowed by the Application configuration: One or more of the given URLs is not allowed by the App's settings.",
    [["redirect-uri/unregistered", 0.85, DOMAIN]],
    [191],
  ),
  fb(
    "insecure",
    /Facebook has detected .{0,80}isn.?t using a secure connection|Insecure Login Blocked|enforce HTTPS/i,
    "Insecure Login Blocked: You can't get an access token or log in to this app from an insecure page. Try re-loading the page as https://",
    [
      ["transport/insecure", 0.75, "Serve the page by https; behind a proxy trust X-Forwarded-Proto."],
      ["redirect-uri/scheme-mismatch", 0.5, "Send an https redirect_uri."],
    ],
    [191],
  ),
  fb(
    "redirect-invalid",
    /Invalid redirect_uri|redirect_uri URL is not properly formatted|redirect_uri .{0,30}absolute/i,
    "The redirect_uri URL is not properly formatted",
    [
      ["redirect-uri/unregistered", 0.7, URI],
      ["redirect-uri/malformed", 0.4, "Send an absolute https URL, encoded once."],
    ],
    [191],
  ),
  fb(
    "missing-parameter",
    /Missing (?:redirect_uri|client_id|authorization code|code|app_id) parameter|Missing authorization code|The parameter (?:app_id|redirect_uri|client_id|code) is required/i,
    "Missing redirect_uri parameter.",
    [["request/parameter-absent", 0.95, "Send the parameter that the message names."]],
    [191],
  ),
  fb(
    "app-id",
    /Invalid App ID|provided app ID does not look like a valid app ID|Cannot get application info|Invalid client_id|Error validating application\. (?:Invalid application ID|Cannot)/i,
    "Error validating application. Invalid application ID.",
    [["client/unknown", 0.95, "Copy App ID from App settings > Basic; digits only, no placeholder."]],
    [101],
  ),
  fb(
    "client-secret",
    /Error validating client secret|Invalid (?:client|app) secret|appsecret_proof/i,
    "Error validating client secret.",
    [["client-auth/secret-wrong", 0.95, SECRET]],
    [1],
  ),
  fb(
    "secret-missing",
    /Missing client[_ ]secret|requires? (?:an )?app secret/i,
    "Missing client_secret parameter value.",
    [["client-auth/secret-absent", 0.9, "Send client_secret to /oauth/access_token, from a server."]],
    [101],
  ),
  fb(
    "app-inactive",
    /App Not Active|This app is not (?:accessible|currently accessible|active)|not available right now|app is still in development mode|App Not Set ?up|app is in development mode/i,
    "App not active: This app is not currently accessible and the app developer is aware of the issue.",
    [
      ["grant/app-in-testing-mode", 0.65, ROLE],
      [
        "client/disabled",
        0.5,
        "See App Dashboard > Alerts for what blocks the app (data use checkup, privacy policy, restriction).",
      ],
      ["user/not-assigned", 0.3, ROLE],
    ],
    [190],
  ),
  fb(
    "app-deleted",
    /Application has been deleted|Error validating application\. Application/i,
    "Error validating application. Application has been deleted.",
    [["client/disabled", 0.95, "Use another app: this one was deleted."]],
    [101],
  ),
  fb(
    "feature-unavailable",
    /Feature Unavailable|Facebook Login is currently unavailable for this app/i,
    "Feature Unavailable: Facebook Login is currently unavailable for this app, since we are updating additional details for this app.",
    [
      ["client/disabled", 0.55, "See App Dashboard > Alerts; confirm Advanced Access for public_profile and email."],
      ["scope/not-allowed-for-client", 0.45, REVIEW],
    ],
    [190],
  ),
  fb(
    "invalid-scopes",
    /Invalid Scopes?:/i,
    "Invalid Scopes: manage_pages. This message is only shown to developers.",
    [
      ["scope/unknown", 0.6, REVIEW],
      [
        "scope/deprecated",
        0.5,
        "Replace withdrawn permissions (manage_pages by pages_show_list and pages_manage_metadata; publish_actions by nothing).",
      ],
      ["scope/not-allowed-for-client", 0.45, "Add the use case or product that has the permission to the app."],
    ],
    [100],
    "https://www.github.com/spring-attic/spring-social-samples/issues/75",
  ),
  fb(
    "response-type",
    /response_type .{0,40}(?:invalid|not supported)|Invalid response_type/i,
    "Invalid response_type.",
    [["request/response-type-unsupported", 0.9, "Send response_type=code, token or granted_scopes."]],
    [191],
  ),
];
