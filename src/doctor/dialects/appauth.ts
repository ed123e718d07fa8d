/** AppAuth for Android and iOS. */
import type { Dialect } from "./define.ts";

const SOURCE =
  "https://github.com/openid/AppAuth-Android/blob/master/library/java/net/openid/appauth/AuthorizationException.java";
const IDTOKEN = "https://github.com/openid/AppAuth-Android/blob/master/library/java/net/openid/appauth/IdToken.java";

export const appauth: Dialect = {
  provider: "appauth",
  name: "AppAuth",
  hosts: [],
  marks: [/\bnet\.openid\.appauth\b|\bOIDAuthorization|org\.openid\.appauth\b/],
  signatures: [
    {
      id: "state",
      says: /Response state param did not match request state|State returned in authorization response .* does not match/i,
      distinctive: true,
      means: [
        {
          reason: "request/state-mismatch",
          weight: 0.95,
          fix: "Begin the sign-in again: the response is of another request.",
        },
      ],
      page: SOURCE,
      example: {
        text: 'AuthorizationException: {"type":0,"code":9,"errorDescription":"Response state param did not match request state"}',
      },
    },
    {
      id: "cancelled",
      says: /User cancelled flow|org\.openid\.appauth\.general error -3/i,
      distinctive: true,
      means: [
        {
          reason: "user/denied",
          weight: 0.85,
          fix: "Offer the sign-in again; a redirect scheme that the app does not catch ends so as well.",
        },
      ],
      page: SOURCE,
      example: { text: 'AuthorizationException: {"type":0,"code":1,"errorDescription":"User cancelled flow"}' },
    },
    {
      id: "discovery",
      says: /"errorDescription":"Invalid discovery document"/i,
      distinctive: true,
      means: [{ reason: "request/wrong-endpoint", weight: 0.75, fix: "Check the issuer's URL." }],
      page: SOURCE,
      example: { text: 'AuthorizationException: {"type":0,"code":0,"errorDescription":"Invalid discovery document"}' },
    },
    {
      id: "id-token-audience",
      says: /Audience mismatch/i,
      means: [
        { reason: "token/wrong-audience", weight: 0.95, fix: "Use the client id for which the ID token is issued." },
      ],
      page: IDTOKEN,
      example: { text: "AuthorizationException: Invalid ID Token, caused by Audience mismatch" },
    },
    {
      id: "id-token-issuer",
      says: /Issuer mismatch/i,
      means: [{ reason: "token/wrong-issuer", weight: 0.95, fix: "Discover the issuer that the ID token names." }],
      page: IDTOKEN,
      example: { text: "AuthorizationException: Invalid ID Token, caused by Issuer mismatch" },
    },
    {
      id: "id-token-nonce",
      says: /Nonce mismatch/i,
      means: [{ reason: "request/state-mismatch", weight: 0.75, fix: "Begin the sign-in again." }],
      page: IDTOKEN,
      example: { text: "AuthorizationException: Invalid ID Token, caused by Nonce mismatch" },
    },
    {
      id: "id-token-time",
      says: /ID Token expired|Issued at time is more than \d+ minutes/i,
      means: [{ reason: "time/clock-skew", weight: 0.85, fix: "Set the device's clock." }],
      page: IDTOKEN,
      example: {
        text: "AuthorizationException: Issued at time is more than 10 minutes before or after the current time",
      },
    },
    {
      id: "refresh",
      says: /No refresh token available and token have expired/i,
      distinctive: true,
      means: [{ reason: "refresh-token/not-issued", weight: 0.93, fix: "Ask for offline_access." }],
      page: SOURCE,
      example: { text: "No refresh token available and token have expired" },
    },
  ],
};
