/** All scenarios, in the order in which they run. */
import { jwt, opaqueToken } from "./client-credentials.ts";
import { boundCodeLoop, codeLoop } from "./code-loop.ts";
import { floor } from "./floor.ts";
import { introspection, signedIntrospection } from "./introspection.ts";
import { invalidScope } from "./invalid-scope.ts";
import { privateKeyJwt } from "./private-key-jwt.ts";
import { pushedCodeLoop } from "./pushed-code-loop.ts";
import { boundRefresh, refresh } from "./refresh.ts";
import type { Scenario } from "./scenario.ts";
import { tokenExchange } from "./token-exchange.ts";

export const SCENARIOS: readonly Scenario[] = [
  ...[floor, opaqueToken, jwt, codeLoop, refresh, introspection, invalidScope],
  ...[pushedCodeLoop, boundCodeLoop, boundRefresh, privateKeyJwt, tokenExchange, signedIntrospection],
];
