/** oidc-client-ts and oidc-client-js. */
import type { Dialect } from "./define.ts";

const SOURCE = "https://github.com/authts/oidc-client-ts/tree/main/src";

export const oidcClientTs: Dialect = {
  provider: "oidc-client-ts",
  name: "oidc-client-ts",
  hosts: [],
  marks: [/\boidc-client(?:-ts)?\b/, /\bUserManager\b/],
  signatures: [
    {
      id: "no-state-storage",
      says: /No matching state found in storage/i,
      distinctive: true,
      means: [
        {
          reason: "request/state-mismatch",
          weight: 0.9,
          fix: "Handle each callback once, on the origin that began it (stateStore); in React strict mode effects run twice.",
        },
      ],
      page: SOURCE,
      example: { text: "Error: No matching state found in storage" },
    },
    {
      id: "no-state",
      says: /No state in response|State does not match/i,
      distinctive: true,
      means: [{ reason: "request/state-mismatch", weight: 0.85, fix: "Call signinCallback only on the callback URL." }],
      page: SOURCE,
      example: { text: "Error: No state in response" },
    },
    {
      id: "mismatch",
      says: /(?:authority|client_id) mismatch on settings vs\. signin state/i,
      distinctive: true,
      means: [
        {
          reason: "request/wrong-environment",
          weight: 0.8,
          fix: "Use the same authority and client_id at both ends of the flow.",
        },
      ],
      page: SOURCE,
      example: { text: "Error: authority mismatch on settings vs. signin state" },
    },
    {
      id: "nonce",
      says: /nonce in id_token does not match nonce/i,
      distinctive: true,
      means: [{ reason: "request/state-mismatch", weight: 0.85, fix: "Begin the sign-in again." }],
      page: SOURCE,
      example: { text: "Error: nonce in id_token does not match nonce in client storage" },
    },
    {
      id: "iframe",
      says: /IFrame timed out without a response|Frame window timed out/i,
      distinctive: true,
      means: [
        {
          reason: "transport/cookies-blocked",
          weight: 0.75,
          fix: "Renew by refresh token (offline_access); the iframe got no session cookie, or silent_redirect_uri is not registered.",
        },
      ],
      page: SOURCE,
      example: { text: "ErrorTimeout: IFrame timed out without a response" },
    },
    {
      id: "popup",
      says: /Popup closed by user|Popup blocked by user/i,
      distinctive: true,
      means: [{ reason: "user/denied", weight: 0.8, fix: "Offer the sign-in again." }],
      page: SOURCE,
      example: { text: "Error: Popup closed by user" },
    },
    {
      id: "crypto",
      says: /Crypto\.subtle is available only in secure contexts/i,
      distinctive: true,
      means: [{ reason: "transport/insecure", weight: 0.98, fix: "Serve the page over https or from localhost." }],
      page: SOURCE,
      example: { text: "Error: Crypto.subtle is available only in secure contexts (HTTPS)." },
    },
    {
      id: "metadata",
      says: /Metadata does not contain property |Invalid response Content-Type: /i,
      distinctive: true,
      means: [
        {
          reason: "request/wrong-endpoint",
          weight: 0.75,
          fix: "Correct authority: its discovery document is not what was read.",
        },
      ],
      page: SOURCE,
      example: {
        text: "Error: Invalid response Content-Type: text/html, from URL: https://id.example.com/.well-known/openid-configuration",
      },
    },
    {
      id: "userinfo-sub",
      says: /subject from UserInfo response does not match subject in ID Token|sub in id_token does not match current sub/i,
      distinctive: true,
      means: [{ reason: "token/malformed", weight: 0.4, fix: "Sign in again: another user signed in meanwhile." }],
      page: SOURCE,
      example: { text: "Error: subject from UserInfo response does not match subject in ID Token" },
    },
    {
      id: "code",
      says: /Expected code in response/i,
      distinctive: true,
      means: [{ reason: "request/response-type-unsupported", weight: 0.6, fix: "Ask with response_type code." }],
      page: SOURCE,
      example: { text: "Error: Expected code in response" },
    },
  ],
};
