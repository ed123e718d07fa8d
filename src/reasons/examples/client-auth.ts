/** Clients that do not prove who they are. */
import { type Examples, sameRequest } from "./define.ts";
import { basic, CODE, machine, post, redeem } from "./messages.ts";

export const clientAuth = {
  "client-auth/failed": {
    situation:
      "demo-service sends the secret of demo-web. This is what it is told: with a client_id that does not exist, or a secret that has expired, the answer is the same.",
    refused: machine({}, basic("demo-service", "demo-web-secret")),
    correctedBy: "request",
    corrected: machine(),
    change: "Id and secret belong together.",
  },
  "client-auth/secret-wrong": {
    situation: "The secret of demo-service was copied out of a settings file together with its quotation marks.",
    refused: machine({}, basic("demo-service", '"demo-service-secret"')),
    correctedBy: "request",
    corrected: machine(),
    change: "The secret is sent without what stands around it.",
  },
  "client-auth/secret-expired": {
    situation:
      "The operator gave demo-service a second secret before the first one ended. One machine was forgotten and still sends the first.",
    given: ["the first secret of demo-service has ended, and there is a second one"],
    refused: machine(),
    correctedBy: "request",
    corrected: machine({}, basic("demo-service", "demo-service-second-secret")),
    change: "The second secret is sent.",
  },
  "client-auth/secret-absent": {
    situation: "demo-service sends its client_id, and the environment variable with its secret is empty.",
    refused: post("/token", "grant_type=client_credentials&client_id=demo-service&client_secret="),
    correctedBy: "request",
    corrected: post("/token", "grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret"),
    change: "The variable is set, and the secret is sent.",
  },
  "client-auth/method-mismatch": {
    situation: "demo-web is registered for HTTP Basic, and its library sends id and secret in the body.",
    refused: post("/token", { ...CODE, client_id: "demo-web", client_secret: "demo-web-secret" }),
    correctedBy: "request",
    corrected: redeem(),
    change: "The library's token endpoint authentication method is client_secret_basic.",
  },
  "client-auth/throttled": sameRequest({
    situation:
      "demo-service has retried in a loop with an old secret. The right one was put in at last, within the same minute.",
    given: ["thirty wrong secrets came within a minute"],
    refused: machine(),
    correctedBy: "waiting",
    afterwards: ["a minute has passed"],
    change: "Nothing about the request. It is granted when the time that Retry-After names is over.",
  }),
  "client-auth/repeated": {
    situation: "demo-service sends its secret in the body, and its library adds HTTP Basic by itself.",
    refused: machine({ client_id: "demo-service", client_secret: "demo-service-secret" }),
    correctedBy: "request",
    corrected: machine(),
    change: "The secret is left out of the body.",
  },
  "client-auth/assertion-unsupported": {
    situation: "demo-service was moved here from a server where it signed a JWT of its own for each request.",
    refused: post("/token", {
      grant_type: "client_credentials",
      client_id: "demo-service",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: "{JWT that the client has signed}",
    }),
    correctedBy: "request",
    corrected: machine(),
    change: "The library's token endpoint authentication method is client_secret_basic, and no assertion is sent.",
  },
  "client-auth/malformed": {
    situation: "demo-service writes id and secret into the header as they are.",
    refused: machine({}, "Authorization: Basic demo-service:demo-service-secret"),
    correctedBy: "request",
    corrected: machine(),
    change: "What follows Basic is base64 of id, colon and secret.",
  },
  "client-auth/client-id-mismatch": {
    situation: "demo-service authenticates by HTTP Basic, and its body was copied from demo-web.",
    refused: machine({ client_id: "demo-web" }),
    correctedBy: "request",
    corrected: machine(),
    change: "client_id is left out of the body: HTTP Basic has it.",
  },
} satisfies Examples;
