/** What Auth0 says when it refuses, by its documentation and source. */

import { authorize } from "./auth0/authorize.ts";
import { sdk } from "./auth0/sdk.ts";
import { token } from "./auth0/token.ts";
import type { Dialect } from "./define.ts";

export const auth0: Dialect = {
  provider: "auth0",
  name: "Auth0",
  hosts: [".auth0.com"],
  marks: [
    /\bauth0-spa-js\b|@auth0\/|auth0-react|nextjs-auth0|Auth0Client\b|auth0\.v\d/i,
    /manage\.auth0\.com/i,
    /"error_uri"\s*:\s*"https:\/\/auth0\.com\/docs/i,
    /\bauth0(?:_compat|_session)?\b/i,
  ],
  signatures: [...authorize, ...token, ...sdk],
  departures: [
    {
      says: "The token endpoint takes JSON as well as a form.",
      page: "https://github.com/auth0/ruby-auth0/issues/190",
    },
    {
      says: "Refusals of a grant come with status 403 where RFC 6749 says 400 or 401.",
      page: "https://github.com/auth0/auth0-python/issues/173",
    },
    {
      says: "An access token is opaque unless audience names an API of the tenant.",
      page: "https://github.com/auth0/auth0-python/issues/173",
    },
  ],
};
