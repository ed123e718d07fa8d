/** X (Twitter): OAuth 2.0 with PKCE, and what remains of OAuth 1.0a. */
import type { Dialect } from "./define.ts";
import { api } from "./x/api.ts";
import { oauth } from "./x/oauth.ts";

const CODE = "https://github.com/plhery/node-twitter-api-v2/issues/496";
const VERIFIER = "https://github.com/tweepy/tweepy/issues/2014";

export const x: Dialect = {
  provider: "x",
  name: "X (Twitter)",
  hosts: ["api.x.com", "api.twitter.com", "x.com", "twitter.com"],
  marks: [/\/2\/oauth2\/token|\/i\/oauth2\/authorize/],
  signatures: [...oauth, ...api],
  departures: [
    { says: "A code or refresh token that is refused is invalid_request, not invalid_grant.", page: CODE },
    { says: "PKCE is demanded of confidential clients too.", page: VERIFIER },
  ],
};
