/** Okta: codes of the API (E0000...) and bearer errors. */
import type { Signature } from "../define.ts";

const PAGE = "https://developer.okta.com/docs/reference/error-codes/";

export const api: readonly Signature[] = [
  {
    id: "E0000004",
    says: /E0000004\b|^authentication failed$/im,
    means: [{ reason: "user/credentials-wrong", weight: 0.88, fix: "Check user name and password." }],
    page: PAGE,
    example: {
      body: '{"errorCode":"E0000004","errorSummary":"Authentication failed","errorLink":"E0000004","errorId":"oaeExample","errorCauses":[]}',
      status: 401,
    },
  },
  {
    id: "E0000005",
    says: /E0000005\b|^invalid session$/im,
    means: [{ reason: "grant/session-ended", weight: 0.9, fix: "Sign in again." }],
    page: PAGE,
    example: { body: '{"errorCode":"E0000005","errorSummary":"Invalid session"}', status: 403 },
  },
  {
    id: "E0000006",
    says: /E0000006\b|do not have permission to perform the requested action/i,
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
    says: /E0000007\b|resource not found: \S+ \(\w+\)|E0000008\b|requested path was not found/i,
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
    says: /E0000009\b|^internal server error$/im,
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
    says: /E0000011\b|invalid token provided/i,
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
    says: /E0000015\b|do not have permission to access the feature/i,
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
    says: /E0000021\b|accept and\/or content-type headers likely do not match/i,
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
    says: /E0000022\b|does not support the provided http method/i,
    means: [{ reason: "request/wrong-method", weight: 0.95, fix: "The token endpoint takes POST." }],
    page: PAGE,
    example: {
      body: '{"errorCode":"E0000022","errorSummary":"The endpoint does not support the provided HTTP method"}',
      status: 405,
    },
  },
  {
    id: "E0000047",
    says: /E0000047\b|api call exceeded rate limit/i,
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
    says: /E0000069\b|E0000119\b|user account is locked|^user locked$/im,
    means: [{ reason: "user/account-not-ready", weight: 0.94, fix: "Unlock the user in Directory > People." }],
    page: PAGE,
    example: { body: '{"errorCode":"E0000069","errorSummary":"User Locked"}', status: 403 },
  },
  {
    id: "E0000003",
    says: /E0000003\b|request body was not well-formed/i,
    means: [
      { reason: "request/malformed", weight: 0.85, fix: "Send a well-formed body of the type that Content-Type says." },
    ],
    page: PAGE,
    example: { body: '{"errorCode":"E0000003","errorSummary":"The request body was not well-formed."}', status: 400 },
  },
  {
    id: "E0000001",
    says: /E0000001\b|api validation failed: \w+/i,
    means: [{ reason: "registration/metadata-invalid", weight: 0.6, fix: "Correct the field in errorCauses." }],
    page: PAGE,
    example: { body: '{"errorCode":"E0000001","errorSummary":"Api validation failed: redirect_uris"}', status: 400 },
  },
  {
    id: "access-token-invalid",
    error: "invalid_token",
    says: /(?:access )?token is (?:invalid|expired|invalid or has expired)/i,
    means: [
      { reason: "token/expired", weight: 0.55, fix: "Get a new access token, from the server that the API expects." },
    ],
    page: PAGE,
    example: { error: "invalid_token", description: "The access token is invalid." },
  },
];
