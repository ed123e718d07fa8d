/** Instagram API with Instagram Login, and the withdrawn Basic Display API. */
import type { CauseCode } from "../../reasons/causes.ts";
import type { Dialect, Meaning, Signature } from "./define.ts";

const URI =
  "In the App Dashboard under Instagram > API setup with Instagram login > Business login settings, add the exact https OAuth redirect URI; the dashboard may have added a final slash.";
const APP =
  "Send the Instagram App ID and Instagram app secret (Instagram > API setup), not the App ID of App settings > Basic.";
const CODES = "Redeem each code once and within an hour; cut off the #_ at its end.";
const SCOPE =
  "Send scopes that the product has, such as instagram_business_basic, joined by commas; basic, user_profile and user_media are withdrawn.";
const TESTER =
  "Add the account under App roles > Roles as Instagram Tester, accept under Instagram > Apps and websites > Tester invites, or switch the app to Live.";
const AGAIN = "Send the user to the authorization window again.";

type Means = readonly (readonly [reason: CauseCode, weight: number, fix: string, tell?: string])[];

const ig = (id: string, says: RegExp, message: string, means: Means, page: string): Signature => ({
  id,
  says,
  means: means.map(
    ([reason, weight, fix, tell]): Meaning => ({ reason, weight, fix, ...(tell !== undefined && { tell }) }),
  ),
  page,
  example: { status: 400, body: JSON.stringify({ error_type: "OAuthException", code: 400, error_message: message }) },
});

const CODE_PAGE = "https://openillumi.com/?p=57909";
const thread = (path: string): string => `https://github.com/${path}`;

