/** What the Graph API says to a token. */
import type { Signature } from "../define.ts";
import { AGAIN, fb, REVIEW } from "./write.ts";

export const graph: readonly Signature[] = [
  fb(
    "subcode-458",
    /^458$|has not authorized application|user .{0,40}not authorized application|App Not Installed/i,
    "Error validating access token: The user has not authorized application 123456789.",
    [["grant/revoked-by-user", 0.93, AGAIN]],
    [190, 458],
  ),
  fb(
    "subcode-459",
    /^459$|user is in a checkpoint|Session has been invalidated .{0,40}checkpoint|must log in to www\.facebook\.com/i,
    "Error validating access token: You cannot access the app till you log in to www.facebook.com and follow the instructions given.",
    [["user/account-not-ready", 0.9, "Let the user sign in at www.facebook.com and do what it asks."]],
    [190, 459],
  ),
  fb(
    "subcode-460",
    /^460$|changed (?:their|the|his) password|Facebook has changed the session for security reasons/i,
    "Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.",
    [
      ["grant/password-changed", 0.9, AGAIN],
      ["token/revoked", 0.4, AGAIN],
    ],
    [190, 460],
  ),
  fb(
    "subcode-463",
    /^463$|Session has expired on/i,
    "Error validating access token: Session has expired on Friday, 02-Jan-26 10:00:00 PST. The current time is Friday, 02-Jan-26 11:00:00 PST.",
    [
      [
        "token/expired",
        0.95,
        "Exchange short-lived tokens for long-lived ones (grant_type=fb_exchange_token), and sign in again after 60 days.",
      ],
    ],
    [190, 463],
  ),
  fb(
    "subcode-464",
    /^464$|Sessions for the user .{0,60}not allowed because the user is not a confirmed user/i,
    "Error validating access token: Sessions for the user 1 are not allowed because the user is not a confirmed user.",
    [["user/account-not-ready", 0.93, "Let the user confirm the account at www.facebook.com."]],
    [190, 464],
  ),
  fb(
    "subcode-467",
    /^467$|The user logged out|session .{0,60}user logged out|Invalid OAuth access token signature/i,
    "Error validating access token: The session is invalid because the user logged out.",
    [
      ["token/revoked", 0.6, AGAIN],
      ["grant/session-ended", 0.55, AGAIN],
    ],
    [190, 467],
  ),
  fb(
    "subcode-492",
    /^492$|not have (?:a|an appropriate) role on the page|user .{0,30}insufficient role/i,
    "Error validating access token: the user associated with the Page access token does not have an appropriate role on the Page.",
    [
      ["token/insufficient-scope", 0.6, "Give the user a role on the Page."],
      ["user/not-assigned", 0.5, "Give the user a role on the Page."],
    ],
    [190, 492],
  ),
  fb(
    "token-other-app",
    /access token does not belong to application|App_id in the input_token did not match|belongs to (?:a|an)(?:other| different) app/i,
    "(#100) The App_id in the input_token did not match the Viewing App",
    [["token/wrong-audience", 0.93, "Use tokens of the App ID that is calling."]],
    [100],
  ),
  fb(
    "token-malformed",
    /Malformed access token|Cannot parse access token|Invalid OAuth (?:2\.0 )?Access Token|The access token could not be decrypted|Bad signature/i,
    "Malformed access token AbC",
    [["token/malformed", 0.9, "Send the access token whole, without quotes or line break."]],
    [190],
  ),
  fb(
    "token-absent",
    /An active access token must be used|An access token is required|Missing access token/i,
    "An active access token must be used to query information about the current user.",
    [["token/absent", 0.9, "Send access_token (or Authorization: Bearer) of the user."]],
    [2500],
  ),
  fb(
    "user-or-app-token",
    /A user access token is required|requires? (?:a )?(?:user|page|app) access token|must be called with an app access token/i,
    "(#102) A user access token is required to request this resource.",
    [
      ["token/wrong-audience", 0.45, "Use the kind of token that the message names."],
      ["token/insufficient-scope", 0.4, "Use the kind of token that the message names."],
    ],
    [102],
  ),
  fb(
    "permission",
    /\(#(?:10|200|2\d\d|3)\)|Requires? \w+_\w+ permission|\(#200\)|Application does not have (?:permission|the capability)/i,
    "(#200) Requires pages_manage_posts permission to manage the object",
    [
      [
        "token/insufficient-scope",
        0.85,
        "Ask for the permission that the message names and let the user grant it; for the public it needs Advanced Access (App Review).",
      ],
      ["scope/not-allowed-for-client", 0.4, REVIEW],
    ],
    [200],
  ),
  fb(
    "throttled",
    /\(#(?:4|17|32|613|341)\)|request limit reached|Calls to this api have exceeded the rate limit/i,
    "(#4) Application request limit reached",
    [["server/rate-limited", 0.95, "Call less often; see X-App-Usage."]],
    [4],
  ),
  fb(
    "unknown-error",
    /^An unknown error has occurred|\(#[12]\)/i,
    "An unknown error has occurred.",
    [["server/fault", 0.6, "Try again; if it stays, compare the request with the manual."]],
    [1],
  ),
  fb(
    "oauth-190",
    /^190$|Error validating access token|\bOAuthException\b.{0,200}\b190\b/i,
    "Error validating access token: the token is not good any more.",
    [
      ["token/expired", 0.5, AGAIN],
      ["token/revoked", 0.45, AGAIN],
    ],
    [190],
  ),
];
