/** What is registered at run time, in memory. */
import type { AuditEntry } from "../../ports/audit.ts";
import { fileChange, sinceIn } from "../../ports/file-clients.ts";
import { refuseRepeated } from "../../ports/one-change-each.ts";
import type { StoredTeam } from "../../ports/registered.ts";
import type {
  Change,
  Conflict,
  FoundAs,
  IndexedSecret,
  ListedBy,
  Named,
  Registration,
  RegistrationStore,
} from "../../ports/registrations.ts";
import { soundIn } from "../../ports/sound-changes.ts";

interface Kept extends Registration {
  readonly found?: FoundAs | undefined;
  readonly uses?: readonly Named[] | undefined;
  /** The version that ended it, and when. */
  readonly until?: number;
  readonly endedAt?: number;
}

export interface MemoryRegistrations {
  readonly store: RegistrationStore;
  /** As in the store, at once. */
  readonly change: (changes: readonly Change[], entry: AuditEntry) => number | Conflict;
  readonly conflictIn: (changes: readonly Change[]) => Conflict | undefined;
  readonly find: (kind: string, id: string) => Registration | undefined;
  /** The ids of the applications of an owner, folded. */
  readonly idsOf: (owner: string) => readonly string[];
  /** See `Storage.purge`. */
  readonly purge: (now: number, limit: number) => number;
}

