/** Where methods of client authentication have a credential, apart from the Authorization header: their parameters and headers. */
import { METHODS } from "./client-authentication/list.ts";
import type { AuthenticationMethod } from "./client-authentication/method.ts";

const ALL: readonly AuthenticationMethod[] = METHODS;

export const CREDENTIAL_PLACES: ReadonlySet<string> = new Set(
  ALL.flatMap(({ parameters = [], headers = [] }) => [...parameters, ...headers]),
);
