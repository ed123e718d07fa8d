/** Sign in with Apple: few words, so that most messages have several causes. */

import { clients } from "./apple/clients.ts";
import { codes } from "./apple/codes.ts";
import { NOTE, TOKEN } from "./apple/write.ts";
import type { Dialect } from "./define.ts";

export const apple: Dialect = {
  provider: "apple",
  name: "Sign in with Apple",
  hosts: ["appleid.apple.com", "account.apple.com"],
  marks: [/appleid\.apple\.com/i, /\bAuthenticationServices\b.{0,60}AuthorizationError|ASAuthorizationError/],
  signatures: [...codes, ...clients],
  departures: [
    {
      says: "The client secret is a JWT that the client signs itself with ES256, valid six months at most.",
      page: TOKEN,
    },
    {
      says: "With scope name or email only response_mode=form_post is accepted, and the user's name comes at the first sign-in only.",
      page: NOTE,
    },
  ],
};
