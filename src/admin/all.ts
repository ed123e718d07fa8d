/** What the admin API shows and changes. */
import { api } from "./api.ts";
import { application } from "./application.ts";
import { AUDIT } from "./audit.ts";
import { addApplications } from "./bulk.ts";
import { previewClaims } from "./claims.ts";
import { CLIENT_DOCUMENTS } from "./client-documents.ts";
import { GRANT_OPERATIONS } from "./grants.ts";
import { INITIAL_TOKENS } from "./initial-tokens.ts";
import { KEYS } from "./keys.ts";
import { REPORTS } from "./least-privilege.ts";
import type { Operation } from "./operation.ts";
import { REFUSAL_OPERATIONS } from "./refusals.ts";
import { REQUESTS } from "./request.ts";
import { scope } from "./scope.ts";
import { addSecret, listSecrets, removeSecret } from "./secrets.ts";
import { settings } from "./settings.ts";
import { team } from "./team.ts";
import { TEAM_OPERATIONS } from "./team-members.ts";
import { trustedIssuer } from "./trusted-issuer.ts";
import { tryRequest } from "./try-request.ts";
import { USER_OPERATIONS } from "./users.ts";
import { WAITING } from "./waiting.ts";

/** What is registered, each kind by a schema of its own. */
export const REPRESENTATIONS = [application, scope, api, team, trustedIssuer, settings] as const;

/** Everything else. `service/admin/all.ts` says what each of them does. */
export const OPERATIONS: readonly Operation[] = [
  ...REFUSAL_OPERATIONS,
  ...REQUESTS,
  previewClaims,
  tryRequest,
  ...REPORTS,
  listSecrets,
  addSecret,
  removeSecret,
  ...INITIAL_TOKENS,
  ...CLIENT_DOCUMENTS,
  ...USER_OPERATIONS,
  ...GRANT_OPERATIONS,
  ...WAITING,
  ...TEAM_OPERATIONS,
  ...KEYS,
  ...AUDIT,
  addApplications as unknown as Operation,
];
