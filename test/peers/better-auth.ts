/** Better Auth with its OAuth provider plugin, on the Node of the project. */
import { generateKeyPairSync } from "node:crypto";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CALLBACK, each, type RunningServer } from "../checker/peers/define.ts";
import { freePort } from "../free-port.ts";
import type { Peer } from "./define.ts";
import { run, serve } from "./program.ts";

const VERSION = "1.7.5";
const user = { username: "ada@example.org", password: "lovelace-1815" };
const SCOPE = "openid offline_access read";

const coded = {
  redirect_uris: [CALLBACK],
  post_logout_redirect_uris: [CALLBACK],
  grant_types: ["authorization_code", "refresh_token"],
  scope: SCOPE,
};
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const key = { alg: "ES256", use: "sig", kid: "jwt" };

const PARTS = {
  web: { ...coded, enable_end_session: true },
  other: coded,
  jwt: {
    ...coded,
    token_endpoint_auth_method: "private_key_jwt",
    jwks: { keys: [{ ...publicKey.export({ format: "jwk" }), ...key }] },
  },
  public: { ...coded, token_endpoint_auth_method: "none" },
  service: { grant_types: ["client_credentials"], scope: "read", client_credentials_scopes: ["read"] },
};

/** It makes the clients' ids and secrets itself. */
interface Registered {
  readonly client_id: string;
  readonly client_secret?: string;
}

async function start(folder: string, data: string): Promise<RunningServer> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  // Where Node finds the packages.
  cpSync(join(import.meta.dirname, "better-auth", "server.mjs"), join(folder, "server.mjs"));
  const env = {
    DATA: data,
    ORIGIN: origin,
    PORT: String(port),
    USER_JSON: JSON.stringify({ name: "Ada", email: user.username, password: user.password }),
    CLIENTS_JSON: JSON.stringify(PARTS),
  };
  const close = await serve(`${origin}/sign-in`, process.execPath, [join(folder, "server.mjs")], { env });
  const all = JSON.parse(readFileSync(join(data, "clients.json"), "utf8")) as Record<string, Registered>;
  const registered = Object.fromEntries(
    Object.entries(all).map(([part, { client_id, client_secret }]) => [
      part,
      { client_id, ...(client_secret !== undefined && { client_secret }) },
    ]),
  ) as Record<keyof typeof PARTS, Registered>;
  const coded = { redirect_uri: CALLBACK, scope: SCOPE };
  const clients = {
    web: { ...registered.web, ...coded, post_logout_redirect_uri: CALLBACK },
    other: { ...registered.other, ...coded },
    public: { ...registered.public, ...coded },
    service: { ...registered.service, scope: "read" },
    jwt: { ...registered.jwt, ...coded, private_key: { ...privateKey.export({ format: "jwk" }), ...key } },
  };
  return { issuer: `${origin}/api/auth`, options: { clients, user }, close };
}

export const BETTER_AUTH: Peer = {
  name: "Better Auth",
  version: VERSION,
  configuration: "`@better-auth/oauth-provider` and `jwt()`, SQLite; open registration",
  needs: ["npm"],
  install: async (folder) => {
    const packages = ["better-auth", "@better-auth/core", "@better-auth/oauth-provider"].map(
      (one) => `${one}@${VERSION}`,
    );
    await run("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", ...packages]);
  },
  start,
  broken: {
    "openid-metadata/rs256": "`jwt()` signs with EdDSA unless `jwks.keyPairConfig` says RS256.",
    "keys/cache": "The JWKS has no Cache-Control.",
    ...each(["openid-request/forged-hint", "openid-request/unsigned-hint"], "`id_token_hint` isn't looked at."),
    "response-mode/unknown": "`response_mode` is ignored.",
    ...each(
      ["pkce/malformed-challenge", "pkce/short-verifier", "pkce/long-verifier", "pkce/verifier-characters"],
      "The form of neither the challenge nor the verifier is looked at.",
    ),
    "pkce/wrong-verifier": "A wrong verifier is refused as 401 `invalid_request`.",
    ...each(
      ["client-jwt/aud-issuer-only", "client-jwt/aud-single"],
      "The token endpoint's URL is accepted as `aud`, and a list that has it.",
    ),
    "client-secret/one-client": "With an Authorization header, `client_id` in the form isn't looked at.",
    "client-secret/unknown-and-wrong-alike": "The description says whether the client exists.",
    "token/no-repeated-parameter": "The body becomes an object, which has one of the two values.",
    "token/empty-parameter-omitted": "An empty `resource` is refused by the schema.",
    "token/error-no-store": "The schema refuses the request before Cache-Control is set.",
    ...each(
      ["revocation/unknown", "revocation/hint"],
      "A token that isn't found, by its hint or at all, is refused as `invalid_request`.",
    ),
    ...each(
      ["userinfo/challenge", "dpop-api/challenge", "dpop-api/error"],
      "The 401 of userinfo has no WWW-Authenticate: the error is only in the body.",
    ),
    "userinfo/cors": "Cross-origin requests are left to the application.",
  },
};