/** `endOfClient` is called with an id that stands for another application from now on, or for none. */
export function memoryRegistrations(
  append: (entry: AuditEntry) => void,
  endOfClient: (clientId: string, at: number) => void,
): MemoryRegistrations {
  let rows: readonly Kept[] = [];
  let version = 0;
  let inFile: ReadonlyMap<string, number> | undefined;
  const secretsOf = new Map<string, readonly IndexedSecret[]>();
  const secrets = (): readonly IndexedSecret[] => [...secretsOf.values()].flat();
  const isOf = (kind: string, id: string) => (row: Kept) => row.kind === kind && row.id === id;
  const inForce = (kind: string, id: string): Kept | undefined =>
    rows.find((row) => row.until === undefined && isOf(kind, id)(row));

  const users = (of: Named): readonly Named[] =>
    rows.filter((row) => row.until === undefined && refersTo(row, of)).map(({ kind, id }) => ({ kind, id }));

  function isWithin({ kind, id, content, atMost, found: { owner, team } = {} }: Change): boolean {
    if (content === undefined || atMost === undefined) return true;
    const isAnother = (row: Kept) => row.kind === kind && row.until === undefined && row.id !== id;
    const isTheirs = ({ found }: Kept) =>
      owner === undefined ? team !== undefined && found?.team === team : found?.owner === owner;
    return rows.filter((row) => isAnother(row) && isTheirs(row)).length < atMost;
  }

  function conflictOf(change: Change, isSound: (change: Change) => boolean): Conflict | undefined {
    const current = inForce(change.kind, change.id);
    return (current?.version ?? 0) === change.from && isSound(change) && isWithin(change)
      ? undefined
      : { conflict: change, current: current && shown(current) };
  }

  function carryOut({ kind, id, content, from, found, uses, secrets = [] }: Change, at: number): void {
    const addedAt = from === 0 ? at : inForce(kind, id)?.addedAt;
    rows = rows.map((row) =>
      row.until === undefined && isOf(kind, id)(row) ? { ...row, until: version, endedAt: at } : row,
    );
    if (content !== undefined) rows = [...rows, { kind, id, content, version, changedAt: at, addedAt, found, uses }];
    if (kind !== "application") return;
    if (content === undefined || from === 0) endOfClient(id, at);
    secretsOf.set(id, content === undefined ? [] : secrets);
  }

  function conflictIn(changes: readonly Change[]): Conflict | undefined {
    refuseRepeated(changes);
    const isSound = soundIn(changes, { isThere: ({ kind, id }) => inForce(kind, id) !== undefined, users });
    for (const each of changes) {
      const conflict = conflictOf(each, isSound);
      if (conflict !== undefined) return conflict;
    }
    return undefined;
  }

  function change(changes: readonly Change[], entry: AuditEntry): number | Conflict {
    const conflict = conflictIn(changes);
    if (conflict !== undefined) return conflict;
    append(entry);
    version++;
    for (const each of changes) carryOut(each, entry.at);
    return version;
  }

  const store: RegistrationStore = {
    version: async () => version,
    async find(kind, id, at = version) {
      const found = rows.find(
        (row) => isOf(kind, id)(row) && row.version <= at && (row.until === undefined || row.until > at),
      );
      return found && shown(found);
    },
    countUsing: async (used, kind) =>
      rows.filter((row) => row.kind === kind && row.until === undefined && refersTo(row, used)).length,
    list: async ({ kind, after, limit, ownedBy, uses, member, text = "" }) =>
      rows
        .filter((row) => row.kind === kind && row.until === undefined && (after === undefined || row.id > after))
        .filter((row) => member === undefined || hasMember(row, member))
        .filter((row) => refersTo(row, uses) && isOwnedBy(row, ownedBy) && hasText(row, text.toLowerCase()))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map(shown),
    async changedSince(since) {
      const changed = rows.filter((row) => row.version > since || (row.until ?? 0) > since);
      return [...new Map(changed.map(({ kind, id }) => [JSON.stringify([kind, id]), { kind, id }])).values()];
    },
    change: async (changes, entry) => change(changes, entry),
    async inFile(ids, at, entry) {
      const before = inFile;
      const change = fileChange(before, ids);
      if (entry !== undefined && change !== undefined) append(entry(change));
      const [since, taken] = sinceIn(before, ids, at);
      const shadowed = [...(before?.keys() ?? [])].filter((id) => !since.has(id) && inForce("application", id));
      for (const id of [...taken, ...shadowed]) endOfClient(id, at);
      inFile = since;
      return since;
    },
    secrets: {
      haveGuessable: async () => secrets().some(({ guessable }) => guessable),
      async foreignKinds() {
        const kinds = secrets().flatMap(({ foreignKind = [] }) => foreignKind);
        return [...new Set(kinds)].sort().map((kind) => ({ kind, count: kinds.filter((one) => one === kind).length }));
      },
      clientsAmong: async (texts) => new Set(texts.filter((text) => inForce("application", text) !== undefined)),
      async secretsAmong(sha256) {
        const known = new Set(secrets().map(({ hash }) => hash));
        return new Set(sha256.filter((one) => known.has(one)));
      },
      async lengthsOf(beginnings) {
        const found = new Map<number, readonly number[]>();
        for (const { beginning, length } of secrets())
          if (beginning !== undefined && length !== undefined && beginnings.includes(beginning))
            found.set(beginning, [...new Set([...(found.get(beginning) ?? []), length])]);
        return found;
      },
    },
  };
  return {
    store,
    change,
    conflictIn,
    find: (kind, id) => inForce(kind, id),
    idsOf: (owner) =>
      rows
        .filter(({ kind, until, found }) => kind === "application" && until === undefined && found?.owner === owner)
        .map(({ id }) => id),
    purge(now, limit) {
      const gone = new Set(rows.filter(({ endedAt }) => endedAt !== undefined && endedAt < now).slice(0, limit));
      rows = rows.filter((row) => !gone.has(row));
      return gone.size;
    },
  };
}

const isSame = (one: Named, other: Named): boolean => one.kind === other.kind && one.id === other.id;

const hasMember = ({ kind, content }: Kept, subject: string): boolean =>
  kind === "team" && (JSON.parse(content) as StoredTeam).team.members.some((member) => member.subject === subject);

const refersTo = ({ uses = [] }: Kept, used: Named | undefined): boolean =>
  used === undefined || uses.some((one) => isSame(one, used));

const isOwnedBy = ({ found }: Kept, by: ListedBy["ownedBy"]): boolean =>
  by === undefined || found?.owner === by.owner || (found?.team !== undefined && by.teams.includes(found.team));

const hasText = ({ id, found }: Kept, text: string): boolean =>
  id.toLowerCase().includes(text) || found?.name?.toLowerCase().includes(text) === true;

const shown = ({ kind, id, content, version, changedAt, addedAt }: Kept): Registration => ({
  ...{ kind, id, content, version, changedAt },
  ...(addedAt !== undefined && { addedAt }),
});
