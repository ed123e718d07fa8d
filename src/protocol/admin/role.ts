/** What the role of a user allows in the admin API and the console. */
import { ADMIN_SCOPE_NAMES, covers } from "../scope/catalogue.ts";

/** `service`: a client that acts for itself. Its token alone says what it may do. */
export type CallerRole = "user" | "auditor" | "operator" | "service";

const READ = ADMIN_SCOPE_NAMES.filter((name) => name.endsWith(":read"));

/** Scopes of the admin API that a role allows. A user's reach only as far as what the user owns. */
const ALLOWED: Readonly<Record<CallerRole, readonly string[]>> = {
  user: [
    "candor:applications",
    "candor:applications:read",
    "candor:scopes:read",
    "candor:refusals:read",
    "candor:audit:read",
  ],
  auditor: READ,
  operator: ADMIN_SCOPE_NAMES,
  service: ADMIN_SCOPE_NAMES,
};

export const scopesOfRole = (role: CallerRole): readonly string[] => ALLOWED[role];

/**
 * What somebody with these scopes lacks to give a role, or to act for who has it: nobody makes an operator, or chooses an
 * operator's password, who may do less. Every user may be a user.
 */
export const missingForRole = (scopes: readonly string[], role: CallerRole): string | undefined =>
  role === "user" ? undefined : scopesOfRole(role).find((name) => !covers(scopes, name));

/**
 * What of the scopes of the admin API a user can be granted through a client: those that the role allows, each once: the one to
 * change includes the one to look. Other scopes stay. Where nothing would be left, everything stays, and is refused by the role later.
 */
export function withinRole(scopes: readonly string[], role: CallerRole): readonly string[] {
  const isGoverning = (name: string): boolean => ADMIN_SCOPE_NAMES.includes(name);
  const allowed = scopes.filter((name) => !isGoverning(name) || scopesOfRole(role).includes(name));
  const narrowed = allowed.filter((name) => !(isGoverning(name) && isIncluded(name, allowed)));
  return narrowed.length === 0 ? scopes : narrowed;
}

/** Whether another one allows to change what this one allows to see. */
const isIncluded = (name: string, among: readonly string[]): boolean =>
  name.endsWith(":read") && among.includes(name.slice(0, -":read".length));
