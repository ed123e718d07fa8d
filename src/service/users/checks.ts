/** The rules for users: the same as in the form of an invitation. */
import { usernameFault } from "../../ports/username.ts";
import type { Attribute } from "../../protocol/attributes.ts";
import { claimFault, claimFaults } from "../../protocol/claim-values.ts";
import { passwordFault } from "../passwords.ts";
import type { UserFault } from "./fault.ts";

type Json = Readonly<Record<string, unknown>>;

const faultOf = (field: string, expected: string | undefined): readonly UserFault[] =>
  expected === undefined ? [] : [{ field, expected }];

/** `username` is tidy. */
export const nameFaults = (username: string): readonly UserFault[] => faultOf("username", usernameFault(username));

export const passwordFaults = (password: unknown): readonly UserFault[] =>
  faultOf("password", typeof password === "string" ? passwordFault(password) : "text");

export const roleFaults = (role: string): readonly UserFault[] =>
  faultOf("role", ["user", "auditor", "operator"].includes(role) ? undefined : "user, auditor or operator");

/** Problems in the input, before it is merged with the stored values; `null` removes a claim, declared or not. */
export function givenClaimFaults(given: unknown, attributes: readonly Attribute[]): readonly UserFault[] {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return [{ field: "claims", expected: "an object with a member for each claim" }];
  return Object.entries(given).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : asFields([claimFault(name, value, attributes)]),
  );
}

/** Problems in the resulting claims. */
export const keptClaimFaults = (claims: Json): readonly UserFault[] => asFields(claimFaults(claims));

const asFields = (faults: readonly ReturnType<typeof claimFault>[]): readonly UserFault[] =>
  faults.flatMap((fault) => (fault === undefined ? [] : [{ field: `claims.${fault.name}`, expected: fault.expected }]));
