/** Requests to the token and revocation endpoints (RFC 6749 5, RFC 7009). No error message has a token or a secret in it. */
import type { Server } from "./discovery.ts";
import { exchange, objectIn } from "./exchange.ts";
import { ServerFault } from "./fault.ts";
import type { KeptTokens } from "./kept-tokens.ts";

/** How a client authenticates: a public one by its id alone. */
export interface AsClient {
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
}

/** A refusal of the server, in its own words. */
export class TokenRefused extends ServerFault {
  readonly error: string;

  constructor(server: string, error: string, description: string) {
    super(`${server} refused: ${description}`);
    this.error = error;
  }
}

/** @throws a `TokenRefused` in the words of the server. `now` in milliseconds. */
export async function requestTokens(
  { issuer, tokenEndpoint }: Pick<Server, "issuer" | "tokenEndpoint">,
  as: AsClient,
  fields: Readonly<Record<string, string>>,
  now: number,
): Promise<KeptTokens> {
  const { status, text } = await exchange(tokenEndpoint, form(as, fields));
  const body = objectIn(text) ?? {};
  const { error, error_description: description, access_token, token_type, expires_in, refresh_token, scope } = body;
  if (typeof error === "string") throw new TokenRefused(issuer, error, String(description ?? error).slice(0, 1_000));
  if (status !== 200 || typeof access_token !== "string" || String(token_type).toLowerCase() !== "bearer")
    throw new ServerFault(`${issuer} responded with ${status} and no token.`);
  return {
    server: issuer,
    clientId: as.clientId,
    accessToken: access_token,
    expiresAt: now + (typeof expires_in === "number" ? expires_in : 60) * 1_000,
    refreshToken: typeof refresh_token === "string" ? refresh_token : undefined,
    scope: typeof scope === "string" ? scope : (fields.scope ?? ""),
  };
}

/** Ends a token, and what was issued with it. */
export async function revoke({ revocationEndpoint }: Server, as: AsClient, token: string): Promise<boolean> {
  const { status } = await exchange(revocationEndpoint, form(as, { token }));
  return status === 200;
}

/** RFC 6749 2.3.1. */
const encoded = (text: string): string => new URLSearchParams([["", text]]).toString().slice(1);

function form({ clientId, clientSecret }: AsClient, fields: Readonly<Record<string, string>>) {
  const isPublic = clientSecret === undefined;
  return {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(!isPublic && { authorization: `Basic ${btoa(`${encoded(clientId)}:${encoded(clientSecret)}`)}` }),
    },
    body: new URLSearchParams({ ...fields, ...(isPublic && { client_id: clientId }) }).toString(),
  };
}
