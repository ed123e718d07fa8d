/** Reads what is stored, and carries out a plan: all of it or nothing. */
import type { Actor, AuditEntry } from "../ports/audit.ts";
import {
  apiChange,
  applicationChange,
  contentOf,
  type StoredApi,
  type StoredApplication,
  type StoredScope,
  type StoredTrustedIssuer,
  scopeChange,
  trustedIssuerChange,
} from "../ports/registered.ts";
import type { Change, Conflict, DeclaredKind, RegistrationStore } from "../ports/registrations.ts";
import type { Difference } from "./differences.ts";
import type { Item, PlannedChange } from "./items.ts";
import type { Plan } from "./plan.ts";

const PAGE = 1_000;
const KINDS: readonly DeclaredKind[] = ["api", "scope", "application", "trusted-issuer"];

/** Everything that a file can register: APIs, scopes, applications, trusted issuers, each in the order of their ids. */
export async function itemsIn(store: RegistrationStore): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (const kind of KINDS) {
    for (let after: string | undefined; ; ) {
      const page = await store.list({ kind, after, limit: PAGE });
      for (const one of page)
        found.push({ kind, id: one.id, content: contentOf({ ...one, kind }), version: one.version });
      after = page.at(-1)?.id;
      if (page.length < PAGE) break;
    }
  }
  return found;
}

export interface Act {
  readonly actor: Actor;
  readonly action: string;
  readonly target: AuditEntry["target"];
  readonly why?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Carries out the changes in one step, with an entry in the audit log. Returns the new version, or what was changed meanwhile. */
export function carryOut(
  store: RegistrationStore,
  changes: Plan["changes"],
  { actor, action, target, why, now }: Act,
): Promise<number | Conflict> {
  return store.change(changes.map(changeOf), {
    at: now,
    actor,
    action,
    target,
    before: recordOf(changes, target, ({ before }) => before),
    after: recordOf(changes, target, ({ after }) => after),
    ...(why !== undefined && { why }),
  });
}

const CHANGES: Readonly<Record<DeclaredKind, (content: never, from: number) => Change>> = {
  application: (content: StoredApplication, from) => applicationChange(content, from),
  scope: (content: StoredScope, from) => scopeChange(content, from),
  api: (content: StoredApi, from) => apiChange(content, from),
  "trusted-issuer": (content: StoredTrustedIssuer, from) => trustedIssuerChange(content, from),
};

function changeOf({ kind, id, from, content }: PlannedChange): Change {
  if (content === undefined) return { kind, id, from, content };
  return CHANGES[kind](content as never, from);
}

/** The members that differ: of the target, or by what was changed where the target is a whole registry. */
function recordOf(
  changes: Plan["changes"],
  target: Act["target"],
  of: (difference: Difference) => unknown,
): Record<string, unknown> {
  const each = changes.map(({ kind, id, differences }) => {
    const members = differences.flatMap((one) => (of(one) === undefined ? [] : [[one.member, of(one)]]));
    return { kind, id, members: Object.fromEntries(members) as Record<string, unknown> };
  });
  const alone = each.find(({ kind, id }) => kind === target.kind && id === target.id);
  return alone?.members ?? Object.fromEntries(each.map(({ kind, id, members }) => [`${kind} ${id}`, members]));
}
