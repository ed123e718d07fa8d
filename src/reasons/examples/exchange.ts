/** Tokens that demo-service exchanges, which it received from demo-web. */
import type { Examples } from "./define.ts";
import { basic, type Parameters, post } from "./messages.ts";

const TYPE = "urn:ietf:params:oauth:token-type:access_token";

const exchange = (changed: Parameters = {}): string =>
  post(
    "/token",
    {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: "{access_token}",
      subject_token_type: TYPE,
      scope: "read_profile",
      ...changed,
    },
    basic("demo-service"),
  );

const EXCHANGES = "demo-service exchanges tokens of demo-web";

export const exchanges = {
  "request/exchange-token-unusable": {
    situation: "demo-service kept the access token of a user for the night, and exchanges it in the morning.",
    given: [EXCHANGES, "more than ten minutes have passed since the access token was issued"],
    refused: exchange(),
    correctedBy: "request",
    corrected: exchange({ subject_token: "{new access_token}" }),
    change: "It exchanges the token that demo-web sends with the next call.",
  },
  "request/token-type-unsupported": {
    situation: "The library of demo-service was made for another server, and calls the access token a SAML assertion.",
    given: [EXCHANGES],
    refused: exchange({ subject_token_type: "urn:ietf:params:oauth:token-type:saml2" }),
    correctedBy: "request",
    corrected: exchange(),
    change: "subject_token_type says that it is an access token.",
  },
  "request/exchange-not-allowed": {
    situation: "demo-service must say who acts for the user, and sends no actor token.",
    given: [EXCHANGES, "demo-service must say who acts"],
    refused: exchange(),
    correctedBy: "request",
    corrected: exchange({ actor_token: "{access_token of demo-service}", actor_token_type: TYPE }),
    change: "It sends an access token of its own as actor_token. The new token has it in act.",
  },
} satisfies Examples;
