/** What the role of a user allows in the admin API and the console. */
import { ADMIN_SCOPE_NAMES } from "../scope/catalogue.ts";

/** `service`: a client that acts for itself. Its token alone says what it may do. */
export type CallerRole = "user" | "auditor" | "operator" | "service";

const READ = ADMIN_SCOPE_NAMES.filter((name) => name.endsWith(":read"));

/** Scopes of the admin API that a role allows. A user's reach only as far as what the user owns. */
const ALLOWED: Readonly<Record<CallerRole, readonly string[]>> = {
  user: ["candor:applications", "candor:applications:read", "candor:scopes:read", "candor:refusals:read"],
  auditor: READ,
  operator: ADMIN_SCOPE_NAMES,
  service: ADMIN_SCOPE_NAMES,
};

export const scopesOfRole = (role: CallerRole): readonly string[] => ALLOWED[role];
