/** Changes of a user by the admin API and the console, made from one version of the account. */
import { hash } from "node:crypto";
import type { Account } from "../../ports/accounts.ts";
import type { FieldFault } from "../../protocol/admin/occasion.ts";
import { missingForRole } from "../../protocol/admin/role.ts";
import type { Caller } from "../admin/caller.ts";
import type { Deps } from "../deps.ts";
import { UserError, type UserFault } from "./fault.ts";
import { changeAccount, editOf, endNow, type User, type UserChange } from "./users.ts";

export interface UserPatch extends UserChange {
  /** Whether sign-in is refused. */
  readonly disabled?: boolean | undefined;
}

/** The version of an account, as an entity tag. */
export const etagOfUser = (account: Account): string =>
  `"${hash("sha256", JSON.stringify(account), "base64url").slice(0, 22)}"`;

/** `changed`: somebody else was faster. */
export type UserChanged = User | { readonly faults: readonly FieldFault[] } | "changed" | "gone";

class Outdated extends Error {}

/** Makes all of a change, or nothing. */
export async function changeUserFrom(
  deps: Deps,
  { actor, scopes }: Pick<Caller, "actor" | "scopes">,
  subject: string,
  patch: UserPatch,
  ifMatch: string | undefined,
): Promise<UserChanged> {
  const { disabled, ...rest } = patch;
  const beyond = beyondCaller({ scopes }, patch.role);
  if (beyond.length > 0 && (await deps.storage.people.find(subject))?.role !== patch.role) return { faults: beyond };
  try {
    const edit = editOf(rest, Math.floor(deps.clock() / 1000), deps.registry.settings.users.attributes);
    return await changeAccount(deps, actor, subject, {
      edit(account, lastId) {
        if (ifMatch !== undefined && etagOfUser(account) !== ifMatch) throw new Outdated();
        const edited = edit(account);
        if (disabled === undefined || disabled === account.disabled) return edited;
        return disabled ? { ...edited, disabled, ended: endNow(deps, lastId) } : { ...edited, disabled };
      },
      as: disabled === undefined ? "changed" : disabled ? "disabled" : "enabled",
    });
  } catch (error) {
    if (error instanceof Outdated) return "changed";
    if (!(error instanceof UserError)) throw error;
    if (error.code === "unknown") return "gone";
    return { faults: faultsOf(error, patch) };
  }
}

/** A role that allows more than the token of whoever gives it. */
export const beyondCaller = (
  { scopes }: Pick<Caller, "scopes">,
  role: Account["role"] | undefined,
): readonly FieldFault[] =>
  role === undefined || missingForRole(scopes, role) === undefined
    ? []
    : [fault("/role", `'${role}'`, "a role that allows no more than the token that gives it")];

/** The faults of a user at the members of the admin API. What was sent isn't repeated: it may be a password. */
export function faultsOf(error: UserError, patch: UserPatch = {}): readonly FieldFault[] {
  if (error.code === "last-operator")
    return [
      fault(
        patch.disabled === true ? "/disabled" : "/role",
        patch.disabled === true ? "true" : `'${patch.role}'`,
        "a change that leaves an operator who can sign in: this is the last one",
      ),
    ];
  return error.faults.map(({ field, expected }: UserFault) => {
    const value = valueAt(patch, field);
    return fault(`/${field.replace(".", "/")}`, field === "password" ? "not shown" : value, expected);
  });
}

const fault = (pointer: string, sent: string, expected: string): FieldFault => ({
  ...{ pointer, sent, expected },
  code: "admin/field-invalid",
});

function valueAt(patch: UserPatch, field: string): string {
  const [name = "", member] = field.split(".");
  const found = (patch as Readonly<Record<string, unknown>>)[name];
  const value = member === undefined ? found : (found as Readonly<Record<string, unknown>> | undefined)?.[member];
  return value === undefined ? "missing" : JSON.stringify(value).slice(0, 120);
}
