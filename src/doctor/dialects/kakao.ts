/** Kakao: Kakao Login at kauth.kakao.com (KOE codes) and the API. */
import type { Dialect } from "./define.ts";

const KOE = "https://developers.kakao.com/docs/latest/en/kakaologin/trouble-shooting";
const KO = "https://developers.kakao.com/docs/latest/ko/kakaologin/trouble-shooting";
const API = "https://developers.kakao.com/docs/en/rest-api/error-code";

export const kakao: Dialect = {
  provider: "kakao",
  name: "Kakao",
  hosts: ["kauth.kakao.com", "kapi.kakao.com"],
  marks: [/\bKOE\d{3}\b/],
  signatures: [
    {
      id: "KOE004",
      says: /\bKOE004\b/,
      distinctive: true,
      means: [{ reason: "client/disabled", weight: 0.93, fix: "Switch Kakao Login on in the app's settings." }],
      page: KOE,
      example: { text: "KOE004" },
    },
    {
      id: "KOE005",
      says: /\bKOE005\b/,
      distinctive: true,
      means: [
        { reason: "grant/app-in-testing-mode", weight: 0.95, fix: "Add the user under App > Members of the test app." },
      ],
      page: KOE,
      example: { text: "KOE005" },
    },
    {
      id: "KOE006",
      says: /\bKOE006\b/,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.96,
          fix: "Add the redirect URI letter for letter under App > Platform Key > REST API Key > Redirect URI.",
        },
      ],
      page: KOE,
      example: { text: "KOE006" },
    },
    {
      id: "KOE007",
      says: /\bKOE007\b/,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/post-logout-unregistered",
          weight: 0.95,
          fix: "Register the Logout Redirect URI under Kakao Login > Advanced.",
        },
      ],
      page: KO,
      example: { text: "KOE007" },
    },
    {
      id: "KOE008",
      says: /\bKOE008\b/,
      distinctive: true,
      means: [
        {
          reason: "client/type-mismatch",
          weight: 0.9,
          fix: "Use the app key of the platform: REST API key for the web flow.",
        },
      ],
      page: KO,
      example: { text: "KOE008" },
    },
    {
      id: "KOE010",
      says: /\bKOE010\b|Bad client credentials/i,
      distinctive: true,
      means: [
        { reason: "client-auth/secret-absent", weight: 0.55, fix: "Send client_secret: it is switched on in the app." },
        { reason: "client-auth/secret-wrong", weight: 0.55, fix: "Copy the client secret of the app." },
      ],
      page: KOE,
      example: {
        error: "invalid_client",
        body: '{"error":"invalid_client","error_description":"Bad client credentials","error_code":"KOE010"}',
        status: 401,
      },
    },
    {
      id: "KOE101",
      says: /\bKOE101\b|Not exist client_id/i,
      distinctive: true,
      means: [
        { reason: "client/unknown", weight: 0.93, fix: "Send the REST API key as client_id, without placeholders." },
      ],
      page: KOE,
      example: {
        error: "invalid_client",
        body: '{"error":"invalid_client","error_description":"Not exist client_id [undefined]","error_code":"KOE101"}',
        status: 401,
      },
    },
    {
      id: "KOE2xx",
      says: /\bKOE20[1-4]\b|Unsupported response type|Implicit grant/i,
      distinctive: true,
      means: [{ reason: "request/response-type-unsupported", weight: 0.85, fix: "Send response_type=code." }],
      page: KO,
      example: { text: "KOE201 Unsupported response type" },
    },
    {
      id: "KOE205",
      says: /\bKOE205\b/,
      distinctive: true,
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.93,
          fix: "Set up the consent items under Kakao Login > Consent Items.",
        },
      ],
      page: KO,
      example: { text: "KOE205" },
    },
    {
      id: "KOE303",
      says: /\bKOE303\b|Redirect URI mismatch/i,
      distinctive: true,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.96,
          fix: "Send to /oauth/token the redirect_uri of /oauth/authorize.",
        },
      ],
      page: KO,
      example: {
        error: "invalid_grant",
        body: '{"error":"invalid_grant","error_description":"Redirect URI mismatch.","error_code":"KOE303"}',
        status: 400,
      },
    },
    {
      id: "KOE310",
      says: /\bKOE310\b/,
      distinctive: true,
      means: [
        { reason: "request/parameter-absent", weight: 0.6, fix: "Send grant_type=authorization_code in a form body." },
        { reason: "request/grant-type-unsupported", weight: 0.5, fix: "Use authorization_code or refresh_token." },
      ],
      page: KO,
      example: { text: "KOE310" },
    },
    {
      id: "KOE319",
      says: /\bKOE319\b/,
      distinctive: true,
      means: [{ reason: "request/parameter-absent", weight: 0.9, fix: "Send refresh_token." }],
      page: KO,
      example: { text: "KOE319" },
    },
    {
      id: "KOE320",
      says: /\bKOE320\b|authorization code not found/i,
      distinctive: true,
      means: [
        { reason: "code/already-used", weight: 0.6, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.35, fix: "Exchange the code at once." },
        { reason: "code/unknown", weight: 0.25, fix: "Send the code unchanged." },
      ],
      page: KO,
      example: {
        error: "invalid_grant",
        body: '{"error":"invalid_grant","error_description":"authorization code not found for code=x","error_code":"KOE320"}',
        status: 400,
      },
    },
    {
      id: "KOE322",
      says: /\bKOE322\b|expired_or_invalid_refresh_token/i,
      distinctive: true,
      means: [
        {
          reason: "refresh-token/expired",
          weight: 0.65,
          fix: "Send the user through login again: it lives two months.",
        },
        { reason: "refresh-token/revoked", weight: 0.4, fix: "Send the user through login again." },
      ],
      page: KO,
      example: {
        error: "invalid_grant",
        body: '{"error":"invalid_grant","error_description":"expired_or_invalid_refresh_token","error_code":"KOE322"}',
        status: 400,
      },
    },
    {
      id: "KOE237",
      says: /\bKOE237\b/,
      distinctive: true,
      means: [{ reason: "server/rate-limited", weight: 0.9, fix: "Wait and send again." }],
      page: KO,
      example: { text: "KOE237" },
    },
    {
      id: "-401",
      says: /"code":\s*-401|this access token (does not exist|is already expired)/i,
      means: [
        { reason: "token/expired", weight: 0.6, fix: "Refresh it." },
        { reason: "token/unknown", weight: 0.4, fix: "Send Authorization: Bearer <access token>, not the code." },
      ],
      page: API,
      example: { body: '{"msg":"this access token does not exist","code":-401}', status: 401 },
    },
    {
      id: "-402",
      says: /"code":\s*-402|insufficient scopes/i,
      means: [{ reason: "token/insufficient-scope", weight: 0.96, fix: "Ask for consent to the required_scopes." }],
      page: API,
      example: { body: '{"msg":"insufficient scopes.","code":-402,"required_scopes":["account_email"]}', status: 403 },
    },
  ],
};
