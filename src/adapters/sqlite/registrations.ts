/** What is registered at run time. */
import type { AuditEntry } from "../../ports/audit.ts";
import type { Change, Conflict, Registration, RegistrationStore } from "../../ports/registrations.ts";
import type { Connection } from "./connection.ts";

type Key = Pick<Registration, "kind" | "id">;

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
  const begun = prepare<Key>("select kind, id from registrations where since > ?");
  const ended = prepare<Key>("select kind, id from registrations where until > ?");
  const insert = prepare("insert into registrations (kind, id, since, content, changed_at) values (?, ?, ?, ?, ?)");
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
  const version = (): number => versionRow.get()?.version ?? 0;

  function conflictOf(change: Change): Conflict | undefined {
    const found = current.get(change.kind, change.id);
    return (found?.version ?? 0) === change.from ? undefined : { conflict: change, current: found && { ...found } };
  }

  function carryOut({ kind, id, content, secrets = [] }: Change, next: number, now: number): void {
    end.run(next, now, kind, id);
    if (content !== undefined) insert.run(kind, id, next, content, now);
    if (kind !== "application") return;
    removeSecrets.run(id);
    for (const { hash, guessable, length, beginning } of content === undefined ? [] : secrets)
      insertSecret.run(id, hash, Number(guessable), length ?? null, beginning ?? null);
  }

  return {
    version: () => read(version),
    find: (kind, id, when) =>
      read(() => copied(when === undefined ? current.get(kind, id) : at.get(kind, id, when, when))),
    list: ({ kind, after = "", limit }) => read(() => list.all(kind, after, limit).map((row) => ({ ...row }))),
    changedSince: (since) =>
      read(() => {
        const keys = [...begun.all(since), ...ended.all(since)];
        return [...new Map(keys.map(({ kind, id }) => [JSON.stringify([kind, id]), { kind, id }])).values()];
      }),
    change: (changes, entry) =>
      write(() => {
        for (const change of changes) {
          const conflict = conflictOf(change);
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
