/** The families of causes in words. A family without a heading does not compile. */
import type { CauseCode, CauseFamily } from "../reasons/causes.ts";

export interface Heading {
  readonly title: string;
  readonly about: string;
}

/** In the order in which pages list them. */
export const headings: Readonly<Record<CauseFamily, Heading>> = {
  transport: { title: "Transport", about: "How the request reached the server, and how the response reached the app." },
  discovery: { title: "Discovery", about: "What servers publish about themselves, and whether it is consistent." },
  request: { title: "Request", about: "The request itself: its URL, method, body, and parameters." },
  client: { title: "Client", about: "The app that sends the request, and what it is registered for." },
  registration: { title: "Registration", about: "How an app registers itself." },
  "client-auth": {
    title: "Client authentication",
    about: "How an app proves its identity.",
  },
  "redirect-uri": { title: "Redirect URI", about: "The URL that the user is sent back to." },
  scope: { title: "Scope", about: "What the app asks to be allowed to do." },
  resource: { title: "Resource", about: "The API that a token is for." },
  pkce: { title: "PKCE", about: "The proof that the code and the token request come from the same app." },
  code: { title: "Authorization code", about: "The code that is exchanged for tokens." },
  "refresh-token": { title: "Refresh token", about: "The token that gets new access tokens." },
  "authorization-details": {
    title: "Authorization details",
    about: "What a request asks for in detail, such as one payment.",
  },
  device: { title: "Device", about: "Devices that wait for a user who decides on another one." },
  ciba: { title: "Backchannel authentication", about: "Apps that ask a user who decides elsewhere (CIBA)." },
  assertion: { title: "Assertion", about: "A signed statement that is exchanged for a token." },
  grant: { title: "Grant", about: "The authorization behind a code or a token, and whether it is still valid." },
  token: { title: "Access token", about: "The token that is sent to an API." },
  dpop: { title: "DPoP", about: "The proof that a token is used by the app it was issued to." },
  time: { title: "Time", about: "The clocks that decide whether codes and tokens are still valid." },
  user: { title: "User", about: "The user's part: sign-in, consent, and session." },
  admin: { title: "Admin API", about: "Changes of what is registered, through the admin API." },
  server: { title: "Server", about: "The server's own limits and failures." },
};

export const familyNames = Object.keys(headings) as CauseFamily[];

export function isFamily(text: string): text is CauseFamily {
  return Object.hasOwn(headings, text);
}

/** The family that a code belongs to. */
export function familyOf(code: CauseCode): CauseFamily {
  return code.slice(0, code.indexOf("/")) as CauseFamily;
}

/** The note on a cause that Candor does not have. */
export function noteOf(errors: readonly string[]): string {
  return errors.length === 0
    ? "Candor itself never refuses for this. You see it in the app or the browser, with any server."
    : "Candor itself never refuses for this, but other servers do.";
}
