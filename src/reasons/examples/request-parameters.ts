/** Parameters whose values are not taken, and what this server does not offer. */
import type { Examples } from "./define.ts";
import { authorize, basic, post } from "./messages.ts";

export const requestParameters = {
  "request/parameter-invalid": {
    situation: "demo-web wants the sign-in to be no older than an hour, and says so in words.",
    refused: authorize({ max_age: "1h" }),
    correctedBy: "request",
    corrected: authorize({ max_age: "3600" }),
    change: "max_age is a number of seconds.",
  },
  "request/parameter-too-long": {
    situation: "demo-web puts the whole shopping basket into state, to have it back after the sign-in.",
    refused: authorize({ state: "{9000 characters}" }),
    correctedBy: "request",
    corrected: authorize({ state: "{state}" }),
    change: "The basket stays in the session of demo-web, and state is the random key by which it is found there.",
  },
  "request/grant-type-unsupported": {
    situation: "demo-web asks people for their password itself, and sends it on.",
    refused: post("/token", "grant_type=password&username=ada&password=correct-horse-battery", basic("demo-web")),
    correctedBy: "request",
    corrected: authorize(),
    change: "The person is sent to the authorization endpoint and types the password there; demo-web gets a code.",
  },
  "request/response-type-unsupported": {
    situation: "A single-page application follows a tutorial of the implicit flow.",
    refused: authorize({
      response_type: "token",
      client_id: "demo-spa",
      redirect_uri: "http://localhost:9400/demo/spa",
      code_challenge: undefined,
      code_challenge_method: undefined,
    }),
    correctedBy: "request",
    corrected: authorize({ client_id: "demo-spa", redirect_uri: "http://localhost:9400/demo/spa" }),
    change: "response_type is code, with PKCE in place of a secret; the application redeems the code with fetch.",
  },
  "request/response-mode-unsupported": {
    situation: "demo-web asks for the response by a message to the page that opened it.",
    refused: authorize({ response_mode: "web_message" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "Without response_mode the code comes in the query.",
  },
  "request/object-unsupported": {
    situation: "The library of demo-web is set to sign its authorization requests.",
    refused: authorize({ request: "{request_object}" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "Request objects are switched off, and the parameters themselves are sent.",
  },
  "request/object-uri-unsupported": {
    situation: "The library of demo-web keeps its authorization requests at an address and sends that address.",
    refused: authorize({ request_uri: "https://app.example/requests/7" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "request_uri is switched off, and the parameters themselves are sent.",
  },
  "request/registration-unsupported": {
    situation: "demo-web tells its name and logo with each request, as clients of self-issued providers do.",
    refused: authorize({ registration: "%7B%22client_name%22:%22Demo%22%7D" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "The client is registered here beforehand, and the parameter is left out.",
  },
} satisfies Examples;
