/** What Candor is configured with: its defaults, wherever the scenarios do not need otherwise. */
import type { CandorOptions } from "../../../src/index.ts";
import {
  EXCHANGER,
  JWT_API,
  JWT_SERVICE,
  OPAQUE_API,
  PUBLIC_KEY,
  RESOURCE_SERVER,
  SERVICE,
  SIGNER,
  WEB,
} from "../../world.ts";

const LIFETIME = 3600;

export function configOf(issuer: string, port: number, data: string): CandorOptions["config"] {
  const grantTypes = ["client_credentials" as const];
  return {
    issuer,
    port,
    data,
    accessTokenLifetime: LIFETIME,
    // The peer logs nothing; at info Candor logs a line for each refusal.
    logLevel: "warn",
    apis: [
      { resource: OPAQUE_API.resource, name: "Reports", tokens: "opaque", lifetime: LIFETIME },
      { resource: JWT_API.resource, name: "Orders", tokens: "jwt", alg: "ES256", lifetime: LIFETIME },
    ],
    scopes: [
      { name: OPAQUE_API.scope, description: "Read your reports", api: OPAQUE_API.resource },
      { name: JWT_API.scope, description: "Read your orders", api: JWT_API.resource },
    ],
    clients: [
      { id: SERVICE.id, secrets: [{ value: SERVICE.secret }], grantTypes, scopes: [OPAQUE_API.scope] },
      { id: JWT_SERVICE.id, secrets: [{ value: JWT_SERVICE.secret }], grantTypes, scopes: [JWT_API.scope] },
      {
        id: RESOURCE_SERVER.id,
        secrets: [{ value: RESOURCE_SERVER.secret }],
        grantTypes: [],
        introspects: [OPAQUE_API.resource],
        introspectionAlg: "ES256",
      },
      {
        id: WEB.id,
        secrets: [{ value: WEB.secret }],
        grantTypes: ["authorization_code", "refresh_token"],
        redirectUris: [WEB.redirectUri],
        scopes: ["openid", "offline_access", OPAQUE_API.scope],
        idTokenAlg: "ES256",
      },
      {
        id: SIGNER.id,
        authMethods: ["private_key_jwt"],
        jwks: { keys: [PUBLIC_KEY] },
        grantTypes,
        scopes: [OPAQUE_API.scope],
      },
      {
        id: EXCHANGER.id,
        secrets: [{ value: EXCHANGER.secret }],
        grantTypes: ["urn:ietf:params:oauth:grant-type:token-exchange"],
        scopes: [OPAQUE_API.scope],
        tokenExchange: { subjects: [WEB.id] },
      },
    ],
  };
}
