/** Discord: the OAuth 2.0 endpoints and the API's JSON error codes. */
import type { Dialect } from "./define.ts";
import { api } from "./discord/api.ts";
import { oauth } from "./discord/oauth.ts";

const OAUTH = "https://docs.discord.com/developers/topics/oauth2";
const CODE2 = "https://github.com/discord/discord-api-docs/issues/4076";

export const discord: Dialect = {
  provider: "discord",
  name: "Discord",
  hosts: ["discord.com", "discordapp.com"],
  marks: [/\/api(\/v\d+)?\/oauth2\/(token|authorize)\b/i],
  signatures: [...oauth, ...api],
  departures: [
    { says: "The token endpoint takes forms only; JSON is read as no parameters at all.", page: OAUTH },
    {
      says: "A redirect_uri left out at /oauth2/authorize is replaced by the first registered one, and the code then bound to it.",
      page: CODE2,
    },
  ],
};
