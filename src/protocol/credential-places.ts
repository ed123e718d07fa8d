/** Where methods of client authentication have a credential, apart from the Authorization header: their parameters and headers. */
import { METHODS } from "./client-authentication/list.ts";
import type { AuthenticationMethod } from "./client-authentication/method.ts";
import { CLIENT_AUTHENTICATION_PARAMETERS } from "./client-authentication/parameters.ts";

const ALL: readonly AuthenticationMethod[] = METHODS;

/** Those that only say which kind of credential it is. */
const OPEN: ReadonlySet<string> = new Set(
  CLIENT_AUTHENTICATION_PARAMETERS.filter(({ secret }) => secret !== true).map(({ name }) => name),
);

export const CREDENTIAL_PLACES: ReadonlySet<string> = new Set(
  ALL.flatMap(({ parameters = [], headers = [] }) => [...parameters.filter((name) => !OPEN.has(name)), ...headers]),
);
