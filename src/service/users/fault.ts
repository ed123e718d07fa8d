/** Why a change of a user was not made. */

/** A value that can't be accepted: which one, and what was expected. The value isn't repeated, since it may be a password. */
export interface UserFault {
  /** `username`, `password`, `role`, or a claim as `claims.email`. */
  readonly field: string;
  /** What would be accepted. */
  readonly expected: string;
}

/**
 * - `invalid`: values can't be accepted; `faults` names each.
 * - `taken`: another user has the user name, ignoring case.
 * - `unknown`: there is no such user.
 * - `last-operator`: no enabled operator would be left; `force` overrides this.
 */
export type UserErrorCode = "invalid" | "taken" | "unknown" | "last-operator";

/** Nothing was changed. */
export class UserError extends Error {
  /** Why. */
  readonly code: UserErrorCode;
  /** For `invalid`, each value that can't be accepted. */
  readonly faults: readonly UserFault[];

  constructor(code: UserErrorCode, message: string, faults: readonly UserFault[] = []) {
    super(message);
    this.name = "UserError";
    this.code = code;
    this.faults = faults;
  }
}

/** Throws an `invalid` error if there are problems. */
export function refuseFaults(faults: readonly UserFault[]): void {
  if (faults.length === 0) return;
  const list = faults.map(({ field, expected }) => `${field} is not valid. Expected: ${expected}.`);
  throw new UserError("invalid", list.join("\n"), faults);
}
