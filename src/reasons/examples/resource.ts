/** APIs for which no token is issued. */
import type { Examples } from "./define.ts";
import { authorize, machine } from "./messages.ts";

const API = "http%3A%2F%2Flocalhost%3A9400%2Fapi";
const BILLS = "https%3A%2F%2Fbills.example";

export const resource = {
  "resource/malformed": {
    situation: "demo-service sends the name of the API from the API's console.",
    refused: machine({ scope: "read_profile", resource: "demo-api" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile", resource: API }),
    change: "resource is the identifier of the API, which is an absolute URI.",
  },
  "resource/unknown": {
    situation: "demo-web is an MCP client. It sends the URL of the API in the form that its library uses.",
    refused: authorize({ scope: "read_profile", resource: `${API}%2F` }),
    correctedBy: "request",
    corrected: authorize({ scope: "read_profile", resource: API }),
    change: "The slash at the end is removed, because the API is registered without it.",
  },
  "resource/mismatch": {
    situation:
      "demo-service is allowed to call two APIs. It requests a token for the second with a scope of the first.",
    given: ["there is a second API with the scope read_bills"],
    refused: machine({ scope: "read_profile", resource: BILLS }),
    correctedBy: "request",
    corrected: machine({ scope: "read_bills", resource: BILLS }),
    change: "The scope belongs to the API in resource.",
  },
  "resource/several": {
    situation: "demo-service calls two APIs and names both in one request.",
    refused: machine({ scope: "read_profile", resource: `${API}&resource=${BILLS}` }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile", resource: API }),
    change: "Each API gets its own access token. This one is for the first.",
  },
} satisfies Examples;
