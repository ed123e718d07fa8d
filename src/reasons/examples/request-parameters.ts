/** Parameters with values that aren't accepted, and features that this server doesn't support. */
import type { Examples } from "./define.ts";
import { authorize, basic, post } from "./messages.ts";

export const requestParameters = {
  "request/parameter-invalid": {
    situation: "demo-web wants the sign-in to be at most one hour old, and writes that in words.",
    refused: authorize({ max_age: "1h" }),
    correctedBy: "request",
    corrected: authorize({ max_age: "3600" }),
    change: "max_age is a number of seconds.",
  },
  "request/parameter-too-long": {
    situation: "demo-web puts the complete shopping basket into state, to have it after the sign-in.",
    refused: authorize({ state: "{9000 characters}" }),
    correctedBy: "request",
    corrected: authorize({ state: "{state}" }),
    change: "The basket stays in the session of demo-web, and state is the random key under which it is stored.",
  },
  "request/grant-type-unsupported": {
    situation: "demo-web asks users for their passwords and sends them on.",
    refused: post("/token", "grant_type=password&username=ada&password=correct-horse-battery", basic("demo-web")),
    correctedBy: "request",
    corrected: authorize(),
    change: "The user is sent to the authorization endpoint and enters the password there. demo-web gets a code.",
  },
  "request/response-type-unsupported": {
    situation: "A single-page app follows a tutorial for the implicit flow.",
    refused: authorize({
      response_type: "token",
      client_id: "demo-spa",
      redirect_uri: "http://localhost:9400/demo/spa",
      code_challenge: undefined,
      code_challenge_method: undefined,
    }),
    correctedBy: "request",
    corrected: authorize({ client_id: "demo-spa", redirect_uri: "http://localhost:9400/demo/spa" }),
    change: "response_type is code, with PKCE instead of a secret. The app redeems the code with fetch.",
  },
  "request/response-mode-unsupported": {
    situation: "demo-web requests the response as a message to the page that opened it.",
    refused: authorize({ response_mode: "web_message" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "Without response_mode, the code comes in the query.",
  },
  "request/object-unsupported": {
    situation: "The library of demo-web is configured to sign its authorization requests.",
    refused: authorize({ request: "{request_object}" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "Request objects are disabled, and the parameters themselves are sent.",
  },
  "request/object-uri-unsupported": {
    situation: "The library of demo-web stores its authorization requests at a URL and sends that URL.",
    refused: authorize({ request_uri: "https://app.example/requests/7" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "request_uri is disabled, and the parameters themselves are sent.",
  },
  "request/registration-unsupported": {
    situation: "demo-web sends its name and logo with each request, like clients of self-issued providers.",
    refused: authorize({ registration: "%7B%22client_name%22:%22Demo%22%7D" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "The client is registered here beforehand, and the parameter is removed.",
  },
} satisfies Examples;
