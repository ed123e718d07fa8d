/** thephpleague/oauth2-server, which Laravel Passport is built on: the reason is in the member hint. */
import type { Dialect } from "./define.ts";
import { authorization } from "./league-php/authorization.ts";
import { client } from "./league-php/client.ts";
import { resource } from "./league-php/resource.ts";
import { token } from "./league-php/token.ts";

export const leaguePhp: Dialect = {
  provider: "league-php",
  name: "League OAuth2 Server (Laravel Passport)",
  hosts: [],
  marks: [/\bLeague\\OAuth2\\Server\b/, /\bOAuthServerException\b/, /"hint"\s*:/, /Laravel\\Passport/],
  signatures: [...token, ...authorization, ...client, ...resource],
  departures: [
    {
      says: "Adds the members hint and message to the error; older versions put the sentence into message alone.",
      page: "https://github.com/thephpleague/oauth2-server/blob/master/src/Exception/OAuthServerException.php",
    },
    {
      says: "Returns the same for an unknown client and a wrong redirect URI: invalid_client, 401.",
      page: "https://github.com/thephpleague/oauth2-server/blob/master/src/Exception/OAuthServerException.php",
    },
  ],
};
