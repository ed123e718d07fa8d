/** The entry of the audit log for a change of what is registered. */
import type { Members, Representation } from "../../admin/representation.ts";
import type { AuditEntry } from "../../ports/audit.ts";
import type { Contents } from "../../ports/registered.ts";
import type { AdminKind, AdminOccasion } from "../../protocol/admin/occasion.ts";
import { logoName } from "../../protocol/logo.ts";
import type { Caller } from "./caller.ts";
import type { Found } from "./found.ts";

interface Changing<Kind extends AdminKind> {
  readonly of: Representation<Kind>;
  readonly caller: Pick<Caller, "actor">;
  readonly why?: string | undefined;
}

/** The members that differ. Secrets aren't among them, only that there is a new one. */
export function entryOf<Kind extends AdminKind>(
  { of, caller, why }: Changing<Kind>,
  { act, kind, id, now }: Pick<AdminOccasion, "act" | "kind" | "id" | "now">,
  found: Found<Kind> | undefined,
  content: Contents[Kind] | undefined,
  secret: string | undefined,
): AuditEntry {
  const before = found === undefined ? {} : shortened(of.membersOf(found.content));
  const after = {
    ...(content === undefined ? {} : shortened(of.membersOf(content))),
    ...(secret !== undefined && { client_secret: "a new one" }),
  };
  const differing = (one: Members, other: Members): Members =>
    Object.fromEntries(
      Object.entries(one).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(other[name])),
    );
  return {
    at: now,
    actor: caller.actor,
    action: `${kind}/${act}`,
    target: { kind, id },
    ...(found !== undefined && { before: differing(before, after) }),
    ...(content !== undefined && { after: differing(after, before) }),
    ...(why !== undefined && { why }),
  };
}

/** An image would fill the log. Its name tells it from others. */
const shortened = (members: Members): Members =>
  Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      typeof value === "string" && value.startsWith("data:") ? logoName(value) : value,
    ]),
  );
