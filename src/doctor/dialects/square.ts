/** Square: OAuth and the Connect APIs. */
import type { Dialect } from "./define.ts";

const OBTAIN =
  "https://developer.squareup.com/forums/t/what-does-v1-error-service-not-authorized-not-authorized-mean-for-net-squareapi-oauthapi-obtaintoken/195";

export const square: Dialect = {
  provider: "square",
  name: "Square",
  hosts: ["connect.squareup.com", "connect.squareupsandbox.com", "squareup.com"],
  marks: [/\bsq0(idp|csp|idb|csb|cgp)-|Square-Version/i],
  signatures: [
    {
      id: "v1",
      says: /service\.not_authorized/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.55,
          fix: "Send Application ID and Application secret of OAuth in the Developer Console, both of one environment.",
        },
        {
          reason: "request/wrong-environment",
          weight: 0.45,
          fix: "Sandbox credentials go to connect.squareupsandbox.com, production ones to connect.squareup.com.",
        },
      ],
      page: OBTAIN,
      example: { body: '{"type":"service.not_authorized","message":"Not Authorized"}', status: 401 },
    },
    {
      id: "code",
      says: /Authorization code .{0,60}not found for app/i,
      means: [
        { reason: "code/expired", weight: 0.45, fix: "Exchange the code within five minutes." },
        { reason: "code/already-used", weight: 0.45, fix: "Exchange each code once." },
        { reason: "request/wrong-environment", weight: 0.3, fix: "Use one environment in both requests." },
      ],
      page: OBTAIN,
      example: { body: '{"type":"invalid_request","message":"Authorization code not found for app [sq0idp-example]"}' },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.45, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code within five minutes." },
      ],
      page: OBTAIN,
      example: { error: "invalid_grant" },
    },
    {
      id: "expired",
      says: /ACCESS_TOKEN_EXPIRED|access token has expired/i,
      means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh it: access tokens live 30 days." }],
      page: OBTAIN,
      example: {
        body: '{"errors":[{"category":"AUTHENTICATION_ERROR","code":"ACCESS_TOKEN_EXPIRED","detail":"The access token has expired."}]}',
        status: 401,
      },
    },
    {
      id: "revoked",
      says: /ACCESS_TOKEN_REVOKED/i,
      means: [{ reason: "grant/revoked-by-user", weight: 0.75, fix: "Connect the seller again." }],
      page: OBTAIN,
      example: {
        body: '{"errors":[{"category":"AUTHENTICATION_ERROR","code":"ACCESS_TOKEN_REVOKED","detail":"The access token was revoked."}]}',
        status: 401,
      },
    },
    {
      id: "scopes",
      says: /INSUFFICIENT_SCOPES/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.97,
          fix: "Ask for the permission (MERCHANT_PROFILE_READ, ...) and let the seller authorize again.",
        },
      ],
      page: OBTAIN,
      example: {
        body: '{"errors":[{"category":"AUTHENTICATION_ERROR","code":"INSUFFICIENT_SCOPES","detail":"The merchant has not given your application sufficient permissions"}]}',
        status: 403,
      },
    },
    {
      id: "unauthorized",
      says: /"code":\s*"UNAUTHORIZED"|request could not be authorized/i,
      means: [
        {
          reason: "request/wrong-environment",
          weight: 0.5,
          fix: "Do not mix sandbox tokens with connect.squareup.com.",
        },
        { reason: "token/malformed", weight: 0.4, fix: "Send Authorization: Bearer <access token>." },
      ],
      page: OBTAIN,
      example: {
        body: '{"errors":[{"category":"AUTHENTICATION_ERROR","code":"UNAUTHORIZED","detail":"This request could not be authorized."}]}',
        status: 401,
      },
    },
  ],
};
