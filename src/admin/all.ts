/** What the admin API shows and changes. */
import { api } from "./api.ts";
import { application } from "./application.ts";
import { previewClaims } from "./claims.ts";
import { REPORTS } from "./least-privilege.ts";
import type { Operation } from "./operation.ts";
import { REFUSAL_OPERATIONS } from "./refusals.ts";
import { REQUESTS } from "./request.ts";
import { scope } from "./scope.ts";
import { addSecret, listSecrets, removeSecret } from "./secrets.ts";

/** What is registered, each kind by a schema of its own. */
export const REPRESENTATIONS = [application, scope, api] as const;

/** Everything else. `service/admin/all.ts` says what each of them does. */
export const OPERATIONS: readonly Operation[] = [
  ...REFUSAL_OPERATIONS,
  ...REQUESTS,
  previewClaims,
  ...REPORTS,
  listSecrets,
  addSecret,
  removeSecret,
];
