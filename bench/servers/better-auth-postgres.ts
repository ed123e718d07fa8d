/** Better Auth with its OAuth provider plugin, on PostgreSQL, in the empty database that DATABASE_URL names. */
import { hash } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { oauthProvider, oauthProviderOpenIdConfigMetadata } from "@better-auth/oauth-provider";
import { type BetterAuthOptions, type BetterAuthPlugin, betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { jwt } from "better-auth/plugins";
import pg from "pg";
import {
  type BenchClient,
  JWT_API,
  JWT_SERVICE,
  OPAQUE_API,
  PERSON,
  PUBLIC_KEY,
  RESOURCE_SERVER,
  SERVICE,
  SIGNER,
  WEB,
} from "../world.ts";
import { listen, serve } from "./serve.ts";

const CLIENTS = [
  service(SERVICE, OPAQUE_API.scope),
  service(JWT_SERVICE, JWT_API.scope),
  service(RESOURCE_SERVER, OPAQUE_API.scope),
  {
    ...service(WEB),
    scopes: ["openid", "offline_access", OPAQUE_API.scope],
    redirectUris: [WEB.redirectUri],
    grantTypes: ["authorization_code", "refresh_token"],
    responseTypes: ["code"],
    requirePKCE: true,
  },
  {
    ...service({ ...SIGNER, secret: "" }, OPAQUE_API.scope),
    clientSecret: null,
    tokenEndpointAuthMethod: "private_key_jwt",
    jwks: JSON.stringify({ keys: [{ ...PUBLIC_KEY, alg: "ES256", use: "sig" }] }),
  },
];

/** Its production settings but for what Candor does not do either: no limits of rates, keys of signatures in the clear. */
const optionsOf = (issuer: string) =>
  ({
    baseURL: issuer,
    basePath: "/auth",
    secret: "bench-secret-that-only-ever-sees-benches",
    database: new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 }),
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: "error" },
    advanced: { useSecureCookies: false },
    plugins: [
      jwt({
        jwks: { keyPairConfig: { alg: "ES256" }, disablePrivateKeyEncryption: true },
        jwt: { issuer },
        disableSettingJwtHeader: true,
      }),
      oauthProvider({
        loginPage: "/login",
        consentPage: "/consent",
        scopes: ["openid", "offline_access", OPAQUE_API.scope, JWT_API.scope],
        resources: [{ identifier: JWT_API.resource, allowedScopes: [JWT_API.scope], signingAlgorithm: "ES256" }],
        enforcePerClientResources: false,
        cachedTrustedClients: new Set(CLIENTS.map(({ clientId }) => clientId)),
        // What it is by its own types, but not with exactOptionalPropertyTypes.
      }) as object as BetterAuthPlugin,
    ],
  }) satisfies BetterAuthOptions;

const credentials = { email: `${PERSON.username}@bench.example`, password: PERSON.password };

async function start(issuer: string): Promise<RequestListener> {
  const options = optionsOf(issuer);
  await (await getMigrations(options)).runMigrations();
  const auth = betterAuth(options);
  await auth.api.signUpEmail({ body: { ...credentials, name: PERSON.username } });
  const { adapter } = await auth.$context;
  for (const data of CLIENTS) await adapter.create({ model: "oauthClient", data });
  const handle = toNodeHandler(auth);
  const metadata = oauthProviderOpenIdConfigMetadata(auth as never);

  /** Stands in for the pages that Better Auth leaves to its users. Never reached while measuring. */
  async function interact(path: string, query: string, request: IncomingMessage, response: ServerResponse) {
    if (path === "/login") {
      const { headers } = await auth.api.signInEmail({ body: credentials, asResponse: true });
      const location = `/auth/oauth2/authorize?${query}`;
      response.writeHead(302, { location, "set-cookie": headers.getSetCookie() }).end();
      return;
    }
    const answer = await auth.handler(
      new Request(`${issuer}/auth/oauth2/consent`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: issuer, cookie: request.headers.cookie ?? "" },
        body: JSON.stringify({ accept: true, oauth_query: query }),
      }),
    );
    const { url } = (await answer.json()) as { url: string };
    response.writeHead(302, { location: url }).end();
  }

  return (request, response) => {
    const [path = "", query = ""] = request.url?.split("?") ?? [];
    if (path === "/.well-known/openid-configuration")
      metadata(new Request(issuer + path)).then(async (answer) => response.end(await answer.text()));
    else if (path === "/login" || path === "/consent")
      interact(path, query, request, response).catch((error) => response.writeHead(500).end(String(error)));
    else {
      // The browser of the preparation is `fetch`, which says so and would get redirects as JSON.
      delete request.headers["sec-fetch-mode"];
      handle(request, response);
    }
  };
}

function service({ id, secret }: BenchClient, ...scopes: readonly string[]) {
  return {
    clientId: id,
    clientSecret: hash("sha256", secret, "base64url"),
    tokenEndpointAuthMethod: "client_secret_basic",
    ...{ scopes, clientCredentialsScopes: scopes, grantTypes: ["client_credentials"], redirectUris: [] },
    ...{ createdAt: new Date(), updatedAt: new Date() },
  };
}

await serve(() => listen(start));
