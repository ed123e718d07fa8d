/** ZITADEL: what the authorization endpoint says. */
import type { Signature } from "../define.ts";

const AUTH = "https://github.com/zitadel/oidc/blob/main/pkg/op/auth_request.go";

export const authorization: readonly Signature[] = [
  {
    id: "redirect-uri",
    says: /requested redirect_uri is missing in the client configuration/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.97,
        fix: "Add the exact URI under Redirect Settings of the application; http needs Development Mode.",
      },
    ],
    page: AUTH,
    example: {
      error: "invalid_request",
      description:
        "The requested redirect_uri is missing in the client configuration. If you have any questions, you may contact the administrator of the application.",
    },
  },
  {
    id: "redirect-http",
    says: /client's redirect_uri is (?:http|using a custom schema) and is not allowed/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/not-allowed",
        weight: 0.96,
        fix: "Use https, or set the application to Native or to Development Mode.",
      },
    ],
    page: AUTH,
    example: {
      error: "invalid_request",
      description:
        "This client's redirect_uri is http and is not allowed. If you have any questions, you may contact the administrator of the application.",
    },
  },
  {
    id: "redirect-absent",
    says: /redirect_uri is missing in the request|\bredirect_uri missing\b/i,
    distinctive: true,
    means: [{ reason: "request/parameter-absent", weight: 0.97, fix: "Send redirect_uri." }],
    page: AUTH,
    example: {
      error: "invalid_request",
      description: "The redirect_uri is missing in the request. Please ensure it is added to the request.",
    },
  },
  {
    id: "client",
    says: /unable to retrieve client by id|Errors\.App\.NotFound|No client found|App not found/i,
    distinctive: true,
    means: [
      {
        reason: "client/unknown",
        weight: 0.93,
        fix: "Copy the Client ID of the application, of this instance; look whether it is deactivated.",
      },
    ],
    page: AUTH,
    example: { error: "invalid_request", description: "unable to retrieve client by id" },
  },
  {
    id: "scope",
    says: /scope of your request is missing/i,
    distinctive: true,
    means: [{ reason: "scope/missing", weight: 0.98, fix: "Send scope with openid." }],
    page: AUTH,
    example: {
      error: "invalid_request",
      description: "The scope of your request is missing. Please ensure some scopes are requested.",
    },
  },
  {
    id: "response-type-client",
    says: /requested response type is missing in the client configuration/i,
    distinctive: true,
    means: [
      {
        reason: "client/response-type-not-allowed",
        weight: 0.98,
        fix: "Turn the response type on in the application's OIDC configuration.",
      },
    ],
    page: AUTH,
    example: {
      error: "unauthorized_client",
      description: "The requested response type is missing in the client configuration.",
    },
  },
  {
    id: "response-type",
    says: /response type is missing in your request/i,
    distinctive: true,
    means: [{ reason: "request/parameter-absent", weight: 0.98, fix: "Send response_type=code." }],
    page: AUTH,
    example: { error: "invalid_request", description: "The response type is missing in your request." },
  },
  {
    id: "prompt",
    says: /prompt parameter `none` must only be used as a single value/i,
    distinctive: true,
    means: [{ reason: "request/parameter-rejected", weight: 0.98, fix: "Send prompt=none alone." }],
    page: AUTH,
    example: {
      error: "invalid_request",
      description: "The prompt parameter `none` must only be used as a single value",
    },
  },
  {
    id: "hint",
    says: /id_token_hint is invalid/i,
    means: [{ reason: "user/login-required", weight: 0.75, fix: "Repeat the request without the hint." }],
    page: AUTH,
    example: {
      error: "login_required",
      description:
        "The id_token_hint is invalid. If you have any questions, you may contact the administrator of the application.",
    },
  },
  {
    id: "interaction",
    says: /user may be not logged in and\/or additional interaction is required/i,
    distinctive: true,
    means: [{ reason: "user/login-required", weight: 0.8, fix: "Repeat the request without prompt=none." }],
    page: AUTH,
    example: {
      error: "interaction_required",
      description: "Unfortunately, the user may be not logged in and/or additional interaction is required.",
    },
  },
];
