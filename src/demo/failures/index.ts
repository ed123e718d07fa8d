/** The classic failures, in the order of the page. */
import type { Failure } from "./define.ts";
import { codeFailures } from "./of-code.ts";
import { scopeFailures } from "./of-scope.ts";
import { tokenRequestFailures } from "./of-token-request.ts";

export type { Failure, Outcome, Stage } from "./define.ts";

export const failures: readonly Failure[] = [...scopeFailures, ...codeFailures, ...tokenRequestFailures];
