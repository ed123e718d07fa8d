/** PayPal: REST API tokens and Log in with PayPal. */
import type { Dialect } from "./define.ts";

const CLIENT = "https://developer.paypal.com/api/identity/v1/errors/invalid_client";
const TOKEN = "https://pastebin.com/gn7qSZ6B";
const AUTHN = "https://developer.paypal.com/api/payments/v2/errors/authentication_failure";
const AUTHZ = "https://developer.paypal.com/api/rest/troubleshooting/rest_not_authorized";
const DENIED = "https://developer.paypal.com/community/blog/paypal-api-error-permission-denied";
const BASIC = "https://pastebin.com/KzKKfuPV";

export const paypal: Dialect = {
  provider: "paypal",
  name: "PayPal",
  hosts: [
    "api.paypal.com",
    "api-m.paypal.com",
    "api.sandbox.paypal.com",
    "api-m.sandbox.paypal.com",
    "www.paypal.com",
    "www.sandbox.paypal.com",
  ],
  marks: [/paypal-debug-id|"debug_id"/i],
  signatures: [
    {
      id: "client",
      error: "invalid_client",
      means: [
        {
          reason: "request/wrong-environment",
          weight: 0.5,
          fix: "Send sandbox credentials to api-m.sandbox.paypal.com and live ones to api-m.paypal.com.",
        },
        {
          reason: "client-auth/secret-wrong",
          weight: 0.5,
          fix: "Copy Client ID and Secret of Apps & Credentials, of the same app and mode.",
        },
        {
          reason: "client-auth/secret-absent",
          weight: 0.25,
          fix: "Send Authorization: Basic base64(id:secret); Og== is two empty values.",
        },
      ],
      page: TOKEN,
      example: { error: "invalid_client", description: "Client Authentication failed", status: 401 },
    },
    {
      id: "grant-null",
      says: /Grant Type is NULL|unsupported grant_type|Missing grant_type/i,
      means: [
        {
          reason: "request/wrong-content-type",
          weight: 0.6,
          fix: "POST application/x-www-form-urlencoded with grant_type=client_credentials; JSON is not read.",
        },
        { reason: "request/parameter-absent", weight: 0.5, fix: "Send grant_type in the body." },
      ],
      page: BASIC,
      example: { error: "unsupported_grant_type", description: "Grant Type is NULL", status: 400 },
    },
    {
      id: "grant-type",
      error: "unsupported_grant_type",
      means: [
        {
          reason: "request/grant-type-unsupported",
          weight: 0.6,
          fix: "Use client_credentials, authorization_code or refresh_token.",
        },
        { reason: "request/wrong-content-type", weight: 0.4, fix: "POST a form." },
      ],
      page: BASIC,
      example: { error: "unsupported_grant_type", status: 400 },
    },
    {
      id: "invalid_token",
      says: /Token signature verification failed|token passed in was not found in the system|Access Token not found/i,
      means: [
        {
          reason: "request/wrong-environment",
          weight: 0.5,
          fix: "Use a sandbox token in the sandbox, a live one live.",
        },
        { reason: "token/malformed", weight: 0.4, fix: "Send the whole access_token after Bearer." },
        { reason: "token/expired", weight: 0.35, fix: "Get a new one: expires_in tells its life." },
      ],
      page: AUTHN,
      example: { error: "invalid_token", description: "Token signature verification failed", status: 401 },
    },
    {
      id: "authentication-failure",
      says: /AUTHENTICATION_FAILURE|missing authorization header, or invalid authentication credentials/i,
      means: [
        { reason: "token/absent", weight: 0.5, fix: "Send Authorization: Bearer <access token>." },
        { reason: "token/expired", weight: 0.4, fix: "Get a new token." },
        { reason: "request/wrong-environment", weight: 0.3, fix: "Sandbox and live do not mix." },
      ],
      page: AUTHN,
      example: {
        body: '{"name":"AUTHENTICATION_FAILURE","message":"Authentication failed due to missing authorization header, or invalid authentication credentials."}',
        status: 401,
      },
    },
    {
      id: "not-authorized",
      says: /NOT_AUTHORIZED|Authorization failed due to insufficient permissions/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.75,
          fix: "Switch the feature on under Apps & Credentials > your app > Features, then get a new token.",
        },
        { reason: "user/account-not-ready", weight: 0.25, fix: "The payee's account is not verified." },
      ],
      page: AUTHZ,
      example: {
        body: '{"name":"NOT_AUTHORIZED","message":"Authorization failed due to insufficient permissions."}',
        status: 403,
      },
    },
    {
      id: "permission-denied",
      says: /PERMISSION_DENIED|do not have permission to access or perform operations on this resource/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.7,
          fix: "Switch the feature on in the app, wait and get a new token: tokens are cached for hours.",
        },
        { reason: "grant/revoked-by-user", weight: 0.2, fix: "The seller has to consent to your platform." },
      ],
      page: DENIED,
      example: {
        body: '{"details":[{"issue":"PERMISSION_DENIED","description":"You do not have permission to access or perform operations on this resource."}]}',
        status: 403,
      },
    },
    {
      id: "relying-party",
      says: /Relying Party Validation/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.65,
          fix: "Enter the Return URL letter for letter under Apps & Credentials > your app > Log in with PayPal > Advanced.",
        },
        { reason: "client/unknown", weight: 0.3, fix: "Use the Client ID of that mode." },
        { reason: "scope/not-allowed-for-client", weight: 0.25, fix: "Tick the attributes that the scopes need." },
      ],
      page: CLIENT,
      example: { text: "Relying Party Validation error: Application data (redirect_uri, client_id) does not match" },
    },
    {
      id: "invalid_grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.4, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code at once." },
        {
          reason: "refresh-token/revoked",
          weight: 0.3,
          fix: "Let the user log in again.",
          tell: "grant_type is refresh_token.",
        },
      ],
      page: CLIENT,
      example: { error: "invalid_grant" },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.92, fix: "The user pressed Cancel: offer to begin again." }],
      page: CLIENT,
      example: { error: "access_denied" },
    },
    {
      id: "rate",
      says: /RATE_LIMIT_REACHED|Too many requests\. Blocked due to rate limiting/i,
      means: [{ reason: "server/rate-limited", weight: 0.95, fix: "Keep the token until it expires; slow down." }],
      page: AUTHN,
      example: {
        body: '{"name":"RATE_LIMIT_REACHED","message":"Too many requests. Blocked due to rate limiting."}',
        status: 429,
      },
    },
  ],
  departures: [{ says: "API errors are in name, message and details[].issue.", page: AUTHN }],
};
