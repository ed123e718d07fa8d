/** Changes of what is registered, asked for by a page of the console: decided and audited as those of the admin API are. */
import type { Members, Representation } from "../../admin/representation.ts";
import type { ShownFault } from "../../pages/console/fields.tsx";
import type { Contents } from "../../ports/registered.ts";
import type { AdminKind, AdminOccasion } from "../../protocol/admin/occasion.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { type AdminRequest, type Changed, changeRegistered } from "../../service/admin/change.ts";
import type { Visit } from "./section.ts";

export interface Asked {
  readonly act: AdminOccasion["act"];
  readonly id?: string | undefined;
  /** What is sent as JSON; none for a removal. */
  readonly members?: Members | undefined;
  /** The ETag of the version that the form was made from. */
  readonly ifMatch?: string | undefined;
  readonly why?: string | undefined;
  /** Removes it although it is used. */
  readonly force?: boolean;
  /** Says what it would do, and changes nothing. */
  readonly dryRun?: boolean;
}

export function ask<Kind extends AdminKind>(
  { deps, caller, method, path }: Visit,
  of: Representation<Kind>,
  { act, id, members, ifMatch, why, force, dryRun = false }: Asked,
): Promise<Changed<Kind> | Refused> {
  const request: AdminRequest<Kind> = {
    ...{ of, act, id, method, path, caller, why, ifMatch, force },
    contentType: "application/json",
    body: members === undefined ? "" : JSON.stringify(members),
    wrongParameter: undefined,
  };
  return changeRegistered(deps, request, dryRun);
}

/** The faults of a refusal, by the member that they are of; `redirect_uris/1` counts for `redirect_uris`. */
export function faultsIn({ refused, evidence }: Refused): ReadonlyMap<string, ShownFault> {
  const found = new Map<string, ShownFault>();
  if (refused !== "admin/field-invalid" && refused !== "admin/member-unknown" && refused !== "admin/operator-only")
    return found;
  const { fields, sent, expected } = evidence as Readonly<Record<"fields" | "sent" | "expected", readonly string[]>>;
  for (const [i, pointer] of fields.entries()) {
    const member = pointer.split("/")[1] ?? "";
    if (!found.has(member)) found.set(member, { sent: sent[i] ?? "", expected: expected[i] ?? "" });
  }
  return found;
}

/** What was changed meanwhile: the members in which what is in force differs from what the form would save. */
export function differencesFrom<Kind extends AdminKind>(
  of: Representation<Kind>,
  current: Contents[Kind],
  sent: Members,
): readonly { readonly member: string; readonly now: string; readonly yours: string }[] {
  const now = of.membersOf(current);
  return Object.entries(sent)
    .filter(([member, value]) => JSON.stringify(now[member]) !== JSON.stringify(value))
    .map(([member, value]) => ({ member, now: shown(now[member]), yours: shown(value) }));
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}
