/** How the families of causes are called where people read them. A family without a heading does not compile. */
import { type Cause, type CauseCode, type CauseFamily, causeCodes, causeOf } from "../reasons/causes.ts";

export interface Heading {
  readonly title: string;
  readonly about: string;
}

/** In the order in which they are listed. */
export const headings: Readonly<Record<CauseFamily, Heading>> = {
  transport: { title: "Transport", about: "How the request reached the server, and the answer the application." },
  discovery: { title: "Discovery", about: "What servers say about themselves, and whether it agrees." },
  request: { title: "Request", about: "The shape of the request: its address, method, body and parameters." },
  client: { title: "Client", about: "The application that asks, and what it is registered for." },
  registration: { title: "Registration", about: "How an application registers itself." },
  "client-auth": {
    title: "Client authentication",
    about: "How the application proves that it is the one it says it is.",
  },
  "redirect-uri": { title: "Redirect URI", about: "The address to which the person is sent back." },
  scope: { title: "Scope", about: "What the application asks to be allowed." },
  resource: { title: "Resource", about: "The API that a token is asked for." },
  pkce: { title: "PKCE", about: "The proof that code and token request come from the same application." },
  code: { title: "Authorization code", about: "The code that is exchanged for tokens." },
  "refresh-token": { title: "Refresh token", about: "The token that gets new access tokens." },
  assertion: { title: "Assertion", about: "A signed statement that is exchanged for a token." },
  grant: { title: "Grant", about: "The agreement behind a code or a token, and whether it still stands." },
  token: { title: "Access token", about: "The token that is presented to an API." },
  dpop: { title: "DPoP", about: "The proof that a token is used by whom it was issued to." },
  time: { title: "Time", about: "The clocks by which codes and tokens are judged." },
  user: { title: "Person", about: "The person at the screen: sign-in, consent, session." },
  server: { title: "Server", about: "The server itself: its limits, and its faults. Those of this one are ours." },
};

export const familyNames = Object.keys(headings) as CauseFamily[];

export function isFamily(text: string): text is CauseFamily {
  return Object.hasOwn(headings, text);
}

/** The causes of a family: the reasons of Candor, in the catalogue's order, and then what only other servers have. */
export function causesIn(family: CauseFamily): Cause[] {
  return causeCodes.filter((code) => familyOf(code) === family).map(causeOf);
}

/** The family that a code belongs to. */
export function familyOf(code: CauseCode): CauseFamily {
  return code.slice(0, code.indexOf("/")) as CauseFamily;
}

/** What is said above a cause that is not one of Candor's. */
export function noteOf(errors: readonly string[]): string {
  return errors.length === 0
    ? "Candor itself never refuses for this. It shows in the application or the browser, with other servers and with this one."
    : "Candor itself never refuses for this; other servers do.";
}
