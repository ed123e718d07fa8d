/** Authorization details that are refused. */
import type { Examples } from "./define.ts";
import { authorize, basic, CODE, machine, post } from "./messages.ts";

const encoded = (details: unknown): string => encodeURIComponent(JSON.stringify(details));

const PAYMENT = { type: "bill_payment", bill: "2027-114", amount: "123.50" };
const DECLARED = "there are authorization details of the type bill_payment";
const ALLOWED = "demo-service may ask for bill_payment";

/** demo-service asks for a token to pay one bill. */
const pay = (details: unknown, more = {}): string => machine({ authorization_details: encoded(details), ...more });

export const authorizationDetails = {
  "authorization-details/malformed": {
    situation: "demo-service asks to pay one bill, and sends the object alone.",
    given: [ALLOWED],
    refused: pay(PAYMENT),
    correctedBy: "request",
    corrected: pay([PAYMENT]),
    change: "authorization_details is an array, also with one object in it.",
  },
  "authorization-details/type-unknown": {
    situation: "demo-service sends the type in the plural.",
    given: [ALLOWED],
    refused: pay([{ ...PAYMENT, type: "bill_payments" }]),
    correctedBy: "request",
    corrected: pay([PAYMENT]),
    change: "The type is the one of the metadata.",
  },
  "authorization-details/type-not-allowed": {
    situation: "demo-service wants to pay bills, for which it isn't registered.",
    given: [DECLARED],
    refused: pay([PAYMENT]),
    correctedBy: "configuration",
    afterwards: [ALLOWED],
    corrected: pay([PAYMENT]),
    change: "The operator adds the type to the client's authorizationDetailsTypes.",
  },
  "authorization-details/invalid": {
    situation: "demo-service misspells a member.",
    given: [ALLOWED],
    refused: pay([{ type: "bill_payment", bill: "2027-114", ammount: "123.50" }]),
    correctedBy: "request",
    corrected: pay([PAYMENT]),
    change: "The member has the name that the type's schema has.",
  },
  "authorization-details/other-api": {
    situation: "demo-web reads profiles at one API, and pays bills at another.",
    given: ["demo-web may ask for bill_payment"],
    refused: authorize({ authorization_details: encoded([PAYMENT]) }),
    correctedBy: "request",
    corrected: authorize({
      authorization_details: encoded([PAYMENT]),
      resource: "http%3A%2F%2Flocalhost%3A9400%2Fapi&resource=https%3A%2F%2Fbills.example",
    }),
    change: "The request names both APIs. Each token request then names one of them.",
  },
  "authorization-details/exceeds-grant": {
    situation: "Ada has let demo-web read her profile. When it refreshes, it also asks to pay a bill.",
    given: ["demo-web may ask for bill_payment"],
    refused: post(
      "/token",
      { grant_type: "refresh_token", refresh_token: "{refresh_token}", authorization_details: encoded([PAYMENT]) },
      basic("demo-web"),
    ),
    correctedBy: "request",
    corrected: post("/token", { grant_type: "refresh_token", refresh_token: "{refresh_token}" }, basic("demo-web")),
    change: "It refreshes without more details. To pay the bill, it asks Ada first.",
  },
  "resource/unnamed": {
    situation: "Ada has let demo-web call two APIs. When it redeems the code, demo-web doesn't say for which one.",
    given: ["ada is asked for two APIs"],
    refused: post("/token", CODE, basic("demo-web")),
    correctedBy: "request",
    corrected: post("/token", { ...CODE, resource: "https%3A%2F%2Fbills.example" }, basic("demo-web")),
    change: "resource names one of the two. The refresh token gets a token for the other one.",
  },
} satisfies Examples;
