/** Requests that cannot be read: their method, their address, their body. */
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
    change: "A client library for OAuth 2.0 sends the grant type in the body, and id and secret by HTTP Basic.",
  },
  "request/parameter-absent": {
    situation: "The developer of demo-service passes the names of the library's settings on as they are.",
    refused: post("/token", "grantType=client_credentials", basic("demo-service")),
    correctedBy: "request",
    corrected: machine(),
    change: "grantType is called grant_type.",
  },
  "request/parameter-repeated": {
    situation: "demo-service asks for two scopes, each in a parameter of its own.",
    refused: post(
      "/token",
      "grant_type=client_credentials&scope=read_profile&scope=write_multipass",
      basic("demo-service"),
    ),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile+write_multipass" }),
    change: "Both stand in one scope parameter, separated by a space.",
  },
  "request/parameter-misplaced": {
    situation: "demo-service posts its parameters in the address, secret and all.",
    refused: message(
      "POST /token?grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret",
      [],
    ),
    correctedBy: "request",
    corrected: post("/token", "grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret"),
    change:
      "The parameters are in the body. A secret that was in an address is in somebody's log: it should be changed.",
  },
  "request/too-many-parameters": {
    situation: "demo-service sends all of its environment variables along with the grant type.",
    refused: post("/token", "grant_type=client_credentials&{80 parameters}", basic("demo-service")),
    correctedBy: "request",
    corrected: machine(),
    change: "Only what the token endpoint knows is sent.",
  },
  "request/too-large": {
    situation: "demo-service sends the document that it is about to upload to the API to the token endpoint too.",
    refused: post("/token", "grant_type=client_credentials&document={70000 characters}", basic("demo-service")),
    correctedBy: "request",
    corrected: machine(),
    change: "The document goes to the API alone, with the access token that this request gets.",
  },
  "request/malformed": {
    situation: "demo-service writes its form by hand and encodes a space as % instead of %20.",
    refused: machine({ scope: "read_profile%write_multipass" }),
    correctedBy: "request",
    corrected: machine({ scope: "read_profile%20write_multipass" }),
    change: "The space is %20, as an HTTP library would have written it.",
  },
  "request/http-malformed": {
    situation: "demo-service sends its credentials, and a middleware adds the header of another API to every request.",
    refused: message(
      "POST /token",
      [basic("demo-service"), "Authorization: Bearer another-api", "Content-Type: application/x-www-form-urlencoded"],
      "grant_type=client_credentials",
    ),
    correctedBy: "request",
    corrected: machine(),
    change: "The middleware leaves requests to this server alone, so Authorization is sent once.",
  },
  "request/not-opened": {
    situation: "A browser prefetches the link with which an application sends ada to sign in.",
    refused: authorize({}, "Sec-Purpose: prefetch"),
    correctedBy: "person",
    corrected: authorize({}),
    change: "ada selects the link, and the browser requests the page for her.",
  },
  "request/wrong-method": {
    situation: "The developer of demo-service opens the token endpoint as one opens a page.",
    refused: get("/token?grant_type=client_credentials", basic("demo-service")),
    correctedBy: "request",
    corrected: machine(),
    change: "The request is a POST, and its parameters are in the body.",
  },
  "request/wrong-content-type": {
    situation: "demo-service sends JSON, which its HTTP library makes of every object.",
    refused: message(
      "POST /token",
      [basic("demo-service"), "Content-Type: application/json"],
      '{"grant_type":"client_credentials"}',
    ),
    correctedBy: "request",
    corrected: machine(),
    change: "The body is a form: new URLSearchParams({…}) in place of JSON.stringify({…}).",
  },
  "request/wrong-endpoint": {
    situation: "demo-service was moved from another server and still has that server's path.",
    refused: post("/oauth2/token", "grant_type=client_credentials", basic("demo-service")),
    correctedBy: "request",
    corrected: machine(),
    change: "The path is the token_endpoint of /.well-known/openid-configuration.",
  },
  "request/reference-unknown": {
    situation: "A request of demo-service was refused, and the developer asks why with the credentials of demo-web.",
    refused: get("/refusals/{ref}", basic("demo-web")),
    correctedBy: "request",
    corrected: get("/refusals/{ref}", basic("demo-service")),
    change: "The client that was refused asks, with the reference in error_uri.",
  },
} satisfies Examples;
