/** Adds a user without a password, who chooses one by a link. */
import type { FieldFault } from "../../protocol/admin/occasion.ts";
import type { Caller } from "../admin/caller.ts";
import type { Deps } from "../deps.ts";
import { beyondCaller, faultsOf } from "./change-user.ts";
import { UserError } from "./fault.ts";
import { makeLink, type NewLink } from "./links.ts";
import { type NewUser, type User, usersOf } from "./users.ts";

export interface Added extends NewLink {
  readonly user: User;
}

/** Until the link is used, the account has a random password that is thrown away. */
export async function addUserByLink(
  deps: Deps,
  caller: Caller,
  given: Omit<NewUser, "password">,
): Promise<Added | { readonly faults: readonly FieldFault[] }> {
  const beyond = beyondCaller(caller, given.role);
  if (beyond.length > 0) return { faults: beyond };
  const password = Buffer.from(deps.random(33)).toString("base64url");
  try {
    const user = await usersOf(deps, caller.actor).add({ ...given, password });
    const { email } = user.claims;
    const sent = typeof email === "string" ? { email } : {};
    return { user, ...(await makeLink(deps, caller, { act: "password", subject: user.subject, ...sent })) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { faults: faultsOf(error, given) };
  }
}
