/** Spotify: the accounts service and the Web API. */
import type { Dialect } from "./define.ts";
import { api } from "./spotify/api.ts";
import { authorize } from "./spotify/authorize.ts";
import { token } from "./spotify/token.ts";

const PAGE = "https://github.com/aome510/spotify-player/issues/846";
const INSECURE = "https://github.com/pckhib/node-red-contrib-spotify/issues/36";

export const spotify: Dialect = {
  provider: "spotify",
  name: "Spotify",
  hosts: ["accounts.spotify.com", "api.spotify.com"],
  marks: [/INVALID_CLIENT: /],
  signatures: [...authorize, ...token, ...api],
  departures: [
    { says: "Errors at /authorize are shown as plain text and not sent to the redirect URI.", page: PAGE },
    { says: "http://localhost is refused as a redirect URI; http://127.0.0.1 is accepted.", page: INSECURE },
  ],
};
