/** What goes wrong on the way to the server, and in the server itself. */
import { type Examples, sameRequest } from "./define.ts";
import { basic, get, machine, refresh } from "./messages.ts";

/** To an issuer of its own, since plain http is taken from a server on the developer's own machine. */
const over = (scheme: "http" | "https"): string =>
  [
    `POST ${scheme}://id.example/token HTTP/1.1`,
    "Host: id.example",
    basic("demo-service"),
    "Content-Type: application/x-www-form-urlencoded",
    "",
    "grant_type=client_credentials",
  ].join("\n");

export const transportAndServer = {
  "transport/insecure": {
    situation:
      "The server is https://id.example, and the application has http in its settings. Its secret has crossed the network in the clear.",
    given: ["the issuer is https://id.example"],
    refused: over("http"),
    correctedBy: "request",
    corrected: over("https"),
    change:
      "The request goes to the https address that the metadata document names. Whoever did this should change the secret.",
  },

  "server/fault": sameRequest({
    situation: "demo-web refreshes its tokens and the request runs into a bug of the server.",
    given: ["the server has a bug"],
    refused: refresh(),
    correctedBy: "operator",
    afterwards: ["the bug is fixed"],
    change:
      "Nothing about the request. The operator finds the fault in the log by the reference in error_uri and mends it, and the same request is granted.",
  }),
  "server/storage-unavailable": sameRequest({
    situation: "demo-web refreshes its tokens while the disk of the server is full.",
    given: ["the disk of the server is full"],
    refused: refresh(),
    correctedBy: "waiting",
    afterwards: ["the disk has room again"],
    change: "Nothing about the request. The operator frees space, and the same refresh token is accepted.",
  }),
  "server/body-consumed": sameRequest({
    situation: "Candor is mounted behind a middleware that reads bodies and keeps nothing of them.",
    given: ["the host reads bodies first"],
    refused: machine(),
    correctedBy: "operator",
    afterwards: ["the host mounts Candor first"],
    change:
      "Nothing about the request. The host mounts Candor before its body parsers, and the same request is granted.",
  }),
  "server/closing": sameRequest({
    situation: "A load balancer asks whether the server takes requests, and the server is being restarted.",
    given: ["the server is shutting down"],
    refused: get("/readyz"),
    correctedBy: "waiting",
    afterwards: ["the server is up again"],
    change: "Nothing about the request. A moment later it is answered with 200.",
  }),
} satisfies Examples;
