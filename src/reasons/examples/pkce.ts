/** Codes that are not bound to whoever asked for them. */
import type { Examples } from "./define.ts";
import { authorize, redeem } from "./messages.ts";

export const pkce = {
  "pkce/required": {
    situation: "demo-web was written before PKCE was required.",
    refused: authorize({ code_challenge: undefined, code_challenge_method: undefined }),
    correctedBy: "request",
    corrected: authorize(),
    change:
      "code_challenge is BASE64URL(SHA-256(verifier)), of a verifier made for this attempt, which goes into the token request.",
  },
  "pkce/method-unsupported": {
    situation: "demo-web sends the verifier itself as its challenge.",
    refused: authorize({ code_challenge: "{code_verifier}", code_challenge_method: "plain" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "The challenge is the SHA-256 of the verifier, and the method S256.",
  },
  "pkce/challenge-malformed": {
    situation: "demo-web hashes its verifier and sends the hexadecimal digits of the hash.",
    refused: authorize({ code_challenge: "{code_challenge in hexadecimal}" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "The bytes of the hash are written in base64url without padding: 43 characters.",
  },
  "pkce/verifier-missing": {
    situation: "demo-web redeems a code, and its token request was written before PKCE was required.",
    refused: redeem({ code_verifier: undefined }),
    correctedBy: "request",
    corrected: redeem(),
    change: "code_verifier is the verifier whose hash was the code_challenge of this attempt.",
  },
  "pkce/verifier-malformed": {
    situation: "demo-web keeps the verifier in a column of 40 characters, and it comes back cut off.",
    refused: redeem({ code_verifier: "{first 40 characters of code_verifier}" }),
    correctedBy: "request",
    corrected: redeem(),
    change: "The verifier is kept whole.",
  },
  "pkce/verifier-mismatch": {
    situation: "The person has demo-web open in two tabs, which keep their verifiers in the same place.",
    refused: redeem({ code_verifier: "{code_verifier of the other tab}" }),
    correctedBy: "request",
    corrected: redeem(),
    change: "Each attempt keeps its verifier under its own state.",
  },
  "pkce/verifier-unexpected": {
    situation: "demo-web need not use PKCE. It sends a verifier, and the authorization request had no code_challenge.",
    given: ["demo-web need not use PKCE", "the code was asked for without code_challenge"],
    refused: redeem(),
    correctedBy: "starting again",
    corrected: authorize(),
    change: "The authorization request has the code_challenge of the verifier.",
  },
} satisfies Examples;
