/** ASP.NET Core's OAuth, OpenID Connect and JWT bearer handlers, and the IDX codes of Microsoft.IdentityModel. */

import { handlers } from "./aspnet/handlers.ts";
import { protocol } from "./aspnet/protocol.ts";
import { tokens } from "./aspnet/tokens.ts";
import type { Dialect } from "./define.ts";

export const aspnet: Dialect = {
  provider: "aspnet",
  name: "ASP.NET Core and Microsoft.IdentityModel",
  hosts: [],
  marks: [
    /\bIDX\d{5}\b/,
    /Microsoft\.(?:AspNetCore|IdentityModel)\./,
    /\/signin-oidc\b/,
    /\bAspNetCore\.Correlation\./,
  ],
  signatures: [...tokens, ...protocol, ...handlers],
};
