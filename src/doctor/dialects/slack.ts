/** Slack: oauth.v2.access, openid.connect.token and the Web API. */
import type { Dialect } from "./define.ts";
import { api } from "./slack/api.ts";
import { install } from "./slack/install.ts";
import { token } from "./slack/token.ts";

const ACCESS = "https://docs.slack.dev/reference/methods/oauth.v2.access";
const INSTALL = "https://docs.slack.dev/tools/bolt-python/concepts/authenticating-oauth";

export const slack: Dialect = {
  provider: "slack",
  name: "Slack",
  hosts: ["slack.com"],
  marks: [
    /oauth\.v2\.(access|exchange)|openid\.connect\.token|oauth\.access\b/i,
    /"ok"\s*:\s*false/,
    /\bxox[abeprs][.-]/,
  ],
  signatures: [...token, ...api, ...install],
  departures: [
    { says: "Errors come with status 200 and ok: false.", page: ACCESS },
    { says: "Scopes are joined by commas, in the request and in the response.", page: INSTALL },
    { says: "The user's token is in authed_user.access_token.", page: INSTALL },
  ],
};
