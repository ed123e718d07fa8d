/** node-oidc-provider: its descriptions, and the error_detail that only its log and its events show. */
import type { Dialect } from "./define.ts";
import { authorization } from "./oidc-provider/authorization.ts";
import { client } from "./oidc-provider/client.ts";
import { interaction } from "./oidc-provider/interaction.ts";
import { registration } from "./oidc-provider/registration.ts";
import { request } from "./oidc-provider/request.ts";
import { resource } from "./oidc-provider/resource.ts";
import { token } from "./oidc-provider/token.ts";

export const oidcProvider: Dialect = {
  provider: "oidc-provider",
  name: "node-oidc-provider",
  hosts: [],
  marks: [
    /\boidc-provider\b/,
    /\berror_detail\b/,
    /\/interaction\/[\w-]{21}\b/,
    /\bgrant request is invalid\b/,
    /\bSessionNotFound\b/,
  ],
  signatures: [...token, ...request, ...authorization, ...interaction, ...client, ...resource, ...registration],
  departures: [
    {
      says: 'Tells the client no more than "grant request is invalid"; the reason is error_detail of the grant.error event.',
      page: "https://github.com/panva/node-oidc-provider/blob/main/lib/helpers/errors.js",
    },
    {
      says: "Drops unknown scopes in silence and issues a refresh token only where offline_access comes with prompt=consent (web clients).",
      page: "https://github.com/panva/node-oidc-provider/blob/main/docs/README.md",
    },
  ],
};
