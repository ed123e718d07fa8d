/** What each operation of `OPERATIONS` does. */
import type { Handled } from "./operate.ts";
import { REFUSALS } from "./refusal-operations.ts";
import { REQUEST_OPERATIONS } from "./requests/index.ts";

export const HANDLED: readonly Handled[] = [...REFUSALS, ...REQUEST_OPERATIONS];
