/** LinkedIn: OAuth at www.linkedin.com and the REST API. */
import type { Dialect } from "./define.ts";
import { api } from "./linkedin/api.ts";
import { oauth } from "./linkedin/oauth.ts";

const FLOW =
  "https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow?context=linkedin/context";
const MISMATCH = "https://taourl.com/read-2675429.html";

export const linkedin: Dialect = {
  provider: "linkedin",
  name: "LinkedIn",
  hosts: ["www.linkedin.com", "linkedin.com", "api.linkedin.com"],
  marks: [/serviceErrorCode/, /\/oauth\/v2\/accessToken/],
  signatures: [...oauth, ...api],
  departures: [
    { says: "A code that is refused is invalid_request, not invalid_grant.", page: MISMATCH },
    { says: "Granted scopes are joined by commas in the response.", page: FLOW },
  ],
};
