/** OpenIddict: every refusal has an ID of its own, which its error_uri carries. */
import type { Dialect } from "./define.ts";
import { authorization } from "./openiddict/authorization.ts";
import { clientside } from "./openiddict/clientside.ts";
import { request } from "./openiddict/request.ts";
import { resource } from "./openiddict/resource.ts";
import { token } from "./openiddict/token.ts";

export const openiddict: Dialect = {
  provider: "openiddict",
  name: "OpenIddict",
  hosts: [],
  marks: [/documentation\.openiddict\.com\/errors\//, /\bOpenIddict\b/, /\bID2\d{3}\b/],
  signatures: [...authorization, ...token, ...request, ...clientside, ...resource],
  departures: [
    {
      says: "Every endpoint, grant, response type and scope needs a permission of its own on the application; without it even a right request is refused.",
      page: "https://documentation.openiddict.com/configuration/application-permissions",
    },
    {
      says: "Dates tokens by the server's encryption and signing keys: the development certificates and ephemeral keys of one machine are not those of another.",
      page: "https://documentation.openiddict.com/configuration/encryption-and-signing-credentials",
    },
  ],
};
