/** What Casdoor says when it refuses, by its documentation and source. */

import { refresh } from "./casdoor/refresh.ts";
import { token } from "./casdoor/token.ts";
import type { Dialect } from "./define.ts";

export const casdoor: Dialect = {
  provider: "casdoor",
  name: "Casdoor",
  hosts: [".casdoor.com", ".casdoor.org"],
  marks: [
    /\/api\/login\/oauth\/(?:access_token|refresh_token|authorize|introspect)/i,
    /\/login\/oauth\/authorize\?client_id=/i,
    /\bcasdoor\b/i,
  ],
  signatures: [...token, ...refresh],
  departures: [
    {
      says: 'Its own API returns status 200 with {"status":"error","msg":...}.',
      page: "https://github.com/casdoor/casdoor/blob/master/controllers/base.go",
    },
    {
      says: "The token endpoint takes JSON as well as a form.",
      page: "https://github.com/casdoor/casdoor/blob/master/object/token_oauth.go",
    },
  ],
};
