/** Why a change of a user was not made. */

/** A value that cannot be kept: which one, and what was expected. The value itself is not repeated, since it may be a password. */
export interface UserFault {
  /** `username`, `password`, `role`, or a claim as `claims.email`. */
  readonly field: string;
  /** What would be accepted. */
  readonly expected: string;
}

/**
 * - `invalid`: values cannot be kept; `faults` names each.
 * - `taken`: another user has the user name, in whatever letter case.
 * - `unknown`: there is no such user.
 * - `last-operator`: no enabled operator would be left; `force` does it all the same.
 */
export type UserErrorCode = "invalid" | "taken" | "unknown" | "last-operator";

/** Nothing was changed. */
export class UserError extends Error {
  /** Why. */
  readonly code: UserErrorCode;
  /** For `invalid`, each value that cannot be kept. */
  readonly faults: readonly UserFault[];

  constructor(code: UserErrorCode, message: string, faults: readonly UserFault[] = []) {
    super(message);
    this.name = "UserError";
    this.code = code;
    this.faults = faults;
  }
}

/** Throws an `invalid` error where there are faults. */
export function refuseFaults(faults: readonly UserFault[]): void {
  if (faults.length === 0) return;
  const list = faults.map(({ field, expected }) => `${field} is not valid. Expected: ${expected}.`);
  throw new UserError("invalid", list.join("\n"), faults);
}
