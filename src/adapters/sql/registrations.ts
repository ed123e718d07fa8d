/** What is registered at run time. */
import type { HashKind } from "../../ports/password-hash.ts";
import type { ListedBy, Named, Registration, RegistrationStore } from "../../ports/registrations.ts";
import { auditAppender } from "./audit.ts";
import type { Connection, Steps } from "./connection.ts";
import { fileClientKeeper } from "./file-clients.ts";
import { REGISTRATION_COLUMNS, registrationChanger } from "./registration-changes.ts";
import { registrationUses } from "./used-registrations.ts";

export type RegistrationRow = Omit<Registration, "addedAt"> & { readonly addedAt?: number | null | undefined };

/** In the id or the name. Folded in the program, because SQLite's `lower` knows only ASCII. */
const HAS_TEXT = "(instr(lower(id), ?) > 0 or instr(lower(coalesce(name, '')), ?) > 0)";

const COLUMNS = `${REGISTRATION_COLUMNS}, added_at as "addedAt"`;

export function registrationStore({ prepare, read, write, forget }: Connection): RegistrationStore {
  const versionRow = prepare<{ readonly version: number }>("select version from registry");
  const current = prepare<RegistrationRow>(
    `select ${COLUMNS} from registrations where kind = ? and id = ? and until is null`,
  );
  const at = prepare<RegistrationRow>(
    `select ${COLUMNS} from registrations where kind = ? and id = ? and since <= ? and (until is null or until > ?)`,
  );
  const list = prepare<RegistrationRow>(
    `select ${COLUMNS} from registrations where kind = ? and id > ? and until is null order by id limit ?`,
  );
  const having = prepare<RegistrationRow>(
    `select ${COLUMNS} from registrations where kind = ? and id > ? and until is null and ${HAS_TEXT} order by id limit ?`,
  );
  // Each list has an index of its own, and may end at the limit.
  const ofOwner = prepare<RegistrationRow>(
    `select ${COLUMNS} from registrations where owner = ? and kind = ? and id > ? and until is null and ${HAS_TEXT} order by id limit ?`,
  );
  const ofTeam = prepare<RegistrationRow>(
    `select ${COLUMNS} from registrations where team = ? and kind = ? and id > ? and until is null and ${HAS_TEXT} order by id limit ?`,
  );
  const ofMember = prepare<RegistrationRow>(
    `select ${COLUMNS} from registrations where kind = ?2 and kind = 'team' and until is null
       and id in (select team from team_members where subject = ?1 and team > ?3) order by id limit ?4`,
  );
  const begun = prepare<Named>("select kind, id from registrations where since > ?");
  const ended = prepare<Named>("select kind, id from registrations where until > ?");
  const append = auditAppender(prepare);
  const fileClients = fileClientKeeper(prepare, append);
  const changer = registrationChanger(prepare, append, forget);
  const guessable = prepare("select 1 from application_secrets where guessable = 1 limit 1");
  const foreign = prepare<HashKind>(
    "select foreign_kind as kind, count(*) as count from application_secrets where foreign_kind is not null group by foreign_kind order by foreign_kind",
  );
  const hasSecret = prepare("select 1 from application_secrets where hash = ? limit 1");
  const lengths = prepare<{ readonly length: number }>(
    "select distinct length from application_secrets where beginning = ?",
  );
  const uses = registrationUses(prepare);
  function* version(): Steps<number> {
    return (yield* versionRow.get())?.version ?? 0;
  }

  function* listed(by: ListedBy): Steps<readonly RegistrationRow[]> {
    const { kind, after = "", limit, ownedBy, text = "" } = by;
    const sought = text.toLowerCase();
    if (by.member !== undefined) return yield* ofMember.all(by.member, kind, after, limit);
    if (by.uses !== undefined) return yield* uses.listed(by, by.uses);
    if (ownedBy === undefined)
      return yield* text === "" ? list.all(kind, after, limit) : having.all(kind, after, sought, sought, limit);
    const all = [...(yield* ofOwner.all(ownedBy.owner, kind, after, sought, sought, limit))];
    for (const team of ownedBy.teams) all.push(...(yield* ofTeam.all(team, kind, after, sought, sought, limit)));
    return [...new Map(all.map((row) => [row.id, row])).values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  return {
    version: read(version),
    find: read(function* (kind, id, when) {
      const row = yield* when === undefined ? current.get(kind, id) : at.get(kind, id, when, when);
      return row && registrationOf(row);
    }),
    list: read(function* (by) {
      return (yield* listed(by)).map(registrationOf);
    }),
    countUsing: read(uses.count),
    changedSince: read(function* (since) {
      const keys = [...(yield* begun.all(since)), ...(yield* ended.all(since))];
      return [...new Map(keys.map(({ kind, id }) => [JSON.stringify([kind, id]), { kind, id }])).values()];
    }),
    change: write(changer.change),
    inFile: write(fileClients),
    secrets: {
      haveGuessable: read(function* () {
        return (yield* guessable.get()) !== undefined;
      }),
      foreignKinds: read(function* () {
        return (yield* foreign.all()).map(({ kind, count }) => ({ kind, count }));
      }),
      clientsAmong: read(function* (texts) {
        const found = new Set<string>();
        for (const text of texts) if ((yield* current.get("application", text)) !== undefined) found.add(text);
        return found;
      }),
      secretsAmong: read(function* (sha256) {
        const found = new Set<string>();
        for (const hash of sha256) if ((yield* hasSecret.get(hash)) !== undefined) found.add(hash);
        return found;
      }),
      lengthsOf: read(function* (beginnings) {
        const found = new Map<number, readonly number[]>();
        for (const beginning of beginnings) {
          const known = (yield* lengths.all(beginning)).map(({ length }) => length);
          if (known.length > 0) found.set(beginning, known);
        }
        return found;
      }),
    },
  };
}

/** A row is an object without a prototype, and has null where nothing is known. */
export const registrationOf = ({ addedAt, ...row }: RegistrationRow): Registration => ({
  ...row,
  ...(typeof addedAt === "number" && { addedAt }),
});
