/** APIs that a token is not issued for. */
import type { Examples } from "./define.ts";
import { authorize, machine } from "./messages.ts";

const API = "http%3A%2F%2Flocalhost%3A9400%2Fapi";
const BILLS = "https%3A%2F%2Fbills.example";

export const resource = {
  "resource/malformed": {
    situation: "demo-service names the API by the name that its console shows.",
    refused: machine({ scope: "read_profile", resource: "demo-api" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile", resource: API }),
    change: "resource is the identifier of the API, which is an absolute URI.",
  },
  "resource/unknown": {
    situation: "demo-web is an MCP client. It sends the URL of the API as its library writes it.",
    refused: authorize({ scope: "read_profile", resource: `${API}%2F` }),
    correctedBy: "request",
    corrected: authorize({ scope: "read_profile", resource: API }),
    change: "The slash at the end is gone: the API is registered without it.",
  },
  "resource/mismatch": {
    situation: "demo-service may call two APIs. It asks for a token for the second with the scope of the first.",
    given: ["there is a second API with the scope read_bills"],
    refused: machine({ scope: "read_profile", resource: BILLS }),
    correctedBy: "request",
    corrected: machine({ scope: "read_bills", resource: BILLS }),
    change: "The scope belongs to the API that resource names.",
  },
  "resource/several": {
    situation: "demo-service calls two APIs, and names both in one request.",
    refused: machine({ scope: "read_profile", resource: `${API}&resource=${BILLS}` }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile", resource: API }),
    change: "Each API gets an access token of its own; this one is for the first.",
  },
} satisfies Examples;
