/** node-oidc-provider: what is said of requests. */
import type { Signature } from "../define.ts";

const ERRORS = "https://github.com/panva/node-oidc-provider/blob/main/lib/helpers/errors.js";

export const request: readonly Signature[] = [
  {
    id: "content-type",
    says: /only .* content-type bodies are supported on/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-content-type",
        weight: 0.97,
        fix: "Send the body as application/x-www-form-urlencoded (JSON at the registration endpoint).",
      },
    ],
    page: ERRORS,
    example: {
      error: "invalid_request",
      description: "only application/x-www-form-urlencoded content-type bodies are supported on POST /token",
    },
  },
  {
    id: "body",
    says: /failed to parse the request body/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-content-type",
        weight: 0.6,
        fix: "Send a form body, and put no body parser before the provider.",
      },
    ],
    page: ERRORS,
    example: { error: "invalid_request", description: "failed to parse the request body" },
  },
  {
    id: "twice",
    says: /parameters? must not be provided twice/i,
    means: [{ reason: "request/parameter-repeated", weight: 0.97, fix: "Send each parameter once." }],
    page: ERRORS,
    example: { error: "invalid_request", description: "'scope' parameter must not be provided twice" },
  },
  {
    id: "verifier-missing",
    says: /missing required parameters? '?code_verifier/i,
    means: [{ reason: "pkce/verifier-missing", weight: 0.95, fix: "Send code_verifier in the token request." }],
    page: ERRORS,
    example: { error: "invalid_request", description: "missing required parameter 'code_verifier'" },
  },
];
