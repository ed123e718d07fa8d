/** Okta: codes of the API (E0000...) and bearer errors. */
import type { Signature } from "../define.ts";

const PAGE = "https://developer.okta.com/docs/reference/error-codes/";

export const api: readonly Signature[] = [
  {
    id: "E0000004",
    error: "E0000004",
    distinctive: true,
    means: [{ reason: "user/credentials-wrong", weight: 0.88, fix: "Check user name and password." }],
    page: PAGE,
    example: {
      body: '{"errorCode":"E0000004","errorSummary":"Authentication failed","errorLink":"E0000004","errorId":"oaeExample","errorCauses":[]}',
      status: 401,
    },
  },
  {
    id: "E0000005",
    error: "E0000005",
    distinctive: true,
    means: [{ reason: "grant/session-ended", weight: 0.9, fix: "Sign in again." }],
    page: PAGE,
    example: { body: '{"errorCode":"E0000005","errorSummary":"Invalid session"}', status: 403 },
  },
  {
    id: "E0000006",
    error: "E0000006",
    distinctive: true,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.7,
        fix: "Grant the okta.* scope to the app and an admin role to the app or user that calls.",
      },
    ],
    page: PAGE,
    example: {
      body: '{"errorCode":"E0000006","errorSummary":"You do not have permission to perform the requested action"}',
      status: 403,
    },
  },
  {
    id: "E0000007",
    error: ["E0000007", "E0000008"],
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.85,
        fix: "Check the domain and the authorization server id in the path (/oauth2/{id}/v1/...); -admin domains have no OAuth endpoints.",
      },
    ],
    page: PAGE,
    example: {
      body: '{"errorCode":"E0000007","errorSummary":"Not found: Resource not found: default (AuthorizationServer)"}',
      status: 404,
    },
  },
  {
    id: "E0000009",
    error: "E0000009",
    distinctive: true,
    means: [
      {
        reason: "server/fault",
        weight: 0.9,
        fix: "Try again; look at status.okta.com and give the errorId to support.",
      },
    ],
    page: PAGE,
    example: { body: '{"errorCode":"E0000009","errorSummary":"Internal Server Error"}', status: 500 },
  },
  {
    id: "E0000011",
    error: "E0000011",
    distinctive: true,
    means: [
      {
        reason: "token/expired",
        weight: 0.4,
        fix: "Get a new access token; an SSWS API token dies after 30 days without use.",
      },
      {
        reason: "token/malformed",
        weight: 0.4,
        fix: "Send Authorization: Bearer for OAuth tokens, SSWS for API tokens.",
        tell: "The scheme does not fit the token.",
      },
      {
        reason: "token/wrong-audience",
        weight: 0.35,
        fix: "For the Okta API use a token of the org server (/oauth2/v1), not of /oauth2/default.",
        tell: "aud of the token is api://default.",
      },
    ],
    page: PAGE,
    example: { body: '{"errorCode":"E0000011","errorSummary":"Invalid token provided"}', status: 401 },
  },
  {
    id: "E0000015",
    error: "E0000015",
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.6,
        fix: "Custom authorization servers need API Access Management: use the org server (/oauth2/v1) or have the feature switched on.",
      },
    ],
    page: PAGE,
    example: {
      body: '{"errorCode":"E0000015","errorSummary":"You do not have permission to access the feature you are requesting"}',
      status: 401,
    },
  },
  {
    id: "E0000021",
    error: "E0000021",
    distinctive: true,
    means: [
      {
        reason: "request/wrong-content-type",
        weight: 0.95,
        fix: "Send Content-Type: application/x-www-form-urlencoded and Accept: application/json.",
      },
    ],
    page: PAGE,
    example: {
      body: '{"errorCode":"E0000021","errorSummary":"Bad request.  Accept and/or Content-Type headers likely do not match supported values."}',
      status: 400,
    },
  },
  {
    id: "E0000022",
    error: "E0000022",
    distinctive: true,
    means: [{ reason: "request/wrong-method", weight: 0.95, fix: "The token endpoint takes POST." }],
    page: PAGE,
    example: {
      body: '{"errorCode":"E0000022","errorSummary":"The endpoint does not support the provided HTTP method"}',
      status: 405,
    },
  },
  {
    id: "E0000047",
    error: "E0000047",
    distinctive: true,
    means: [
      { reason: "server/rate-limited", weight: 0.97, fix: "Wait until x-rate-limit-reset, and cache tokens and keys." },
    ],
    page: PAGE,
    example: {
      body: '{"errorCode":"E0000047","errorSummary":"API call exceeded rate limit due to too many requests."}',
      status: 429,
    },
  },
  {
    id: "E0000069",
    error: ["E0000069", "E0000119"],
    distinctive: true,
    means: [{ reason: "user/account-not-ready", weight: 0.94, fix: "Unlock the user in Directory > Users." }],
    page: PAGE,
    example: { body: '{"errorCode":"E0000069","errorSummary":"User Locked"}', status: 403 },
  },
  {
    id: "E0000003",
    error: "E0000003",
    distinctive: true,
    means: [
      { reason: "request/malformed", weight: 0.85, fix: "Send a well-formed body of the type that Content-Type says." },
    ],
    page: PAGE,
    example: { body: '{"errorCode":"E0000003","errorSummary":"The request body was not well-formed."}', status: 400 },
  },
  {
    id: "E0000001",
    error: "E0000001",
    distinctive: true,
    means: [{ reason: "registration/metadata-invalid", weight: 0.6, fix: "Correct the field in errorCauses." }],
    page: PAGE,
    example: { body: '{"errorCode":"E0000001","errorSummary":"Api validation failed: redirect_uris"}', status: 400 },
  },
];
