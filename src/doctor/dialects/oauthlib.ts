/** oauthlib, with requests-oauthlib as client and Django OAuth Toolkit and others as server: "(code) words". */
import type { Dialect } from "./define.ts";
import { client } from "./oauthlib/client.ts";
import { server } from "./oauthlib/server.ts";

export const oauthlib: Dialect = {
  provider: "oauthlib",
  name: "oauthlib and requests-oauthlib",
  hosts: [],
  marks: [/\boauthlib\b/, /\brequests_oauthlib\b/],
  signatures: [...client, ...server],
};
