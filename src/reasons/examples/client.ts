/** Clients that are not known here, or may not do what they ask for. */
import { type Examples, sameRequest } from "./define.ts";
import { authorize, basic, machine, post } from "./messages.ts";

export const client = {
  "client/unknown": {
    situation: "The client_id of demo-service was typed by hand, and a letter is missing.",
    refused: machine({}, basic("demo-servce", "demo-service-secret")),
    correctedBy: "request",
    corrected: machine(),
    change: "The client_id is the one that was given to the developer.",
  },
  "client/not-registered": {
    situation: "An application sends people here with the client_id of the tutorial that it was made from.",
    refused: authorize({ client_id: "your-client-id" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "The client_id is the one that was given to the developer.",
  },
  "client/disabled": sameRequest({
    situation: "The operator has switched demo-service off, and demo-service goes on asking for tokens.",
    given: ["demo-service is disabled"],
    refused: machine(),
    correctedBy: "configuration",
    afterwards: ["demo-service is enabled again"],
    change: "The operator takes disabled: true out of the registration of demo-service.",
  }),
  "client/grant-type-not-allowed": sameRequest({
    situation: "demo-web signs people in. Now it wants a token for itself as well, for a job at night.",
    refused: machine({}, basic("demo-web")),
    correctedBy: "configuration",
    afterwards: ["demo-web may use client_credentials"],
    change:
      "The operator adds client_credentials to the grantTypes of demo-web. A client of its own for the job does as well.",
  }),
  "client/response-type-not-allowed": sameRequest({
    situation:
      "demo-service has been given a page on which people sign in, and a redirect URI, and nothing else was changed.",
    given: ["demo-service has a redirect URI"],
    refused: authorize({ client_id: "demo-service", scope: "read_profile" }),
    correctedBy: "configuration",
    afterwards: ["demo-service may use authorization_code"],
    change: "The operator adds authorization_code to the grantTypes of demo-service.",
  }),
  "client/introspection-not-allowed": sameRequest({
    situation: "The API authenticates as demo-strict, and asks what a token of demo-web is worth.",
    refused: post("/introspect", "token={access_token}", basic("demo-strict")),
    correctedBy: "configuration",
    afterwards: ["demo-strict may introspect tokens for the API"],
    change: "The operator adds the API to introspects of demo-strict.",
  }),
} satisfies Examples;
