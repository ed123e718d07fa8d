/** Pushed authorization requests, at the time when a user comes with their request_uri. */
import type { Examples } from "./define.ts";
import { authorize, get } from "./messages.ts";

const come = (requestUri: string, client = "demo-web") =>
  get(`/authorize?client_id=${client}&request_uri=${requestUri}`);

export const pushed = {
  "request/push-required": {
    situation:
      "demo-web is registered as a client that pushes its requests, but its library isn't configured for that.",
    given: ["demo-web must push its requests"],
    refused: authorize(),
    correctedBy: "request",
    corrected: come("{request_uri}"),
    change: "demo-web posts the parameters to /par, and redirects with the request_uri in the response.",
  },
  "request/pushed-unknown": {
    situation: "demo-web pushed its request to the staging server, and sends the user to this one.",
    refused: come("{request_uri of another server}"),
    correctedBy: "request",
    corrected: come("{request_uri}"),
    change: "demo-web pushes its request to the same issuer.",
  },
  "request/pushed-by-other-client": {
    situation:
      "An app has two clients. It pushes its request as demo-web, and redirects with the client_id of demo-spa.",
    refused: come("{request_uri}", "demo-spa"),
    correctedBy: "request",
    corrected: come("{request_uri}"),
    change: "The redirect has the client_id with which the request was pushed.",
  },
  "request/pushed-expired": {
    situation:
      "demo-web pushes its request when its start page is opened. The user reads for some minutes, then signs in.",
    given: ["more than a minute has passed since the request was pushed"],
    refused: come("{request_uri}"),
    correctedBy: "request",
    corrected: come("{new request_uri}"),
    change: "demo-web pushes its request when the user chooses to sign in, and redirects at once.",
  },
  "request/pushed-used": {
    situation: "The user has signed in, and goes back in the browser to a URL with the request_uri.",
    given: ["a code was issued for the request_uri"],
    refused: come("{request_uri}"),
    correctedBy: "request",
    corrected: come("{new request_uri}"),
    change: "demo-web pushes a new request, and redirects with its request_uri.",
  },
} satisfies Examples;
