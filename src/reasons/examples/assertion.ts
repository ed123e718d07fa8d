/** Assertions of an identity provider, with which demo-service asks for tokens. */
import type { Examples } from "./define.ts";
import { basic, post } from "./messages.ts";

const vouched = (assertion: string): string =>
  post(
    "/token",
    { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion, scope: "read_profile" },
    basic("demo-service"),
  );

const TRUSTED = "an identity provider vouches for users of demo-service";

export const assertions = {
  "grant/assertion-invalid": {
    situation: "demo-service got the assertion for the staging server, and sends it to this one.",
    given: [TRUSTED],
    refused: vouched("{assertion for the staging server}"),
    correctedBy: "request",
    corrected: vouched("{assertion of the identity provider}"),
    change: "The assertion has this server as its audience.",
  },
  "grant/assertion-unverified": {
    situation: "The identity provider signs with a new key, of which this server hasn't heard.",
    given: [TRUSTED],
    refused: vouched("{assertion with a new key}"),
    correctedBy: "request",
    corrected: vouched("{assertion of the identity provider}"),
    change: "The identity provider signs with its old key until the new one is published.",
  },
  "grant/assertion-not-allowed": {
    situation: "demo-strict sends an assertion of an identity provider that vouches only for users of demo-service.",
    given: [TRUSTED, "demo-strict may send assertions"],
    refused: post(
      "/token",
      {
        grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
        assertion: "{assertion of the identity provider}",
        scope: "read_profile",
      },
      basic("demo-strict"),
    ),
    correctedBy: "request",
    corrected: vouched("{another assertion of the identity provider}"),
    change: "The assertion is sent by the client that it is meant for.",
  },
} satisfies Examples;
