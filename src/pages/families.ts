/** How the families of reasons are called where people read them. A family without a heading does not compile. */

import type { Reason } from "../reasons/define.ts";
import { type Code, codes, type Family, families, reasonOf } from "../reasons/index.ts";

export interface Heading {
  readonly title: string;
  readonly about: string;
}

export const headings: Readonly<Record<Family, Heading>> = {
  transport: { title: "Transport", about: "How the request reached the server." },
  request: { title: "Request", about: "The shape of the request: its address, method, body and parameters." },
  client: { title: "Client", about: "The application that asks, and what it is registered for." },
  "client-auth": {
    title: "Client authentication",
    about: "How the application proves that it is the one it says it is.",
  },
  "redirect-uri": { title: "Redirect URI", about: "The address to which the person is sent back." },
  scope: { title: "Scope", about: "What the application asks to be allowed." },
  pkce: { title: "PKCE", about: "The proof that code and token request come from the same application." },
  code: { title: "Authorization code", about: "The code that is exchanged for tokens." },
  "refresh-token": { title: "Refresh token", about: "The token that gets new access tokens." },
  grant: { title: "Grant", about: "The agreement behind a code or a token, and whether it still stands." },
  token: { title: "Access token", about: "The token that is presented to an API." },
  user: { title: "Person", about: "The person at the screen: sign-in, consent, session." },
  server: { title: "Server", about: "Faults of this server. They are ours." },
};

export interface Entry {
  readonly code: Code;
  readonly reason: Reason;
}

/** All families in the catalogue's order. */
export const familyNames = Object.keys(families) as Family[];

/** The reasons of a family, in the catalogue's order. */
export function reasonsOf(family: Family): Entry[] {
  return codes.filter((code) => code.startsWith(`${family}/`)).map((code) => ({ code, reason: reasonOf(code) }));
}

/** The family that a code belongs to. */
export function familyOf(code: Code): Family {
  return code.slice(0, code.indexOf("/")) as Family;
}
