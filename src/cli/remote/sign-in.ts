/** Signs a user in by the browser (RFC 8252): a code with PKCE, received on a loopback port. */
import { hash, randomBytes } from "node:crypto";
import { CLI } from "../../protocol/built-in-clients.ts";
import { ADMIN_PATH, ADMIN_SCOPE_NAMES } from "../../protocol/scope/catalogue.ts";
import type { Server } from "./discovery.ts";
import { ServerFault } from "./fault.ts";
import type { KeptTokens } from "./kept-tokens.ts";
import { listenForCode } from "./loopback.ts";
import { requestTokens, TokenRefused } from "./token-endpoint.ts";

const random = (): string => randomBytes(32).toString("base64url");

/** The scopes of the admin API; or those that only let one look. The server grants a user those that the role allows. */
export const adminScopes = (readOnly: boolean): string =>
  ADMIN_SCOPE_NAMES.filter((name) => !readOnly || name.endsWith(":read")).join(" ");

/** A client has no role. Each scope to change includes the one to look. */
const clientScopes = (): string => ADMIN_SCOPE_NAMES.filter((name) => !name.endsWith(":read")).join(" ");

/** `visit` shows the URL where the user signs in. */
export async function signIn(server: Server, scope: string, visit: (url: string) => void): Promise<KeptTokens> {
  const [state, verifier] = [random(), random()];
  const loopback = await listenForCode(state, server.issuer);
  try {
    const url = new URL(server.authorizationEndpoint);
    for (const [name, value] of Object.entries({
      response_type: "code",
      client_id: CLI,
      redirect_uri: loopback.redirectUri,
      scope,
      resource: server.issuer + ADMIN_PATH,
      state,
      code_challenge: hash("sha256", verifier, "base64url"),
      code_challenge_method: "S256",
    }))
      url.searchParams.set(name, value);
    visit(url.href);
    const code = await loopback.code;
    const fields = {
      grant_type: "authorization_code",
      code,
      redirect_uri: loopback.redirectUri,
      code_verifier: verifier,
    };
    const tokens = await requestTokens(server, { clientId: CLI }, fields, Date.now());
    return { ...tokens, scope: tokens.scope || scope };
  } finally {
    loopback.close();
  }
}

/**
 * Signs in a client that acts for itself (RFC 6749 4.4). Without a scope it asks for all of the admin API, and then for what the
 * server grants such a client by default.
 */
export async function signInAsClient(
  server: Server,
  as: { readonly clientId: string; readonly clientSecret: string },
  scope: string | undefined,
): Promise<KeptTokens> {
  const ask = (fields: Readonly<Record<string, string>>): Promise<KeptTokens> =>
    requestTokens(server, as, { grant_type: "client_credentials", ...fields }, Date.now());
  try {
    return await ask({ scope: scope ?? clientScopes() });
  } catch (error) {
    if (scope !== undefined || !(error instanceof TokenRefused) || error.error !== "invalid_scope") throw error;
    return await ask({}).catch(() => {
      throw new ServerFault(
        `${error.message}\n${as.clientId} isn't allowed all of the admin API and has no default scopes. Name what it is allowed, such as candor login --client-id ${as.clientId} --scope "candor:applications candor:audit:read", or use --read-only.`,
        { cause: error },
      );
    });
  }
}
