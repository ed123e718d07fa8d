/** Amazon: Login with Amazon, the Selling Partner and Advertising APIs: api. */
import type { Signature } from "../define.ts";

const CODE = "https://github.com/amzn/selling-partner-api-models/issues/807";
const BETA = "https://github.com/amzn/selling-partner-api-models/issues/4480";
const MD4010 = "https://github.com/amzn/selling-partner-api-docs/issues/713";
const MD9999 = "https://github.com/amzn/selling-partner-api-docs/issues/533";

export const api: readonly Signature[] = [
  {
    id: "MD1000",
    says: /\bMD(1000|9100|9999|5101|5110)\b/,
    means: [
      {
        reason: "grant/app-in-testing-mode",
        weight: 0.6,
        fix: "Add version=beta to the authorize URL while the application is Draft.",
        tell: "The app is not published.",
      },
      {
        reason: "redirect-uri/unregistered",
        weight: 0.4,
        fix: "Enter OAuth Login URI and OAuth Redirect URI in the app, and send one of them.",
      },
      { reason: "client/unknown", weight: 0.3, fix: "Send application_id amzn1.sp.solution..., not the client id." },
    ],
    page: MD9999,
    example: { text: "Error Code MD1000" },
  },
  {
    id: "MD4010",
    says: /\bMD4010\b/,
    means: [
      {
        reason: "request/wrong-environment",
        weight: 0.6,
        fix: "Authorize on the Seller Central of the region in which the application is registered.",
      },
      { reason: "grant/app-in-testing-mode", weight: 0.35, fix: "Use version=beta for a draft." },
    ],
    page: MD4010,
    example: { text: "Error Code MD4010" },
  },
  {
    id: "expired",
    says: /access token you provided has expired/i,
    means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh it: it lives one hour." }],
    page: CODE,
    example: {
      body: '{"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied.","details":"The access token you provided has expired."}]}',
      status: 403,
    },
  },
  {
    id: "malformed",
    says: /access token you provided is revoked, malformed or invalid/i,
    means: [
      { reason: "token/malformed", weight: 0.5, fix: "Send the LWA access token (Atza|...) in x-amz-access-token." },
      { reason: "token/revoked", weight: 0.4, fix: "Let the seller authorize again." },
    ],
    page: CODE,
    example: {
      body: '{"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied.","details":"The access token you provided is revoked, malformed or invalid."}]}',
      status: 403,
    },
  },
  {
    id: "missing-token",
    says: /Access token is missing in the request header/i,
    means: [{ reason: "token/absent", weight: 0.97, fix: "Send x-amz-access-token, not Authorization." }],
    page: CODE,
    example: {
      body: '{"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied.","details":"Access token is missing in the request header."}]}',
      status: 403,
    },
  },
  {
    id: "denied-resource",
    says: /Access to requested resource is denied/i,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.7,
        fix: "Give the application the role that the operation needs, and let the seller authorize again.",
      },
      {
        reason: "request/wrong-environment",
        weight: 0.35,
        fix: "Call the endpoint of the seller's region (na, eu, fe).",
      },
    ],
    page: BETA,
    example: {
      body: '{"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied.","details":""}]}',
      status: 403,
    },
  },
  {
    id: "quota",
    says: /QuotaExceeded|exceeded your quota for the requested resource/i,
    means: [{ reason: "server/rate-limited", weight: 0.97, fix: "Slow down to x-amzn-RateLimit-Limit." }],
    page: CODE,
    example: {
      body: '{"errors":[{"code":"QuotaExceeded","message":"You exceeded your quota for the requested resource."}]}',
      status: 429,
    },
  },
  {
    id: "denied",
    error: "access_denied",
    means: [{ reason: "user/denied", weight: 0.9, fix: "The user pressed Cancel: offer to begin again." }],
    page: BETA,
    example: { error: "access_denied" },
  },
];
