/** What each operation of `OPERATIONS` does. */
import type { Handled } from "./operate.ts";
import { REFUSALS } from "./refusal-operations.ts";

export const HANDLED: readonly Handled[] = [...REFUSALS];
