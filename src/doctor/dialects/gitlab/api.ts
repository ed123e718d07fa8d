/** GitLab: its Doorkeeper messages, on gitlab.com and on self-hosted instances: api. */
import type { Signature } from "../define.ts";

const API = "https://github.com/gitlabhq/gitlabhq/blob/master/lib/api/api_guard.rb";

export const api: readonly Signature[] = [
  {
    id: "expired",
    says: /Token is expired\. You can either do re-authorization or token refresh|The access token expired/i,
    means: [{ reason: "token/expired", weight: 0.96, fix: "Refresh it: access tokens live two hours." }],
    page: API,
    example: {
      body: '{"error":"invalid_token","error_description":"Token is expired. You can either do re-authorization or token refresh."}',
      status: 401,
    },
  },
  {
    id: "revoked",
    says: /Token was revoked\. You have to re-authorize|The access token was revoked/i,
    means: [
      {
        reason: "token/revoked",
        weight: 0.85,
        fix: "Send the user through /oauth/authorize again; a refresh ends the older access token as well.",
      },
      {
        reason: "refresh-token/reused",
        weight: 0.2,
        fix: "Use the access token of the last refresh.",
        tell: "The token was refreshed since.",
      },
    ],
    page: API,
    example: {
      body: '{"error":"invalid_token","error_description":"Token was revoked. You have to re-authorize from the user."}',
      status: 401,
    },
  },
  {
    id: "insufficient",
    error: "insufficient_scope",
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.95,
        fix: "Ask for the scope named in scope (api, read_api, ...) and authorize again.",
      },
    ],
    page: API,
    example: {
      error: "insufficient_scope",
      description: "The request requires higher privileges than provided by the access token.",
      status: 403,
    },
  },
  {
    id: "unauthorized-api",
    says: /401 Unauthorized/,
    status: 401,
    means: [
      {
        reason: "token/absent",
        weight: 0.5,
        fix: "Send Authorization: Bearer <token>, or PRIVATE-TOKEN for a personal one.",
      },
      { reason: "token/unknown", weight: 0.4, fix: "Use a token of this very instance." },
    ],
    page: API,
    example: { body: '{"message":"401 Unauthorized"}', status: 401 },
  },
  {
    id: "unconfirmed",
    says: /(confirm your (email|account)|not (confirmed|active)).{0,60}|must accept the Terms of Service/i,
    means: [
      {
        reason: "user/account-not-ready",
        weight: 0.75,
        fix: "The user confirms the e-mail address or accepts the terms in GitLab first.",
      },
    ],
    page: API,
    example: { text: "You have to confirm your email address before continuing." },
  },
];
