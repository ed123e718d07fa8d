/** monday.com: OAuth and the GraphQL API. */
import type { Dialect } from "./define.ts";

const DOC = "https://developer.monday.com/apps/docs/oauth";

export const monday: Dialect = {
  provider: "monday",
  name: "monday.com",
  hosts: ["auth.monday.com", "api.monday.com", "mcp.monday.com"],
  signatures: [
    {
      id: "client",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.6,
          fix: "Copy Client ID and Client Secret of Basic Information.",
        },
      ],
      page: DOC,
      example: { error: "invalid_client" },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.45, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code within ten minutes." },
      ],
      page: DOC,
      example: { error: "invalid_grant" },
    },
    {
      id: "scope",
      says: /UserUnauthorizedException|User unauthorized to perform action|missingRequiredPermissions|Unauthorized field or type/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.8,
          fix: "Tick the scope under OAuth > Scopes and let the user authorize again.",
        },
      ],
      page: DOC,
      example: {
        body: '{"error_code":"UserUnauthorizedException","error_message":"User unauthorized to perform action","status_code":403}',
        status: 403,
      },
    },
    {
      id: "auth",
      says: /Not Authenticated/i,
      means: [
        { reason: "token/absent", weight: 0.5, fix: "Send the token in Authorization." },
        { reason: "grant/revoked-by-user", weight: 0.4, fix: "Install the app again." },
      ],
      page: DOC,
      example: { body: '{"errors":["Not Authenticated"]}', status: 401 },
    },
    {
      id: "rate",
      says: /ComplexityException|Complexity budget exhausted|Rate Limit Exceeded/i,
      means: [{ reason: "server/rate-limited", weight: 0.95, fix: "Wait for the seconds that it names." }],
      page: DOC,
      example: {
        body: '{"error_code":"ComplexityException","error_message":"Complexity budget exhausted"}',
        status: 429,
      },
    },
  ],
};
