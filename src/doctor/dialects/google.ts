/** Google: sign-in, OAuth 2.0, service accounts, Workspace APIs. */
import type { Dialect } from "./define.ts";
import { api } from "./google/api.ts";
import { authorize } from "./google/authorize.ts";
import { clients } from "./google/clients.ts";
import { BASICS, WEB } from "./google/codes.ts";
import { request } from "./google/request.ts";
import { token } from "./google/token.ts";

export const google: Dialect = {
  provider: "google",
  name: "Google",
  hosts: [
    "accounts.google.com",
    "oauth2.googleapis.com",
    "www.googleapis.com",
    ".googleapis.com",
    "openidconnect.googleapis.com",
  ],
  marks: [/\.apps\.googleusercontent\.com\b/, /\bgoogle\.auth\.exceptions\.\w+/, /\bgserviceaccount\.com\b/],
  signatures: [...authorize, ...token, ...clients, ...request, ...api],
  departures: [
    {
      says: "A refresh token comes only with access_type=offline, and only at the first consent (else prompt=consent).",
      page: WEB,
    },
    {
      says: "While publishing status is Testing, refresh tokens end after seven days; each account and client has 100 at most, and the oldest goes.",
      page: BASICS,
    },
    {
      says: "Clients of type Desktop app have a secret that the token endpoint demands.",
      page: "https://developers.google.com/identity/protocols/oauth2/native-app",
    },
  ],
};
