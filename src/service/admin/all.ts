/** What each operation of `OPERATIONS` does. */
import { AUDIT_OPERATIONS } from "./audit.ts";
import { BULK_OPERATIONS } from "./bulk.ts";
import { CLAIMS_OPERATIONS } from "./claims-preview.ts";
import { CLIENT_DOCUMENTS_HANDLED } from "./client-documents.ts";
import { GRANTS_HANDLED } from "./grants.ts";
import { INITIAL_TOKENS_HANDLED } from "./initial-tokens.ts";
import { KEY_OPERATIONS } from "./keys.ts";
import type { Handled } from "./operate.ts";
import { REFUSALS } from "./refusal-operations.ts";
import { REPORT_OPERATIONS } from "./reports/index.ts";
import { REQUEST_OPERATIONS } from "./requests/index.ts";
import { SECRET_OPERATIONS } from "./secrets.ts";
import { TEAMS_HANDLED } from "./teams.ts";
import { DECISION_OPERATIONS } from "./try-request.ts";
import { USERS_HANDLED } from "./users.ts";
import { WAITING_HANDLED } from "./waiting.ts";

export const HANDLED: readonly Handled[] = [
  ...REFUSALS,
  ...REQUEST_OPERATIONS,
  ...CLAIMS_OPERATIONS,
  ...DECISION_OPERATIONS,
  ...REPORT_OPERATIONS,
  ...SECRET_OPERATIONS,
  ...INITIAL_TOKENS_HANDLED,
  ...CLIENT_DOCUMENTS_HANDLED,
  ...USERS_HANDLED,
  ...GRANTS_HANDLED,
  ...WAITING_HANDLED,
  ...TEAMS_HANDLED,
  ...KEY_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...BULK_OPERATIONS,
];
