/** Whether what changes together agrees with what stays: what each change requires is there, and nothing refers to what must be unused. */
import type { Change, Named } from "./registrations.ts";

/** What is in force before the changes. */
export interface InForce {
  readonly isThere: (one: Named) => boolean;
  readonly users: (of: Named) => readonly Named[];
}

const keyOf = ({ kind, id }: Named): string => `${kind} ${id}`;

export function soundIn(changes: readonly Change[], { isThere, users }: InForce): (change: Change) => boolean {
  const changed = new Map(changes.map((change) => [keyOf(change), change]));
  const willBeThere = (one: Named): boolean => {
    const change = changed.get(keyOf(one));
    return change === undefined ? isThere(one) : change.content !== undefined;
  };
  const isUsed = (of: Named): boolean =>
    users(of).some((one) => !changed.has(keyOf(one))) ||
    changes.some(({ content, uses = [] }) => content !== undefined && uses.some((one) => keyOf(one) === keyOf(of)));
  return (change) => (change.requires ?? []).every(willBeThere) && !(change.unlessUsed === true && isUsed(change));
}
