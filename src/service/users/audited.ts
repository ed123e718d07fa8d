/**
 * What the audit log says about a change of a user. The log is never purged, so it has no password and no personal data except
 * the user name. Of claims it has only the names, but the values of those that give access: `groups` and `roles`.
 */
import { isDeepStrictEqual } from "node:util";
import type { AuditEntry } from "../../ports/audit.ts";
import type { Account } from "../../ports/storage.ts";

/** Whoever changes a user, when, and how. */
export type Act = Pick<AuditEntry, "at" | "actor" | "action" | "why">;

type Members = Readonly<Record<string, unknown>>;

const GIVE_ACCESS: readonly string[] = ["groups", "roles"];

const shown = ({ username, role, disabled, claims, ended }: Account): Members => ({
  username,
  role,
  disabled,
  groups: claims.groups,
  roles: claims.roles,
  endedAt: ended?.at,
});

/** The entry about a change from one account to another, or from or to none; `undefined` if nothing in it has changed. */
export function userEntry(act: Act, before: Account | undefined, after: Account | undefined): AuditEntry | undefined {
  const subject = after?.subject ?? before?.subject;
  if (subject === undefined) return undefined;
  const [was, is] = [before ? shown(before) : {}, after ? shown(after) : {}];
  const claims = after === undefined ? [] : changedClaims(before?.claims ?? {}, after.claims);
  const result = {
    ...only(is, (name) => !isDeepStrictEqual(was[name], is[name])),
    ...(before && after && before.passwordHash !== after.passwordHash && { password: "changed" }),
    ...(claims.length > 0 && { claims }),
  };
  const origin = only(was, (name) => !isDeepStrictEqual(was[name], is[name]));
  if (isEmpty(origin) && isEmpty(result)) return undefined;
  return {
    ...act,
    target: { kind: "user", id: subject },
    ...(!isEmpty(origin) && { before: origin }),
    ...(!isEmpty(result) && { after: result }),
  };
}

const only = (members: Members, isWanted: (name: string) => boolean): Members =>
  Object.fromEntries(Object.entries(members).filter(([name, value]) => value !== undefined && isWanted(name)));

const isEmpty = (members: Members): boolean => Object.keys(members).length === 0;

/** The names of other claims that differ. The date of a change isn't one. */
const changedClaims = (was: Members, is: Members): readonly string[] =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => name !== "updated_at" && !GIVE_ACCESS.includes(name) && !isDeepStrictEqual(was[name], is[name]))
    .sort();
