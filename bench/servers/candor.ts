/**
 * Candor on durable SQLite, or where DATABASE_URL says so on PostgreSQL, made by its public interface from the build in dist/ (the pages are JSX, which Node does not
 * run as it is), with its defaults wherever the scenarios do not need otherwise.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { CandorOptions } from "../../src/index.ts";
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
} from "../world.ts";
import { type Announcement, NotBuilt, serve } from "./serve.ts";

const LIFETIME = 3600;

function configOf(issuer: string, port: number, data: string): CandorOptions["config"] {
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

/** Starts Candor with its data in `directory`. The user's account is made later, by the one-time link that is announced. */
async function startCandor(directory: string): Promise<Announcement> {
  const { createCandor } = await built();
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const candor = await createCandor({ config: configOf(issuer, port, directory) });
  await candor.listen();
  const path = await candor.inviteFirstOperator();
  return { port, ...(path !== undefined && { invitation: `${issuer}${path}` }) };
}

async function built(): Promise<typeof import("../../src/index.ts")> {
  const address = new URL("../../dist/index.js", import.meta.url).href;
  try {
    return await import(address);
  } catch (error) {
    if ((error as { code?: string; url?: string }).url !== address) throw error;
    throw new NotBuilt("dist/index.js is missing; npm run build makes it");
  }
}

/** The issuer, which holds the port, must be known before the server listens. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

await serve(startCandor);
