/** Strava: OAuth and API v3. */
import type { Dialect } from "./define.ts";
import { members } from "./strava/members.ts";
import { words } from "./strava/words.ts";

const SCOPE = "https://github.com/iamstuartwilson/strava/issues/51";
const TOKEN = "https://github.com/dreeveapp/dreeve/issues/292";

export const strava: Dialect = {
  provider: "strava",
  name: "Strava",
  hosts: ["www.strava.com", "strava.com"],
  marks: [/\/api\/v3\/oauth\/token|"resource"\s*:\s*"(AccessToken|Athlete|RefreshToken|AuthorizationCode)"/],
  signatures: [...words, ...members],
  departures: [
    { says: "Scopes are joined by commas; the granted ones come back as scope in the callback.", page: SCOPE },
    { says: "Errors are {message, errors: [{resource, field, code}]}.", page: TOKEN },
  ],
};
