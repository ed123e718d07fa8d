/** What each operation of `OPERATIONS` does. */
import { CLAIMS_OPERATIONS } from "./claims-preview.ts";
import type { Handled } from "./operate.ts";
import { REFUSALS } from "./refusal-operations.ts";
import { REPORT_OPERATIONS } from "./reports/index.ts";
import { REQUEST_OPERATIONS } from "./requests/index.ts";
import { SECRET_OPERATIONS } from "./secrets.ts";

export const HANDLED: readonly Handled[] = [
  ...REFUSALS,
  ...REQUEST_OPERATIONS,
  ...CLAIMS_OPERATIONS,
  ...REPORT_OPERATIONS,
  ...SECRET_OPERATIONS,
];
