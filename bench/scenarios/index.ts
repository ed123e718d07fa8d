/** All scenarios, in the order in which they run. */
import { jwt, opaqueToken } from "./client-credentials.ts";
import { codeLoop } from "./code-loop.ts";
import { floor } from "./floor.ts";
import { introspection } from "./introspection.ts";
import { invalidScope } from "./invalid-scope.ts";
import { refresh } from "./refresh.ts";
import type { Scenario } from "./scenario.ts";

export const SCENARIOS: readonly Scenario[] = [floor, opaqueToken, jwt, codeLoop, refresh, introspection, invalidScope];
