/** Changes what is registered, within an open transaction. */
import type { AuditEntry } from "../../ports/audit.ts";
import { refuseRepeated } from "../../ports/one-change-each.ts";
import type { Change, Conflict, Named, Registration } from "../../ports/registrations.ts";
import { type InForce, soundIn } from "../../ports/sound-changes.ts";
import type { Connection, Steps } from "./connection.ts";
import { endOfClient } from "./holdings.ts";
import { roomForOneMore } from "./room-for-one-more.ts";
import { registrationUses } from "./used-registrations.ts";

export const REGISTRATION_COLUMNS = 'kind, id, content, since as "version", changed_at as "changedAt"';

export interface RegistrationChanger {
  /** The first change that was made from another version than the one in force. */
  readonly conflictIn: (changes: readonly Change[]) => Steps<Conflict | undefined>;
  /** Carries out all of them, and appends the entry. The new version, or a conflict, with which nothing was done. */
  readonly change: (changes: readonly Change[], entry: AuditEntry) => Steps<number | Conflict>;
}

export function registrationChanger(
  prepare: Connection["prepare"],
  append: (entry: AuditEntry) => Steps<unknown>,
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
    "insert into application_secrets (client_id, hash, guessable, length, beginning, foreign_kind) values (?, ?, ?, ?, ?, ?)",
  );
  const endClient = endOfClient(prepare);
  const uses = registrationUses(prepare);
  const hasRoom = roomForOneMore(prepare);

  /** What the changes refer to. */
  function* inForce(changes: readonly Change[]): Steps<InForce> {
    const there = new Set<string>();
    const users = new Map<string, readonly Named[]>();
    for (const change of changes) {
      for (const one of change.requires ?? [])
        if ((yield* current.get(one.kind, one.id)) !== undefined) there.add(keyOf(one));
      if (change.unlessUsed === true) users.set(keyOf(change), yield* uses.users(change));
    }
    return { isThere: (one) => there.has(keyOf(one)), users: (of) => users.get(keyOf(of)) ?? [] };
  }

  function* conflictOf(change: Change, isSound: (change: Change) => boolean): Steps<Conflict | undefined> {
    const found = yield* current.get(change.kind, change.id);
    if ((found?.version ?? 0) === change.from && isSound(change) && (yield* hasRoom(change))) return undefined;
    return { conflict: change, current: found && withoutDate(found) };
  }

  function* carryOut(change: Change, next: number, now: number): Steps<void> {
    const { kind, id, content, from, found = {}, secrets = [] } = change;
    const { owner = null, team = null, name = null } = found;
    const addedAt = from === 0 ? now : ((yield* current.get(kind, id))?.addedAt ?? null);
    yield* end.run(next, now, kind, id);
    yield* uses.replace(change);
    if (content !== undefined) yield* insert.run(kind, id, next, content, now, owner, team, name, addedAt);
    if (kind !== "application") return;
    // Whoever gets the id later must not inherit what users have allowed. Both ways, because the file may have had it in between.
    if (content === undefined || from === 0) yield* endClient(id, now);
    yield* removeSecrets.run(id);
    for (const { hash, guessable, length = null, beginning = null, foreignKind = null } of content === undefined
      ? []
      : secrets)
      yield* insertSecret.run(id, hash, Number(guessable), length, beginning, foreignKind);
  }

  function* conflictIn(changes: readonly Change[]): Steps<Conflict | undefined> {
    refuseRepeated(changes);
    const isSound = soundIn(changes, yield* inForce(changes));
    for (const change of changes) {
      const conflict = yield* conflictOf(change, isSound);
      if (conflict !== undefined) return conflict;
    }
    return undefined;
  }

  return {
    conflictIn,
    *change(changes, entry) {
      const conflict = yield* conflictIn(changes);
      if (conflict !== undefined) return conflict;
      yield* append(entry);
      forget();
      const next = (yield* nextVersion.get())?.version ?? 0;
      for (const change of changes) yield* carryOut(change, next, entry.at);
      return next;
    },
  };
}

const keyOf = ({ kind, id }: Named): string => JSON.stringify([kind, id]);

const withoutDate = ({ kind, id, content, version, changedAt }: Registration): Registration => ({
  ...{ kind, id, content, version, changedAt },
});
