/** Duende IdentityServer and IdentityServer4: the responses, and the log lines that tell what they mean. */
import type { Dialect } from "./define.ts";
import { authorization } from "./identityserver/authorization.ts";
import { log } from "./identityserver/log.ts";
import { token } from "./identityserver/token.ts";

export const identityserver: Dialect = {
  provider: "identityserver",
  name: "Duende IdentityServer / IdentityServer4",
  hosts: ["demo.duendesoftware.com", "demo.identityserver.io"],
  marks: [
    /\bIdentityServer4?\./,
    /Duende\.IdentityServer/,
    /\/connect\/(?:authorize|token|userinfo|endsession|introspect|deviceauthorization)\b/,
    /\/home\/error\?errorId=/i,
    /\/Account\/Login\?ReturnUrl=%2Fconnect/i,
  ],
  signatures: [...authorization, ...log, ...token],
  departures: [
    {
      says: "Returns invalid_grant, invalid_client and invalid_scope without a description: the reason is in its log alone.",
      page: "https://github.com/DuendeSoftware/IdentityServer/blob/main/src/IdentityServer/Validation/Default/TokenRequestValidator.cs",
    },
    {
      says: "Shows a wrong client or redirect URI on its own error page as unauthorized_client or invalid_request, never by redirect.",
      page: "https://github.com/DuendeSoftware/IdentityServer/blob/main/src/IdentityServer/Validation/Default/AuthorizeRequestValidator.cs",
    },
  ],
};
