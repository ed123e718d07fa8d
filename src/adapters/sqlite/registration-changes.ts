/** Changes what is registered, within an open transaction. */
import type { AuditEntry } from "../../ports/audit.ts";
import { refuseRepeated } from "../../ports/one-change-each.ts";
import type { Change, Conflict, Named, Registration } from "../../ports/registrations.ts";
import { soundIn } from "../../ports/sound-changes.ts";
import type { Connection } from "./connection.ts";
import { endOfClient } from "./holdings.ts";
import { registrationUses } from "./registration-uses.ts";
import { roomForOneMore } from "./room-for-one-more.ts";

export const REGISTRATION_COLUMNS = 'kind, id, content, since as "version", changed_at as "changedAt"';

export interface RegistrationChanger {
  /** The first change that was made from another version than the one in force. */
  readonly conflictIn: (changes: readonly Change[]) => Conflict | undefined;
  /** Carries out all of them, and appends the entry. The new version, or a conflict, with which nothing was done. */
  readonly change: (changes: readonly Change[], entry: AuditEntry) => number | Conflict;
}

export function registrationChanger(
  prepare: Connection["prepare"],
  append: (entry: AuditEntry) => void,
  forget: () => void,
): RegistrationChanger {
  const nextVersion = prepare<{ readonly version: number }>(
    "insert into registry (id, version) values (1, 1) on conflict (id) do update set version = registry.version + 1 returning version",
  );
  const current = prepare<Registration & { readonly addedAt: number | null }>(
    `select ${REGISTRATION_COLUMNS}, added_at as "addedAt" from registrations where kind = ? and id = ? and until is null`,
  );
  const insert = prepare(
    "insert into registrations (kind, id, since, content, changed_at, owner, team, name, added_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const end = prepare("update registrations set until = ?, ended_at = ? where kind = ? and id = ? and until is null");
  const removeSecrets = prepare("delete from application_secrets where client_id = ?");
  const insertSecret = prepare(
    "insert into application_secrets (client_id, hash, guessable, length, beginning) values (?, ?, ?, ?, ?)",
  );
  const endClient = endOfClient(prepare);
  const uses = registrationUses(prepare);
  const hasRoom = roomForOneMore(prepare);
  const isThere = ({ kind, id }: Named): boolean => current.get(kind, id) !== undefined;

  function conflictOf(change: Change, isSound: (change: Change) => boolean): Conflict | undefined {
    const found = current.get(change.kind, change.id);
    if ((found?.version ?? 0) === change.from && isSound(change) && hasRoom(change)) return undefined;
    return { conflict: change, current: found && withoutDate(found) };
  }

  function carryOut(change: Change, next: number, now: number): void {
    const { kind, id, content, from, found = {}, secrets = [] } = change;
    const { owner = null, team = null, name = null } = found;
    const addedAt = from === 0 ? now : (current.get(kind, id)?.addedAt ?? null);
    end.run(next, now, kind, id);
    uses.replace(change);
    if (content !== undefined) insert.run(kind, id, next, content, now, owner, team, name, addedAt);
    if (kind !== "application") return;
    // Whoever gets the id later must not inherit what users have allowed. Both ways, because the file may have had it in between.
    if (content === undefined || from === 0) endClient(id, now);
    removeSecrets.run(id);
    for (const { hash, guessable, length, beginning } of content === undefined ? [] : secrets)
      insertSecret.run(id, hash, Number(guessable), length ?? null, beginning ?? null);
  }

  function conflictIn(changes: readonly Change[]): Conflict | undefined {
    refuseRepeated(changes);
    const isSound = soundIn(changes, { isThere, users: uses.users });
    for (const change of changes) {
      const conflict = conflictOf(change, isSound);
      if (conflict !== undefined) return conflict;
    }
    return undefined;
  }

  return {
    conflictIn,
    change(changes, entry) {
      const conflict = conflictIn(changes);
      if (conflict !== undefined) return conflict;
      append(entry);
      forget();
      const next = nextVersion.get()?.version ?? 0;
      for (const change of changes) carryOut(change, next, entry.at);
      return next;
    },
  };
}

const withoutDate = ({ kind, id, content, version, changedAt }: Registration): Registration => ({
  ...{ kind, id, content, version, changedAt },
});
