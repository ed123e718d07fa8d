/** What Google's sign-in page says of scopes and parameters, and of users. */
import type { Example, Signature } from "../define.ts";
import { BASICS, CLIENTS, google, means, NATIVE, SCOPES, SUPPORT, WEB } from "./codes.ts";

const TEST = "Under Google Auth Platform > Audience, add the account as test user, or press Publish app.";
const page = (error: string, rest = ""): Example => ({
  text: `Access blocked: This app's request is invalid\nError ${error}\n${rest}`,
});
const D = { distinctive: true } as const;

export const request: readonly Signature[] = [
  google(
    "rate-limit",
    /\bError 4\d\d: rate_limit_exceeded|reached its sign-in rate limit|new users? (?:authorization )?(?:limit|cap)/i,
    page("403: rate_limit_exceeded", "This app has reached its sign-in rate limit for now."),
    [
      means(
        "server/rate-limited",
        0.85,
        "Ask for a higher limit under Google Auth Platform > Overview, and have the app verified.",
      ),
      means("grant/app-in-testing-mode", 0.25, "Publish and verify the app: an unverified one has a cap of 100 users."),
    ],
    SUPPORT,
    D,
  ),
  google(
    "invalid-scope-list",
    /Some requested scopes? (?:were|was|cannot be shown|could not be)[\s\S]{0,40}|invalid=\[[^\]]*\]/i,
    {
      error: "invalid_scope",
      description:
        "Some requested scopes were invalid. {valid=[openid], invalid=[https://www.googleapis.com/auth/drive.red]}",
    },
    [
      means("scope/unknown", 0.7, SCOPES),
      means("scope/misspelled", 0.5, SCOPES, "One letter, slash or plural away from a listed one."),
      means(
        "scope/prefix-missing",
        0.4,
        "Write https://www.googleapis.com/auth/ before the name.",
        "The refused scope is a bare word.",
      ),
      means("scope/wrong-delimiter", 0.3, "Part the scopes by a space.", "The refused scope holds a comma."),
    ],
    WEB,
    D,
  ),
  google(
    "invalid-scope-other",
    /invalid_scope/i,
    page("400: invalid_scope"),
    [
      means("scope/unknown", 0.65, SCOPES),
      means("scope/misspelled", 0.45, SCOPES),
      means(
        "scope/not-allowed-for-client",
        0.25,
        "Add the scope under Google Auth Platform > Data Access.",
        "A device flow takes a few scopes only.",
      ),
    ],
    WEB,
    { error: "invalid_scope" },
  ),
  google(
    "missing-parameter",
    /(?:Missing required parameter|Required parameter is missing):\s*(?:redirect_uri|response_type|client_id)/i,
    page("400: invalid_request", "Missing required parameter: redirect_uri"),
    [
      means(
        "request/parameter-absent",
        0.93,
        "Send the parameter that the message names; quote the URL whole in a shell (& ends a command).",
      ),
    ],
    WEB,
  ),
  google(
    "missing-scope",
    /(?:Missing required parameter|Required parameter is missing):\s*scope/i,
    page("400: invalid_request", "Missing required parameter: scope"),
    [
      means("scope/missing", 0.85, "Send scope: openid email profile, or the API's scope."),
      means("request/parameter-absent", 0.7, "Send scope."),
    ],
    WEB,
  ),
  google(
    "missing-any",
    /(?:Missing required parameter|Required parameter is missing)/i,
    page("400: invalid_request", "Required parameter is missing: grant_type"),
    [
      means("request/parameter-absent", 0.85, "Send the parameter that the message names, in a form body."),
      means("request/wrong-content-type", 0.35, "Send the body as application/x-www-form-urlencoded."),
    ],
    WEB,
  ),
  google(
    "repeated",
    /OAuth 2 parameters can only have a single value:\s*\w+/i,
    page("400: invalid_request", "OAuth 2 parameters can only have a single value: scope"),
    [
      means(
        "request/parameter-repeated",
        0.97,
        "Send the parameter once; look for one in the library's URL and one added by hand.",
      ),
    ],
    WEB,
    D,
  ),
  google(
    "not-allowed-parameter",
    /Parameter not allowed for this message type:\s*\w+/i,
    page("400: invalid_request", "Parameter not allowed for this message type: nonce"),
    [
      means(
        "request/parameter-rejected",
        0.95,
        "Leave the parameter away that the message names, or change response_type.",
      ),
    ],
    WEB,
    D,
  ),
  google(
    "nonce",
    /Nonce required for response_type id_token/i,
    page("400: invalid_request", "Nonce required for response_type id_token."),
    [means("request/nonce-missing", 0.97, "Send a random nonce and compare it with the ID token's.")],
    BASICS,
    D,
  ),
  google(
    "response-type",
    /unsupported_response_type|Invalid response_type/i,
    page("400: unsupported_response_type", "Invalid response_type: cod"),
    [means("request/response-type-unsupported", 0.9, "Send response_type=code, spelled so.")],
    WEB,
  ),
  google(
    "access-type-conflict",
    /(?:approval_prompt|prompt) .{0,40}(?:conflict|cannot be (?:used|combined))|Conflict params:/i,
    page("400: invalid_request", "Conflict params: approval_prompt and prompt"),
    [means("request/parameter-rejected", 0.93, "Send prompt=consent only; approval_prompt is its old name.")],
    WEB,
    D,
  ),
  google(
    "challenge-method",
    /Invalid (?:parameter value for )?code_challenge_method|code_challenge_method/i,
    page("400: invalid_request", "Invalid parameter value for code_challenge_method: s256"),
    [means("pkce/method-unsupported", 0.8, "Send code_challenge_method=S256, in capitals.")],
    NATIVE,
  ),
  google(
    "custom-scheme",
    /Custom (?:URI )?scheme (?:is |URIs are )?not (?:enabled|allowed|supported)/i,
    page("400: invalid_request", "Custom URI scheme is not enabled for your Android client."),
    [
      means(
        "redirect-uri/not-allowed",
        0.9,
        `Switch on Custom URI scheme under Advanced settings of the client in ${CLIENTS}, or use Credential Manager.`,
      ),
    ],
    NATIVE,
    D,
  ),
  google(
    "interaction",
    /immediate_failed|interaction_required/i,
    { error: "immediate_failed" },
    [
      means("user/interaction-required", 0.7, "Let the user sign in with a page: leave prompt=none away."),
      means("transport/cookies-blocked", 0.3, "Third-party cookies are blocked: move to Google Identity Services."),
    ],
    BASICS,
  ),
  google(
    "popup-closed",
    /popup_closed_by_user|popup_closed\b/i,
    { error: "popup_closed_by_user" },
    [
      means("user/denied", 0.7, "Let the user try again."),
      means(
        "transport/cookies-blocked",
        0.3,
        "Allow cookies and storage for accounts.google.com, or use Google Identity Services.",
      ),
    ],
    BASICS,
  ),
  google(
    "access_denied",
    /access_denied/i,
    page("403: access_denied"),
    [
      means("user/denied", 0.65, "Let the user try again and press Allow."),
      means("grant/app-in-testing-mode", 0.45, TEST, "The app is in Testing, and the account no test user."),
      means("user/policy-blocked", 0.25, "Ask the Workspace administrator."),
    ],
    WEB,
    { error: "access_denied" },
  ),
];