export const instagram: Dialect = {
  provider: "instagram",
  name: "Instagram",
  hosts: ["instagram.com", ".instagram.com", "api.instagram.com", "graph.instagram.com"],
  marks: [
    /(?:api|graph|www)\.instagram\.com/i,
    /"error_type"\s*:\s*"OAuth\w*Exception"[\s\S]{0,120}"error_message"|"error_message"[\s\S]{0,200}"error_type"\s*:\s*"OAuth\w*Exception"/,
  ],
  signatures: [
    {
      ...ig(
        "code-not-found",
        /Matching code was not found or was already used/i,
        "Matching code was not found or was already used.",
        [
          ["code/already-used", 0.7, CODES],
          ["code/corrupted", 0.4, "Cut #_ off the end of the code.", "The code that was sent ends in #_."],
          ["code/unknown", 0.35, CODES],
        ],
        CODE_PAGE,
      ),
      distinctive: true,
    },
    {
      ...ig(
        "code-used",
        /This authorization code has (?:already )?been used/i,
        "This authorization code has been used",
        [["code/already-used", 0.95, CODES]],
        CODE_PAGE,
      ),
    },
    {
      ...ig(
        "code-expired",
        /This authorization code has expired/i,
        "This authorization code has expired",
        [["code/expired", 0.95, CODES]],
        CODE_PAGE,
      ),
    },
    ig(
      "code-invalid",
      /Invalid authorization code/i,
      "Invalid authorization code",
      [
        ["code/corrupted", 0.6, CODES],
        ["code/unknown", 0.4, CODES],
      ],
      CODE_PAGE,
    ),
    ig(
      "redirect-identical",
      /Please make sure your redirect_uri is identical/i,
      "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request",
      [
        [
          "code/redirect-uri-mismatch",
          0.95,
          "Send the redirect_uri of the authorization window to /oauth/access_token, byte for byte, final slash too.",
        ],
      ],
      thread("anthonyjgrove/react-instagram-login/issues/11"),
    ),
    {
      ...ig(
        "redirect-original",
        /Redirect URI does not match the original/i,
        "Redirect URI does not match the original.",
        [["code/redirect-uri-mismatch", 0.95, "Send the redirect_uri of the authorization window."]],
        thread("anthonyjgrove/react-instagram-login/issues/11"),
      ),
      distinctive: true,
    },
    {
      ...ig(
        "redirect-registered",
        /Redirect URI does not match registered redirect URI/i,
        "Redirect URI does not match registered redirect URI",
        [
          ["redirect-uri/unregistered", 0.93, URI],
          ["redirect-uri/trailing-slash", 0.3, URI],
        ],
        thread("anthonyjgrove/react-instagram-login/issues/11"),
      ),
      distinctive: true,
    },
    ig(
      "redirect-invalid",
      /Invalid redirect_uri/i,
      "Invalid redirect_uri",
      [
        ["redirect-uri/unregistered", 0.75, URI],
        ["redirect-uri/trailing-slash", 0.3, URI],
        ["redirect-uri/not-allowed", 0.25, "Use https: http and localhost are not accepted."],
      ],
      thread("hungdev/react-native-instagram-login/issues/77"),
    ),
    {
      ...ig(
        "platform-app",
        /Invalid platform app/i,
        "Invalid platform app",
        [
          ["client/unknown", 0.75, APP],
          ["client/type-mismatch", 0.55, APP],
          ["request/wrong-method", 0.2, "Send POST with a form body to api.instagram.com/oauth/access_token."],
        ],
        "https://openillumi.com/en/en-fix-invalid-platform-app-instagram-basic-display",
      ),
      distinctive: true,
    },
    ig(
      "client-id",
      /Invalid Client ID|No client_id specified/i,
      "Invalid Client ID",
      [["client/unknown", 0.9, APP]],
      thread("hungdev/react-native-instagram-login/issues/57"),
    ),
    ig(
      "client-secret",
      /Invalid Client Secret|Error validating client secret/i,
      "Invalid Client Secret",
      [["client-auth/secret-wrong", 0.95, APP]],
      thread("hungdev/react-native-instagram-login/issues/57"),
    ),
    {
      ...ig(
        "scope",
        /Invalid scope(?: field\(s\))?\s*:/i,
        "Invalid scope field(s): basic",
        [
          ["scope/unknown", 0.6, SCOPE],
          ["scope/deprecated", 0.5, SCOPE, "It is a scope of the old API (basic, public_content, user_profile)."],
          ["scope/wrong-delimiter", 0.3, "Join scopes by commas or spaces, once encoded."],
          ["scope/not-allowed-for-client", 0.3, "Add the permission under App Review."],
        ],
        thread("miled/wordpress-social-login/issues/338"),
      ),
    },
    {
      ...ig(
        "developer-role",
        /Insufficient Developer Role/i,
        "Insufficient Developer Role: Insufficient developer role",
        [
          ["grant/app-in-testing-mode", 0.8, TESTER],
          ["user/not-assigned", 0.75, TESTER],
        ],
        thread("hungdev/react-native-instagram-login/issues/57"),
      ),
      distinctive: true,
    },
    ig(
      "sandbox",
      /not (?:an? )?(?:allowed|approved).{0,60}sandbox|user is not a sandbox user/i,
      "The user is not a sandbox user of this client",
      [["grant/app-in-testing-mode", 0.9, TESTER]],
      thread("hungdev/react-native-instagram-login/issues/57"),
    ),
    ig(
      "required-scope",
      /requires scope=\w+, but this access token is not authorized with this scope/i,
      "This request requires scope=public_content, but this access token is not authorized with this scope.",
      [
        [
          "token/insufficient-scope",
          0.95,
          "Ask for the scope that the message names, and let the user authorize again.",
        ],
      ],
      thread("yubozhao/meteor-accounts-instagram/issues/19"),
    ),
    ig(
      "grant-type",
      /Invalid grant_type|Only authorization_code is supported/i,
      "Invalid grant_type",
      [["request/grant-type-unsupported", 0.9, "Send grant_type=authorization_code in a form body."]],
      CODE_PAGE,
    ),
    ig(
      "missing",
      /(?:You must provide|You must include|Missing) (?:a |the )?(?:valid )?(?:client_id|client_secret|redirect_uri|code|grant_type|response_type)/i,
      "You must provide a client_secret",
      [
        [
          "request/parameter-absent",
          0.9,
          "Send the parameter that the message names, in the form body, not in the query.",
        ],
        ["request/wrong-content-type", 0.4, "Send the body as application/x-www-form-urlencoded."],
      ],
      CODE_PAGE,
    ),
    ig(
      "unsupported-get",
      /Unsupported request - method type: get/i,
      "Unsupported request - method type: get",
      [
        [
          "request/wrong-method",
          0.5,
          "Send POST for the code exchange, GET with a short-lived token of Instagram Login for /access_token?grant_type=ig_exchange_token.",
        ],
        [
          "token/wrong-audience",
          0.45,
          "Send a token of Instagram Login to graph.instagram.com, one of Facebook Login to graph.facebook.com.",
        ],
      ],
      thread("hungdev/react-native-instagram-login/issues/57"),
    ),
    ig(
      "session-expired",
      /Session has expired on/i,
      "Error validating access token: Session has expired on Friday, 02-Jan-26 10:00:00 PST.",
      [["token/expired", 0.95, "Refresh long-lived tokens before 60 days pass (grant_type=ig_refresh_token)."]],
      thread("hungdev/react-native-instagram-login/issues/57"),
    ),
    ig(
      "password",
      /invalidated because the user changed (?:their|the) password/i,
      "Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.",
      [["grant/password-changed", 0.85, AGAIN]],
      thread("hungdev/react-native-instagram-login/issues/57"),
    ),
    ig(
      "token-parse",
      /Cannot parse access token|Invalid OAuth access token|access_token provided is invalid/i,
      "Invalid OAuth access token - Cannot parse access token",
      [
        ["token/malformed", 0.7, "Send the token whole, and a token of Instagram Login to graph.instagram.com only."],
        [
          "token/wrong-audience",
          0.45,
          "Send a token of Instagram Login to graph.instagram.com, one of Facebook Login to graph.facebook.com.",
        ],
      ],
      thread("hungdev/react-native-instagram-login/issues/57"),
    ),
    ig(
      "rate",
      /request limit reached|maximum number of requests|OAuthRateLimitException/i,
      "The maximum number of requests per hour has been exceeded.",
      [["server/rate-limited", 0.95, "Call less often."]],
      thread("hungdev/react-native-instagram-login/issues/57"),
    ),
    {
      id: "user_denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.95, fix: "Let the user try again and press Allow." }],
      page: CODE_PAGE,
      example: { error: "access_denied", description: "The user denied your request." },
    },
  ],
  departures: [
    {
      says: "Errors come as error_type, code and error_message; scopes are joined by commas; the code in the callback ends in #_ , which is not part of it.",
      page: CODE_PAGE,
    },
    {
      says: "There are no refresh tokens: a short-lived token is exchanged for one of 60 days, which is itself refreshed.",
      page: "https://developers.facebook.com/docs/graph-api/guides/error-handling",
    },
  ],
};
