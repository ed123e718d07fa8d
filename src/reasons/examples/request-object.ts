/** Request objects: authorization requests as JWTs that the client has signed. */
import type { Examples } from "./define.ts";
import { authorize } from "./messages.ts";

const corrected = authorize({ request: "{signed request_object}" });

export const requestObject = {
  "request/object-uri-invalid": {
    situation: "demo-web keeps its request objects at a URL, and names one that isn't registered.",
    given: ["demo-web keeps its request objects at a URL"],
    refused: authorize({ request_uri: "https://app.example/requests/8" }),
    correctedBy: "request",
    corrected,
    change: "The object itself is sent.",
  },
  "request/object-malformed": {
    situation: "demo-web signs its requests. A proxy on the way cuts long URLs off.",
    given: ["demo-web has registered a public key"],
    refused: authorize({ request: "{first 30 characters of signed request_object}" }),
    correctedBy: "request",
    corrected,
    change: "The request object arrives as it was sent. With /par, it would not be in a URL at all.",
  },
  "request/object-undecryptable": {
    situation: "demo-web signs its requests and encrypts them, but this server has no key for that.",
    given: ["demo-web has registered a public key"],
    refused: authorize({ request: "{encrypted request_object}" }),
    correctedBy: "request",
    corrected,
    change:
      "demo-web only signs its requests. The metadata would list request_object_encryption_alg_values_supported if the server had a key.",
  },
  "request/object-unverified": {
    situation: "demo-web has a new key, and signs its requests with it before the public part is registered.",
    given: ["demo-web has registered a public key"],
    refused: authorize({ request: "{request_object signed with another key}" }),
    correctedBy: "request",
    corrected,
    change: "demo-web signs with the registered key.",
  },
  "request/object-claim-invalid": {
    situation: "demo-web signs its requests, and names the authorization endpoint as their audience.",
    given: ["demo-web has registered a public key"],
    refused: authorize({ request: "{request_object for the authorization endpoint}" }),
    correctedBy: "request",
    corrected,
    change: "aud is the issuer.",
  },
  "request/object-required": {
    situation: "demo-web is registered as a client that signs its requests, but its library isn't configured for that.",
    given: ["demo-web must sign its requests"],
    refused: authorize(),
    correctedBy: "request",
    corrected,
    change: "The library gets the private key, and sends the parameters in a request object.",
  },
} satisfies Examples;
