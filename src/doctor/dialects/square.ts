/** Square: OAuth and the Connect APIs. */
import type { Dialect } from "./define.ts";

const OBTAIN =
  "https://developer.squareup.com/forums/t/what-does-v1-error-service-not-authorized-not-authorized-mean-for-net-squareapi-oauthapi-obtaintoken/195";
const REDIRECT =
  "https://developer.squareup.com/forums/t/oauth-server-side-request-to-obtaintoken-endpoint-asks-for-redirect-uri-but-its-not-required/17310.md";
const PAGE = "https://developer.squareup.com/forums/t/square-authorization-page-not-appearing/1674";

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
      id: "redirect",
      says: /redirect_?ur[il] .{0,80}(required|mismatch|match|missing|not)/i,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.55,
          fix: "Send to /oauth2/token the redirect_uri of the authorize URL.",
        },
        {
          reason: "redirect-uri/unregistered",
          weight: 0.45,
          fix: "Set the Redirect URL under OAuth in the Developer Console, for the environment.",
        },
      ],
      page: REDIRECT,
      example: { error: "invalid_request", description: "redirect_uri is required" },
    },
    {
      id: "code",
      says: /Authorization code .{0,60}(not found|expired|already|invalid)/i,
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
      id: "client",
      says: /client_id .{0,40}(not|invalid|missing)|application .{0,30}not found/i,
      means: [
        { reason: "client/unknown", weight: 0.8, fix: "Copy the Application ID (sq0idp-..., sandbox-sq0idb-...)." },
      ],
      page: PAGE,
      example: { text: "Request is missing client_id or it is invalid" },
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
