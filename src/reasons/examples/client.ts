/** Clients that are unknown, or aren't allowed what they request. */
import { type Examples, sameRequest } from "./define.ts";
import { authorize, basic, machine, post } from "./messages.ts";

export const client = {
  "client/unknown": {
    situation: "The client_id of demo-service was typed by hand, and a letter is missing.",
    refused: machine({}, basic("demo-servce", "demo-service-secret")),
    correctedBy: "request",
    corrected: machine(),
    change: "The client_id is the one that the developer was given.",
  },
  "client/not-registered": {
    situation: "An app sends users here with the client_id of the tutorial that it is based on.",
    refused: authorize({ client_id: "your-client-id" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "The client_id is the one that the developer was given.",
  },
  "client/disabled": sameRequest({
    situation: "The operator disabled demo-service, but demo-service still requests tokens.",
    given: ["demo-service is disabled"],
    refused: machine(),
    correctedBy: "configuration",
    afterwards: ["demo-service is enabled again"],
    change: "The operator removes disabled: true from the registration of demo-service.",
  }),
  "client/grant-type-not-allowed": sameRequest({
    situation: "demo-web signs users in. Now it also requests a token for itself, for a nightly job.",
    refused: machine({}, basic("demo-web")),
    correctedBy: "configuration",
    afterwards: ["demo-web may use client_credentials"],
    change:
      "The operator adds client_credentials to the grantTypes of demo-web. A separate client for the job works as well.",
  }),
  "client/response-type-not-allowed": sameRequest({
    situation:
      "demo-service was given a sign-in page for users and a redirect URI, but its grant types weren't changed.",
    given: ["demo-service has a redirect URI"],
    refused: authorize({ client_id: "demo-service", scope: "read_profile" }),
    correctedBy: "configuration",
    afterwards: ["demo-service may use authorization_code"],
    change: "The operator adds authorization_code to the grantTypes of demo-service.",
  }),
  "client/certificate-absent": {
    situation: "demo-service is registered to get tokens that are bound to its certificate, and connects without it.",
    given: ["the tokens of demo-service are bound to its certificate"],
    refused: machine(),
    correctedBy: "request",
    corrected: machine({}, basic("demo-service"), "Client-Cert: :{certificate of demo-service}:"),
    change: "The connection has the certificate, which the proxy forwards.",
  },
  "client/encryption-key-absent": sameRequest({
    situation:
      "The API authenticates as demo-strict, gets introspection encrypted, and the URL with its keys doesn't respond.",
    given: [
      "demo-strict may introspect tokens for the API",
      "introspection is encrypted to demo-strict, and its jwks_uri doesn't respond",
    ],
    refused: post("/introspect", "token={access_token}", basic("demo-strict")),
    correctedBy: "operator",
    afterwards: ["the key of demo-strict is registered"],
    change:
      "Nothing in the request changes. The operator registers the key itself in place of its URL, and then the same request gets an encrypted response.",
  }),
  "client/introspection-not-allowed": sameRequest({
    situation: "The API authenticates as demo-strict and introspects a token of demo-web.",
    refused: post("/introspect", "token={access_token}", basic("demo-strict")),
    correctedBy: "configuration",
    afterwards: ["demo-strict may introspect tokens for the API"],
    change: "The operator adds the API to introspects of demo-strict.",
  }),
} satisfies Examples;
