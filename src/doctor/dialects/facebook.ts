/** Facebook Login and Meta's Graph API. */
import type { Dialect } from "./define.ts";
import { graph } from "./facebook/graph.ts";
import { login } from "./facebook/login.ts";
import { GRAPH, LOGIN } from "./facebook/write.ts";

export const facebook: Dialect = {
  provider: "facebook",
  name: "Facebook Login",
  hosts: ["facebook.com", ".facebook.com", "graph.facebook.com"],
  marks: [/\bfbtrace_id\b/, /graph\.facebook\.com/i, /facebook\.com\/v\d+\.\d+\/dialog\/oauth/i],
  signatures: [...login, ...graph],
  departures: [
    {
      says: "Errors are an object with message, type, code and error_subcode, not error and error_description; failures in the dialog come as error_code and error_message.",
      page: GRAPH,
    },
    {
      says: "Scopes may be joined by commas, the token endpoint takes GET, and there are no refresh tokens: short-lived tokens are exchanged for long-lived ones.",
      page: GRAPH,
    },
    { says: "The callback's URL ends in #_=_ , which belongs to no parameter.", page: LOGIN },
  ],
};
