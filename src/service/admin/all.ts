/** What each operation of `OPERATIONS` does. */
import type { Handled } from "./operate.ts";

export const HANDLED: readonly Handled[] = [];
