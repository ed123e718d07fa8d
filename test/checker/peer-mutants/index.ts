/** Faults of what Candor hasn't got, shown on oidc-provider, each with the requirements that must find it. */
import type { Mutant } from "../through.ts";
import { ACCESS_TOKENS } from "./access-tokens.ts";
import { JWT_RESPONSES } from "./jwt-responses.ts";
import { PUSHED_REQUESTS } from "./pushed-requests.ts";
import { REQUEST_OBJECTS } from "./request-objects.ts";

export const PEER_MUTANTS: Readonly<Record<string, Mutant>> = {
  ...ACCESS_TOKENS,
  ...PUSHED_REQUESTS,
  ...REQUEST_OBJECTS,
  ...JWT_RESPONSES,
};
