/** What is registered at run time. */
import type { AuditEntry } from "../../ports/audit.ts";
import { refuseRepeated } from "../../ports/one-change-each.ts";
import type { Change, Conflict, ListedBy, Named, Registration, RegistrationStore } from "../../ports/registrations.ts";
import { soundIn } from "../../ports/sound-changes.ts";
import type { Connection } from "./connection.ts";
import { registrationUses } from "./registration-uses.ts";

/** In the id or the name. Folded in the program, because SQLite's `lower` knows only ASCII. */
const HAS_TEXT = "(instr(lower(id), ?) > 0 or instr(lower(coalesce(name, '')), ?) > 0)";

const COLUMNS = 'kind, id, content, since as "version", changed_at as "changedAt"';

export function registrationStore(
  { prepare, read, write }: Connection,
  append: (entry: AuditEntry) => void,
): RegistrationStore {
  const versionRow = prepare<{ readonly version: number }>("select version from registry");
  const nextVersion = prepare<{ readonly version: number }>(
    "insert into registry (id, version) values (1, 1) on conflict (id) do update set version = registry.version + 1 returning version",
  );
  const current = prepare<Registration>(
    `select ${COLUMNS} from registrations where kind = ? and id = ? and until is null`,
  );
  const at = prepare<Registration>(
    `select ${COLUMNS} from registrations where kind = ? and id = ? and since <= ? and (until is null or until > ?)`,
  );
  const list = prepare<Registration>(
    `select ${COLUMNS} from registrations where kind = ? and id > ? and until is null order by id limit ?`,
  );
  const having = prepare<Registration>(
    `select ${COLUMNS} from registrations where kind = ? and id > ? and until is null and ${HAS_TEXT} order by id limit ?`,
  );
  // Each list has an index of its own, and may end at the limit.
  const ofOwner = prepare<Registration>(
    `select ${COLUMNS} from registrations where owner = ? and kind = ? and id > ? and until is null and ${HAS_TEXT} order by id limit ?`,
  );
  const ofTeam = prepare<Registration>(
    `select ${COLUMNS} from registrations where team = ? and kind = ? and id > ? and until is null and ${HAS_TEXT} order by id limit ?`,
  );
  const begun = prepare<Named>("select kind, id from registrations where since > ?");
  const ended = prepare<Named>("select kind, id from registrations where until > ?");
  const insert = prepare(
    "insert into registrations (kind, id, since, content, changed_at, owner, team, name) values (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const end = prepare("update registrations set until = ?, ended_at = ? where kind = ? and id = ? and until is null");
  const removeSecrets = prepare("delete from application_secrets where client_id = ?");
  const insertSecret = prepare(
    "insert into application_secrets (client_id, hash, guessable, length, beginning) values (?, ?, ?, ?, ?)",
  );
  const guessable = prepare("select 1 from application_secrets where guessable = 1 limit 1");
  const hasSecret = prepare("select 1 from application_secrets where hash = ? limit 1");
  const lengths = prepare<{ readonly length: number }>(
    "select distinct length from application_secrets where beginning = ?",
  );
  const uses = registrationUses(prepare);
  const version = (): number => versionRow.get()?.version ?? 0;

  const isThere = ({ kind, id }: Named): boolean => current.get(kind, id) !== undefined;

  function conflictOf(change: Change, isSound: (change: Change) => boolean): Conflict | undefined {
    const found = current.get(change.kind, change.id);
    return (found?.version ?? 0) === change.from && isSound(change)
      ? undefined
      : { conflict: change, current: found && { ...found } };
  }

  function carryOut(change: Change, next: number, now: number): void {
    const { kind, id, content, found = {}, secrets = [] } = change;
    const { owner = null, team = null, name = null } = found;
    end.run(next, now, kind, id);
    uses.replace(change);
    if (content !== undefined) insert.run(kind, id, next, content, now, owner, team, name);
    if (kind !== "application") return;
    removeSecrets.run(id);
    for (const { hash, guessable, length, beginning } of content === undefined ? [] : secrets)
      insertSecret.run(id, hash, Number(guessable), length ?? null, beginning ?? null);
  }

  function listed(by: ListedBy): readonly Registration[] {
    const { kind, after = "", limit, ownedBy, text = "" } = by;
    const sought = text.toLowerCase();
    if (by.uses !== undefined) return uses.listed(by, by.uses);
    if (ownedBy === undefined)
      return text === "" ? list.all(kind, after, limit) : having.all(kind, after, sought, sought, limit);
    const all = [
      ...ofOwner.all(ownedBy.owner, kind, after, sought, sought, limit),
      ...ownedBy.teams.flatMap((team) => ofTeam.all(team, kind, after, sought, sought, limit)),
    ];
    return [...new Map(all.map((row) => [row.id, row])).values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  return {
    version: () => read(version),
    find: (kind, id, when) =>
      read(() => copied(when === undefined ? current.get(kind, id) : at.get(kind, id, when, when))),
    list: (by) => read(() => listed(by).map((row) => ({ ...row }))),
    countUsing: (used, kind) => read(() => uses.count(used, kind)),
    changedSince: (since) =>
      read(() => {
        const keys = [...begun.all(since), ...ended.all(since)];
        return [...new Map(keys.map(({ kind, id }) => [JSON.stringify([kind, id]), { kind, id }])).values()];
      }),
    change: (changes, entry) =>
      write(() => {
        refuseRepeated(changes);
        const isSound = soundIn(changes, { isThere, users: uses.users });
        for (const change of changes) {
          const conflict = conflictOf(change, isSound);
          if (conflict !== undefined) return conflict;
        }
        append(entry);
        const next = nextVersion.get()?.version ?? 0;
        for (const change of changes) carryOut(change, next, entry.at);
        return next;
      }),
    secrets: {
      haveGuessable: () => read(() => guessable.get() !== undefined),
      clientsAmong: (texts) =>
        read(() => new Set(texts.filter((text) => current.get("application", text) !== undefined))),
      secretsAmong: (sha256) => read(() => new Set(sha256.filter((hash) => hasSecret.get(hash) !== undefined))),
      lengthsOf: (beginnings) =>
        read(() => {
          const found = new Map<number, readonly number[]>();
          for (const beginning of beginnings) {
            const known = lengths.all(beginning).map(({ length }) => length);
            if (known.length > 0) found.set(beginning, known);
          }
          return found;
        }),
    },
  };
}

/** A row is an object without a prototype. */
const copied = (row: Registration | undefined): Registration | undefined => row && { ...row };
