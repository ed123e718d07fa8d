/** Dex: what the authorization endpoint says. */
import type { Signature } from "../define.ts";

const SERVER = "https://github.com/dexidp/dex/tree/master/server";

export const authorization: readonly Signature[] = [
  {
    id: "response-type",
    says: /(?:Unsupported|Invalid) response type "/i,
    distinctive: true,
    means: [
      {
        reason: "request/response-type-unsupported",
        weight: 0.93,
        fix: "Send response_type=code, or set oauth2.responseTypes.",
      },
    ],
    page: SERVER,
    example: { error: "unsupported_response_type", description: 'Unsupported response type "token"' },
  },
  {
    id: "response-type-absent",
    says: /No response_type provided/i,
    distinctive: true,
    means: [{ reason: "request/parameter-absent", weight: 0.98, fix: "Send response_type=code." }],
    page: SERVER,
    example: { error: "invalid_request", description: "No response_type provided" },
  },
  {
    id: "nonce",
    says: /Response type 'token' requires a 'nonce' value/i,
    distinctive: true,
    means: [{ reason: "request/nonce-missing", weight: 0.98, fix: "Send a nonce." }],
    page: SERVER,
    example: { error: "invalid_request", description: "Response type 'token' requires a 'nonce' value." },
  },
  {
    id: "connector",
    says: /Connector not allowed for this client|Invalid ConnectorID|Requested connector does not exist/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.85,
        fix: "Send the id of a connector that the client may use.",
      },
    ],
    page: SERVER,
    example: { error: "invalid_request", description: "Connector not allowed for this client" },
  },
  {
    id: "session",
    says: /User session (?:error|has expired)\./i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.85,
        fix: "Begin the sign-in again at the application; share storage between instances.",
      },
    ],
    page: SERVER,
    example: { text: "Bad Request: User session error." },
  },
  {
    id: "login",
    error: "login_required",
    says: /User not authenticated|id_token_hint does not match/i,
    means: [{ reason: "user/login-required", weight: 0.93, fix: "Repeat without prompt=none." }],
    page: SERVER,
    example: { error: "login_required", description: "User not authenticated" },
  },
  {
    id: "password",
    error: "access_denied",
    says: /Invalid username or password/i,
    means: [{ reason: "user/credentials-wrong", weight: 0.97, fix: "Check user name and password." }],
    page: SERVER,
    example: { error: "access_denied", description: "Invalid username or password" },
  },
  {
    id: "bearer",
    says: /Invalid bearer token\./i,
    distinctive: true,
    means: [{ reason: "token/malformed", weight: 0.5, fix: "Send an unexpired ID or access token of this issuer." }],
    page: SERVER,
    example: { error: "access_denied", description: "Invalid bearer token." },
  },
  {
    id: "grant",
    says: /Requested connector does not support this grant type/i,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.7,
        fix: "Set oauth2.passwordConnector to a connector with passwords.",
      },
    ],
    page: SERVER,
    example: { text: "Requested connector does not support this grant type." },
  },
];
