/** Requests that can't be read: their method, their URL, their body. */
import type { Examples } from "./define.ts";
import { authorize, basic, get, machine, message, post } from "./messages.ts";

export const requestForm = {
  "request/version-unsupported": {
    situation: "demo-service uses a client library for OAuth 1.0, which signs its requests.",
    refused: message("POST /token", [
      'Authorization: OAuth oauth_consumer_key="demo-service", oauth_signature_method="HMAC-SHA1"',
    ]),
    correctedBy: "request",
    corrected: machine(),
    change: "A client library for OAuth 2.0 sends the grant type in the body, and the ID and secret by HTTP Basic.",
  },
  "request/parameter-absent": {
    situation: "The developer of demo-service uses the names of the library's settings as parameter names.",
    refused: post("/token", "grantType=client_credentials", basic("demo-service")),
    correctedBy: "request",
    corrected: machine(),
    change: "grantType is renamed to grant_type.",
  },
  "request/parameter-repeated": {
    situation: "demo-service requests two scopes, each in a separate parameter.",
    refused: post(
      "/token",
      "grant_type=client_credentials&scope=read_profile&scope=write_multipass",
      basic("demo-service"),
    ),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile+write_multipass" }),
    change: "Both scopes are in one parameter, separated by a space.",
  },
  "request/parameter-misplaced": {
    situation: "demo-service sends all its parameters in the URL, including the secret.",
    refused: message(
      "POST /token?grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret",
      [],
    ),
    correctedBy: "request",
    corrected: post("/token", "grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret"),
    change: "The parameters are in the body. Change a secret that was in a URL, because it may be in somebody's log.",
  },
  "request/too-many-parameters": {
    situation: "demo-service sends all of its environment variables together with the grant type.",
    refused: post("/token", "grant_type=client_credentials&{80 parameters}", basic("demo-service")),
    correctedBy: "request",
    corrected: machine(),
    change: "Only parameters that the token endpoint knows are sent.",
  },
  "request/too-large": {
    situation: "demo-service also sends the token endpoint the document that it is about to upload to the API.",
    refused: post("/token", "grant_type=client_credentials&document={70000 characters}", basic("demo-service")),
    correctedBy: "request",
    corrected: machine(),
    change: "The document goes only to the API, with the access token that this request returns.",
  },
  "request/malformed": {
    situation: "demo-service builds its form by hand and encodes a space as % instead of %20.",
    refused: machine({ scope: "read_profile%write_multipass" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile%20write_multipass" }),
    change: "The space is encoded as %20, as an HTTP library would do it.",
  },
  "request/http-malformed": {
    situation: "demo-service sends its credentials, but middleware adds another API's header to every request.",
    refused: message(
      "POST /token",
      [basic("demo-service"), "Authorization: Bearer another-api", "Content-Type: application/x-www-form-urlencoded"],
      "grant_type=client_credentials",
    ),
    correctedBy: "request",
    corrected: machine(),
    change: "The middleware ignores requests to this server, so Authorization is sent once.",
  },
  "request/not-opened": {
    situation: "A browser prefetches the link with which an app sends Ada to sign in.",
    refused: authorize({}, "Sec-Purpose: prefetch"),
    correctedBy: "person",
    corrected: authorize({}),
    change: "Ada selects the link, and the browser requests the page for her.",
  },
  "request/wrong-method": {
    situation: "The developer of demo-service opens the token endpoint in a browser.",
    refused: get("/token?grant_type=client_credentials", basic("demo-service")),
    correctedBy: "request",
    corrected: machine(),
    change: "The request is a POST, and its parameters are in the body.",
  },
  "request/wrong-content-type": {
    situation: "demo-service sends JSON, because its HTTP library converts every object to JSON.",
    refused: message(
      "POST /token",
      [basic("demo-service"), "Content-Type: application/json"],
      '{"grant_type":"client_credentials"}',
    ),
    correctedBy: "request",
    corrected: machine(),
    change: "The body is a form: new URLSearchParams({…}) instead of JSON.stringify({…}).",
  },
  "request/content-encoding-unsupported": {
    situation: "demo-service's HTTP client compresses every request body.",
    refused: message(
      "POST /token",
      [basic("demo-service"), "Content-Encoding: gzip", "Content-Type: application/x-www-form-urlencoded"],
      "{gzip of grant_type=client_credentials}",
    ),
    correctedBy: "request",
    corrected: machine(),
    change: "The client doesn't compress requests to this server, so the form is sent as it is.",
  },
  "request/wrong-endpoint": {
    situation: "demo-service was moved from another server and still uses that server's path.",
    refused: post("/oauth2/token", "grant_type=client_credentials", basic("demo-service")),
    correctedBy: "request",
    corrected: machine(),
    change: "The path is the token_endpoint in /.well-known/openid-configuration.",
  },
  "request/reference-unknown": {
    situation:
      "A request of demo-service was refused, and the developer asks for the cause with the credentials of demo-web.",
    refused: get("/refusals/{ref}", basic("demo-web")),
    correctedBy: "request",
    corrected: get("/refusals/{ref}", basic("demo-service")),
    change: "The client whose request was refused asks, with the reference in error_uri.",
  },
} satisfies Examples;
