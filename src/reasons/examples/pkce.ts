/** Codes that aren't bound to the client that requested them. */
import type { Examples } from "./define.ts";
import { authorize, redeem } from "./messages.ts";

export const pkce = {
  "pkce/required": {
    situation: "demo-web was written before PKCE was required.",
    refused: authorize({ code_challenge: undefined, code_challenge_method: undefined }),
    correctedBy: "request",
    corrected: authorize(),
    change:
      "code_challenge is BASE64URL(SHA-256(verifier)) of a verifier for this attempt. The token request sends the verifier.",
  },
  "pkce/method-unsupported": {
    situation: "demo-web sends the verifier itself as its challenge.",
    refused: authorize({ code_challenge: "{code_verifier}", code_challenge_method: "plain" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "The challenge is the SHA-256 of the verifier, and the method is S256.",
  },
  "pkce/challenge-malformed": {
    situation: "demo-web hashes its verifier and sends the hash as hexadecimal digits.",
    refused: authorize({ code_challenge: "{code_challenge in hexadecimal}" }),
    correctedBy: "request",
    corrected: authorize(),
    change: "The bytes of the hash are encoded in base64url without padding: 43 characters.",
  },
  "pkce/verifier-missing": {
    situation: "demo-web redeems a code with a token request that was written before PKCE was required.",
    refused: redeem({ code_verifier: undefined }),
    correctedBy: "request",
    corrected: redeem(),
    change: "code_verifier is the verifier whose hash was this attempt's code_challenge.",
  },
  "pkce/verifier-malformed": {
    situation: "demo-web stores the verifier in a database column of 40 characters, so it is cut off.",
    refused: redeem({ code_verifier: "{first 40 characters of code_verifier}" }),
    correctedBy: "request",
    corrected: redeem(),
    change: "The complete verifier is stored.",
  },
  "pkce/verifier-mismatch": {
    situation: "The user has demo-web open in two tabs, which store their verifiers in the same place.",
    refused: redeem({ code_verifier: "{code_verifier of the other tab}" }),
    correctedBy: "request",
    corrected: redeem(),
    change: "Each attempt stores its verifier under its own state.",
  },
  "pkce/verifier-unexpected": {
    situation:
      "demo-web is exempt from PKCE. It sends a verifier, but its authorization request had no code_challenge.",
    given: ["demo-web is exempt from PKCE", "the authorization request had no code_challenge"],
    refused: redeem(),
    correctedBy: "starting again",
    corrected: authorize(),
    change: "The authorization request contains the code_challenge for the verifier.",
  },
} satisfies Examples;
