/** Failures on the way to the server, and in the server itself. */
import { type Examples, sameRequest } from "./define.ts";
import { basic, get, machine, refresh } from "./messages.ts";

/** With a separate issuer, because plain http is accepted by a server on the developer's own machine. */
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
      "The server is https://id.example, but the app is configured with http. Its secret was sent unencrypted.",
    given: ["the issuer is https://id.example"],
    refused: over("http"),
    correctedBy: "request",
    corrected: over("https"),
    change:
      "The request goes to the https URL in the metadata document. The secret should be changed because it was exposed.",
  },

  "server/fault": sameRequest({
    situation: "demo-web refreshes its tokens, and the request triggers a bug in the server.",
    given: ["the server has a bug"],
    refused: refresh(),
    correctedBy: "operator",
    afterwards: ["the bug is fixed"],
    change:
      "Nothing in the request changes. The operator finds the fault in the log by the reference in error_uri and fixes it. Then the same request succeeds.",
  }),
  "server/storage-unavailable": sameRequest({
    situation: "demo-web refreshes its tokens while the server's disk is full.",
    given: ["the disk of the server is full"],
    refused: refresh(),
    correctedBy: "waiting",
    afterwards: ["the disk has space again"],
    change: "Nothing in the request changes. The operator frees space, and then the same refresh token is accepted.",
  }),
  "server/keys-unusable": sameRequest({
    situation:
      "A load balancer checks whether a node is ready. Another node has a different secret, and has added a signing key that this one can't decrypt.",
    given: ["a signing key can't be decrypted"],
    refused: get("/readyz"),
    correctedBy: "operator",
    afterwards: ["the nodes have the same secret"],
    change:
      "Nothing in the request changes. The operator gives both nodes the same CANDOR_KEY_ENCRYPTION_SECRET. Then the same request gets status 200.",
  }),
  "server/hook-failed": sameRequest({
    situation: "demo-web refreshes its tokens, and the hook that adds claims throws an error.",
    given: ["the claims hook throws an error"],
    refused: refresh(),
    correctedBy: "operator",
    afterwards: ["the claims hook is fixed"],
    change:
      "Nothing in the request changes. The operator finds the error in the log by the reference and fixes the hook. Then the same refresh token is accepted.",
  }),
  "server/hook-timed-out": sameRequest({
    situation: "demo-web refreshes its tokens while the hook that adds claims waits for another system.",
    given: ["the claims hook hangs"],
    refused: refresh(),
    correctedBy: "waiting",
    afterwards: ["the claims hook responds again"],
    change: "Nothing in the request changes. Once the other system responds, the same refresh token is accepted.",
  }),
  "server/hook-result-invalid": sameRequest({
    situation: "demo-web refreshes its tokens, and the hook returns sub, which only the server may set.",
    given: ["the claims hook returns sub"],
    refused: refresh(),
    correctedBy: "operator",
    afterwards: ["the claims hook is fixed"],
    change:
      "Nothing in the request changes. The operator chooses another name for the claim, and then the same refresh token is accepted.",
  }),
  "server/body-consumed": sameRequest({
    situation: "Candor is mounted behind middleware that reads bodies and discards them.",
    given: ["the host reads bodies first"],
    refused: machine(),
    correctedBy: "operator",
    afterwards: ["the host mounts Candor first"],
    change:
      "Nothing in the request changes. The host mounts Candor before its body parsers, and then the same request succeeds.",
  }),
  "server/closing": sameRequest({
    situation: "A load balancer checks whether the server accepts requests while the server is being restarted.",
    given: ["the server is shutting down"],
    refused: get("/readyz"),
    correctedBy: "waiting",
    afterwards: ["the server is up again"],
    change: "Nothing in the request changes. A moment later, it gets status 200.",
  }),
} satisfies Examples;
