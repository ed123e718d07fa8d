/** The token for a server: the kept one, refreshed when it has ended. */
import type { Environment } from "../../configuration/secret-files.ts";
import { secretVariable } from "../secret-variable.ts";
import { discover } from "./discovery.ts";
import { ServerFault } from "./fault.ts";
import { type KeptTokens, type TokenFiles, tokenFiles } from "./kept-tokens.ts";
import { serverUrl } from "./server-url.ts";
import { signInAsClient } from "./sign-in.ts";
import { requestTokens, TokenRefused } from "./token-endpoint.ts";

/** The secret of a client that a program signs in as; `undefined` if there is none. @throws in words if it can't be read. */
export const clientSecretOf = (environment: Environment): string | undefined =>
  secretVariable("CANDOR_CLIENT_SECRET", environment, (message) => new ServerFault(message));

/** Milliseconds before its end when a token is replaced. */
const EARLY = 20_000;

export interface Session {
  readonly server: string;
  /** A token that is valid now. `again`: the one before was refused. @throws in words if there is none. */
  readonly token: (again?: boolean) => Promise<string>;
}

/** The server that was named, or the one of the last sign-in. @throws if there is none. */
export function serverOf(given: string | undefined, environment: Environment): string {
  const named = given ?? (environment.CANDOR_SERVER || undefined);
  if (named !== undefined) return serverUrl(named);
  const last = tokenFiles(environment).defaultServer();
  if (last !== undefined) return serverUrl(last);
  throw new ServerFault(
    "Which server? Sign in with candor login --server URL, or name a data directory with --data, or the demo's with --demo.",
  );
}

export function sessionOf(server: string, environment: Environment): Session {
  const files = tokenFiles(environment);
  let held = files.find(server);
  return {
    server,
    async token(again = false) {
      if (!again && held !== undefined && held.expiresAt - EARLY > Date.now()) return held.accessToken;
      held = await renewed(server, files, held, environment);
      return held.accessToken;
    },
  };
}

async function renewed(
  server: string,
  files: TokenFiles,
  held: KeptTokens | undefined,
  environment: Environment,
): Promise<KeptTokens> {
  const clientId = held?.refreshToken === undefined ? (held?.clientId ?? environment.CANDOR_CLIENT_ID) : undefined;
  const clientSecret = clientId && clientSecretOf(environment);
  if (clientId && clientSecret) {
    const as = { clientId, clientSecret };
    const tokens = await signInAsClient(await discover(server), as, held?.scope || undefined);
    // A program's credentials are in its environment, so nothing needs to be kept unless it signed in.
    if (held !== undefined) files.keep(tokens);
    return tokens;
  }
  if (held?.refreshToken === undefined)
    throw new ServerFault(
      held === undefined
        ? `You aren't signed in to ${server}. Use candor login --server ${server}.`
        : `The token of ${held.clientId} has ended. Set CANDOR_CLIENT_SECRET, or use candor login --server ${server} --client-id ${held.clientId}.`,
    );
  const fields = { grant_type: "refresh_token", refresh_token: held.refreshToken };
  try {
    const tokens = await requestTokens(await discover(server), held, fields, Date.now());
    const next = {
      ...tokens,
      refreshToken: tokens.refreshToken ?? held.refreshToken,
      scope: tokens.scope || held.scope,
    };
    files.keep(next);
    return next;
  } catch (error) {
    if (!(error instanceof TokenRefused) || error.error !== "invalid_grant") throw error;
    files.forget(server);
    throw new ServerFault(`Your sign-in to ${server} has ended. Use candor login --server ${server}.`, {
      cause: error,
    });
  }
}
