/** The members of a registration that are no settings of applications: what is kept of them, and what is refused. */
import type { MetadataFault } from "../../protocol/registration/occasion.ts";
import type { Members } from "../representation.ts";
import { fault } from "./faults.ts";
import { MEMBERS } from "./members.ts";

export interface Beside {
  readonly faults: readonly MetadataFault[];
  /** As they are registered, and shown to the application. */
  readonly members: Members;
}

export function readBeside(body: Members): Beside {
  const faults: MetadataFault[] = [];
  const members: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    const member = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
    if (member === undefined || value === null || value === undefined) continue;
    if (member.is === "kept") {
      if (!member.fits(value)) faults.push(fault(name, value, member.expected));
      else members[name] = member.as === undefined ? value : member.as(value as never);
    }
    if (member.is === "only") {
      if (!member.values.includes(value)) faults.push(fault(name, value, onlyOf(member.values)));
      else members[name] = value;
    }
  }
  return { faults, members };
}

const onlyOf = ([first]: readonly unknown[]): string =>
  first === undefined ? "nothing, because this server doesn't do that" : `${String(first)}, or nothing`;
