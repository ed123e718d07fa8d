/** node-oidc-provider: what is said of clients and their authentication. */
import type { Signature } from "../define.ts";

const CLIENT = "https://github.com/panva/node-oidc-provider/blob/main/lib/shared/client_auth.js";
const ASSERTION = "https://github.com/panva/node-oidc-provider/blob/main/lib/shared/jwt_client_auth.js";

export const client: readonly Signature[] = [
  {
    id: "mechanism",
    says: /authentication mechanism does not match the registered client authentication method|client_secret must be provided in the Authorization header|client_secret must be provided in the body/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/method-mismatch",
        weight: 0.97,
        fix: "Set the client's token_endpoint_auth_method to what you send, or the other way round; the default is client_secret_basic.",
      },
    ],
    page: CLIENT,
    example: {
      error: "invalid_client",
      description: "client authentication failed",
      text: "error_detail: the provided authentication mechanism does not match the registered client authentication method",
    },
  },
  {
    id: "no-mechanism",
    says: /no client authentication mechanism provided/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-absent",
        weight: 0.95,
        fix: "Send the client's credentials; a public client sends client_id and has token_endpoint_auth_method none.",
      },
    ],
    page: CLIENT,
    example: { error: "invalid_request", description: "no client authentication mechanism provided" },
  },
  {
    id: "one-mechanism",
    says: /client authentication must only be provided using one mechanism/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/repeated",
        weight: 0.97,
        fix: "Send the secret in the header or in the body, not in both.",
      },
    ],
    page: CLIENT,
    example: {
      error: "invalid_request",
      description: "client authentication must only be provided using one mechanism",
    },
  },
  {
    id: "id-mismatch",
    says: /\bclient_id mismatch\b|mismatch in body and authorization client ids/i,
    distinctive: true,
    means: [{ reason: "client-auth/repeated", weight: 0.6, fix: "Send the same client_id in body and header." }],
    page: CLIENT,
    example: { error: "invalid_request", description: "mismatch in body and authorization client ids" },
  },
  {
    id: "basic-encoding",
    says: /client_id and client_secret in the authorization header are not properly encoded/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-encoding",
        weight: 0.97,
        fix: "Form-encode id and secret before the Basic header is made.",
      },
    ],
    page: CLIENT,
    example: {
      error: "invalid_request",
      description: "client_id and client_secret in the authorization header are not properly encoded",
    },
  },
  {
    id: "secret",
    says: /invalid secret provided/i,
    distinctive: true,
    means: [
      { reason: "client-auth/secret-wrong", weight: 0.97, fix: "Compare the secret with the client's client_secret." },
    ],
    page: CLIENT,
    example: {
      error: "invalid_client",
      description: "client authentication failed",
      text: "error_detail: invalid secret provided",
    },
  },
  {
    id: "secret-expired",
    says: /could not authenticate the client - its client secret (?:is|has) expired|client_secret expired at/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-expired",
        weight: 0.97,
        fix: "Issue a new secret and set client_secret_expires_at.",
      },
    ],
    page: CLIENT,
    example: {
      error: "invalid_client",
      description: "could not authenticate the client - its client secret is expired",
    },
  },
  {
    id: "not-found",
    says: /error_detail\W+client not found/i,
    distinctive: true,
    means: [
      { reason: "client/unknown", weight: 0.95, fix: "Check the client id against the configuration and the adapter." },
    ],
    page: CLIENT,
    example: {
      error: "invalid_client",
      description: "client authentication failed",
      text: "error_detail: client not found",
    },
  },
  {
    id: "assertion-audience",
    says: /audience \(aud\) must (?:equal|include) the endpoint|audience \(aud\) must include/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/assertion-wrong-audience",
        weight: 0.97,
        fix: "Set aud of the assertion to the issuer identifier.",
      },
    ],
    page: ASSERTION,
    example: {
      error: "invalid_client",
      description: "client authentication failed",
      text: "error_detail: audience (aud) must equal the endpoint url, issuer identifier or token endpoint url",
    },
  },
  {
    id: "assertion",
    says: /client assertion tokens must only be used once|must be (?:provided|specified) in the client_assertion JWT|iss \(JWT issuer\) must be the client_id|error_detail\W+alg mismatch|invalid client_assertion format|client_assertion_type must/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.92,
        fix: "Set iss and sub to the client id, add exp and a fresh jti, and sign with the registered key and algorithm.",
      },
    ],
    page: ASSERTION,
    example: {
      error: "invalid_client",
      description: "client authentication failed",
      text: "error_detail: client assertion tokens must only be used once",
    },
  },
  {
    id: "failed",
    error: "invalid_client",
    says: /client authentication failed/i,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.5,
        fix: "Compare the secret; error_detail in the log says more.",
      },
      {
        reason: "client-auth/method-mismatch",
        weight: 0.45,
        fix: "Check the client's token_endpoint_auth_method; the default is client_secret_basic.",
        tell: "The request has the secret in the body, or none.",
      },
      { reason: "client/unknown", weight: 0.35, fix: "Check the client id." },
    ],
    page: CLIENT,
    example: { error: "invalid_client", description: "client authentication failed" },
  },
];
