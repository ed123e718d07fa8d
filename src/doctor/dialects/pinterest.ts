/** Pinterest: OAuth and API v5. */
import type { Dialect } from "./define.ts";

const AUTH = "https://github.com/vijaypatoliya/pinterest-node-api/issues/20";
const REDIRECT = "https://github.com/bulkpinner/bulkpinner/issues/19";
const GRANT = "https://github.com/pinterest/pinterest-api-demo/issues/16";
const REVIEW = "https://github.com/dirkgroenen/pinterest-api-php/issues/77";

export const pinterest: Dialect = {
  provider: "pinterest",
  name: "Pinterest",
  hosts: ["www.pinterest.com", "api.pinterest.com", "api-sandbox.pinterest.com"],
  marks: [/\bpin[ar]_[A-Za-z0-9]|"endpoint_name"\s*:\s*"oauth/],
  signatures: [
    {
      id: "redirect",
      says: /provided redirect_uri .{0,200}does not match any of the registered redirect URIs/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Add the URI letter for letter under Redirect links of the app.",
        },
      ],
      page: REDIRECT,
      example: {
        body: '{"status":"failure","message":"You are not permitted to access that resource.","code":7,"data":"The provided redirect_uri http://app.example.com/ does not match any of the registered redirect URIs."}',
      },
    },
    {
      id: "application",
      says: /Invalid Application ID/i,
      means: [
        {
          reason: "client/unknown",
          weight: 0.6,
          fix: "Send the App id of the app, by Basic with the secret, to api.pinterest.com/v5/oauth/token.",
        },
        { reason: "grant/app-in-testing-mode", weight: 0.35, fix: "Wait for trial access to be approved." },
      ],
      page: GRANT,
      example: {
        body: '{"status":"failure","code":283,"data":"Invalid Application ID","message":"The authorization grant is invalid"}',
      },
    },
    {
      id: "grant",
      says: /authorization grant is invalid(?!,)/i,
      means: [
        { reason: "code/already-used", weight: 0.45, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.35, fix: "Exchange the code at once." },
        { reason: "code/redirect-uri-mismatch", weight: 0.3, fix: "Send the redirect_uri of the authorize request." },
      ],
      page: GRANT,
      example: { body: '{"code":283,"message":"The authorization grant is invalid"}' },
    },
    {
      id: "invalid-grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.4, fix: "Exchange each code once." },
        {
          reason: "grant/app-in-testing-mode",
          weight: 0.35,
          fix: "An app that is not reviewed serves its owner and testers only.",
        },
      ],
      page: REVIEW,
      example: { error: "invalid_grant" },
    },
    {
      id: "auth",
      says: /^Authentication failed\.$/im,
      means: [
        { reason: "token/expired", weight: 0.45, fix: "Refresh it: access tokens live 30 days." },
        { reason: "request/wrong-environment", weight: 0.4, fix: "Sandbox tokens go to api-sandbox.pinterest.com." },
        {
          reason: "client-auth/secret-wrong",
          weight: 0.35,
          fix: "Send Basic base64(app id:secret).",
          tell: "It comes from /v5/oauth/token.",
        },
      ],
      page: AUTH,
      example: { body: '{"code":2,"message":"Authentication failed."}', status: 401 },
    },
    {
      id: "consumer",
      says: /consumer type is not supported|trial access/i,
      means: [
        {
          reason: "grant/app-in-testing-mode",
          weight: 0.85,
          fix: "Ask for Standard access of the app, or use the sandbox.",
        },
      ],
      page: REVIEW,
      example: { body: '{"code":3,"message":"Your application consumer type is not supported"}', status: 403 },
    },
    {
      id: "scope",
      says: /not authorized to access|missing:? \[?'?[a-z_]+:(read|write)/i,
      means: [{ reason: "token/insufficient-scope", weight: 0.9, fix: "Ask for the scope and authorize again." }],
      page: AUTH,
      example: { body: '{"code":3,"message":"Authorization failed. missing: [\'pins:write\']"}', status: 403 },
    },
  ],
};
