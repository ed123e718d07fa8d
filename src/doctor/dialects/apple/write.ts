/** How these signatures are written, and the settings that they send users to. */

export const NOTE =
  "https://developer.apple.com/documentation/technotes/tn3107-resolving-sign-in-with-apple-response-errors.md";

export const ERRORS =
  "https://developer.apple.com/tutorials/data/documentation/signinwithapplerestapi/errorresponse.md";

export const TOKEN = "https://developer.apple.com/documentation/signinwithapplerestapi/generate-and-validate-tokens.md";

export const JWT =
  "Make the client secret a fresh ES256 JWT: kid the key's id, iss the team id, sub equal to client_id, aud https://appleid.apple.com, exp within six months; the key is one of Sign in with Apple for that primary App ID.";

export const ID =
  "Use the Services ID as client_id for web sign-in and the App ID (bundle id) for codes of a native app; not the team's or the key's id.";

export const URI =
  "Under Identifiers > Services ID > Sign in with Apple > Configure, add the exact https Return URL and its domain; localhost and IP addresses are not accepted.";

export const ONCE = "Redeem each code once and within five minutes; let one handler do it.";
