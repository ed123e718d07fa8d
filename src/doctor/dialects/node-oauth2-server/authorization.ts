/** node-oauth2-server: what the authorization endpoint says. */
import type { Signature } from "../define.ts";

const AUTHORIZE = "https://github.com/node-oauth/node-oauth2-server/blob/master/lib/handlers/authorize-handler.js";

export const authorization: readonly Signature[] = [
  {
    id: "response-type",
    says: /Unsupported response type: `response_type` is not supported/i,
    distinctive: true,
    means: [{ reason: "request/response-type-unsupported", weight: 0.95, fix: "Send response_type=code." }],
    page: AUTHORIZE,
    example: {
      error: "unsupported_response_type",
      description: "Unsupported response type: `response_type` is not supported",
    },
  },
  {
    id: "denied",
    says: /Access denied: user denied access to application/i,
    distinctive: true,
    means: [
      { reason: "user/denied", weight: 0.95, fix: "Offer the sign-in again; the request carried allowed=false." },
    ],
    page: AUTHORIZE,
    example: { error: "access_denied", description: "Access denied: user denied access to application" },
  },
];
