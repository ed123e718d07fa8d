/** Clients that fail to authenticate. */
import { type Examples, sameRequest } from "./define.ts";
import { basic, CODE, machine, post, redeem } from "./messages.ts";

export const clientAuth = {
  "client-auth/failed": {
    situation:
      "demo-service sends the secret of demo-web. It gets this response, and would get the same one for an unknown client_id or an expired secret.",
    refused: machine({}, basic("demo-service", "demo-web-secret")),
    correctedBy: "request",
    corrected: machine(),
    change: "The ID and the secret belong to the same client.",
  },
  "client-auth/secret-wrong": {
    situation: "The secret of demo-service was copied from a settings file together with its quotation marks.",
    refused: machine({}, basic("demo-service", '"demo-service-secret"')),
    correctedBy: "request",
    corrected: machine(),
    change: "The secret is sent without the quotation marks.",
  },
  "client-auth/secret-expired": {
    situation:
      "The operator gave demo-service a second secret before the first one expired. One machine was forgotten and still sends the first.",
    given: ["the first secret of demo-service has expired, and there is a second one"],
    refused: machine(),
    correctedBy: "request",
    corrected: machine({}, basic("demo-service", "demo-service-second-secret")),
    change: "The second secret is sent.",
  },
  "client-auth/secret-absent": {
    situation: "demo-service sends its client_id, but the environment variable with its secret is empty.",
    refused: post("/token", "grant_type=client_credentials&client_id=demo-service&client_secret="),
    correctedBy: "request",
    corrected: post("/token", "grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret"),
    change: "The variable is set, so the secret is sent.",
  },
  "client-auth/method-mismatch": {
    situation: "demo-web is registered for HTTP Basic, but its library sends the ID and secret in the body.",
    refused: post("/token", { ...CODE, client_id: "demo-web", client_secret: "demo-web-secret" }),
    correctedBy: "request",
    corrected: redeem(),
    change: "The library's token endpoint authentication method is set to client_secret_basic.",
  },
  "client-auth/throttled": sameRequest({
    situation: "demo-service retried in a loop with an old secret. The right one was deployed within the same minute.",
    given: ["thirty wrong secrets were sent within a minute"],
    refused: machine(),
    correctedBy: "waiting",
    afterwards: ["a minute has passed"],
    change: "Nothing in the request changes. It succeeds when the time in Retry-After is over.",
  }),
  "client-auth/repeated": {
    situation: "demo-service sends its secret in the body, and its library adds HTTP Basic automatically.",
    refused: machine({ client_id: "demo-service", client_secret: "demo-service-secret" }),
    correctedBy: "request",
    corrected: machine(),
    change: "The secret is removed from the body.",
  },
  "client-auth/assertion-unsupported": {
    situation: "demo-service was moved here from a server where it signed a JWT for each request.",
    refused: post("/token", {
      grant_type: "client_credentials",
      client_id: "demo-service",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: "{JWT that the client has signed}",
    }),
    correctedBy: "request",
    corrected: machine(),
    change:
      "The library's token endpoint authentication method is set to client_secret_basic, so no assertion is sent.",
  },
  "client-auth/malformed": {
    situation: "demo-service writes the ID and secret into the header without encoding them.",
    refused: machine({}, "Authorization: Basic demo-service:demo-service-secret"),
    correctedBy: "request",
    corrected: machine(),
    change: "The value after Basic is the base64 of the ID, a colon and the secret.",
  },
  "client-auth/client-id-mismatch": {
    situation: "demo-service authenticates with HTTP Basic, but its body was copied from demo-web.",
    refused: machine({ client_id: "demo-web" }),
    correctedBy: "request",
    corrected: machine(),
    change: "client_id is removed from the body because HTTP Basic already contains it.",
  },
} satisfies Examples;
