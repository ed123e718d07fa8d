/** Naver: Naver Login at nid.naver.com. */
import type { Dialect } from "./define.ts";

const TOKEN = "https://github.com/crossplatformkorea/react-native-naver-login/issues/86";
const REDIRECT = "https://github.com/yoonjaepark/flutter_naver_login/issues/22";
const API = "https://github.com/naver/naveridlogin-sdk-android/issues/43";

export const naver: Dialect = {
  provider: "naver",
  name: "Naver",
  hosts: ["nid.naver.com", "openapi.naver.com"],
  signatures: [
    {
      id: "024",
      says: /^Authentication failed \(/im,
      means: [
        { reason: "token/expired", weight: 0.55, fix: "Refresh it: access tokens live one hour." },
        { reason: "token/malformed", weight: 0.45, fix: "Write Authorization: Bearer <access token>, with one space." },
      ],
      page: TOKEN,
      example: { body: '{"resultcode":"024","message":"Authentication failed (check the token)"}', status: 401 },
    },
    {
      id: "028",
      says: /"?resultcode"?\W+028|Authentication header not exists/i,
      means: [{ reason: "token/absent", weight: 0.97, fix: "Send Authorization: Bearer <access token>." }],
      page: TOKEN,
      example: { body: '{"resultcode":"028","message":"Authentication header not exists"}', status: 401 },
    },
    {
      id: "session",
      says: /no valid data in session/i,
      means: [
        { reason: "code/already-used", weight: 0.5, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code at once." },
        { reason: "code/unknown", weight: 0.3, fix: "Send the code of the callback unchanged." },
      ],
      page: REDIRECT,
      example: { error: "invalid_request", description: "no valid data in session" },
    },
    {
      id: "client",
      says: /wrong client (id|secret)|client_secret.{0,30}(wrong|invalid)/i,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.75,
          fix: "Copy Client ID and Client Secret of the application.",
        },
      ],
      page: REDIRECT,
      example: { error: "unauthorized_client", description: "wrong client id / client secret pair" },
    },
    {
      id: "callback",
      says: /wrong redirect_?uri|callback ?ur[il] .{0,40}(not|mismatch)/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Add the URL letter for letter under API settings > Callback URL.",
        },
      ],
      page: REDIRECT,
      example: { error: "invalid_request", description: "wrong redirect_uri" },
    },
    {
      id: "permission",
      error: "40801",
      means: [
        { reason: "token/insufficient-scope", weight: 0.5, fix: "Check the profile permissions of the application." },
        {
          reason: "grant/app-in-testing-mode",
          weight: 0.4,
          fix: "Add the account as a member until the application is approved.",
        },
      ],
      page: API,
      example: { body: '{"errorCode":"40801","errorMessage":"temporary error"}', status: 403 },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.95, fix: "The user pressed Cancel: offer to begin again." }],
      page: REDIRECT,
      example: { error: "access_denied", description: "Canceled By User" },
    },
  ],
};
