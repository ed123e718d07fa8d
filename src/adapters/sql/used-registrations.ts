/** What refers to what among the registrations in force. */
import type { Change, Kind, ListedBy, Named, Registration } from "../../ports/registrations.ts";
import type { Connection, Steps } from "./connection.ts";

export function registrationUses(prepare: Connection["prepare"]) {
  const remove = prepare("delete from registration_uses where kind = ? and id = ?");
  const insert = prepare(
    "insert into registration_uses (used_kind, used_id, kind, id) values (?, ?, ?, ?) on conflict do nothing",
  );
  const users = prepare<Named>("select kind, id from registration_uses where used_kind = ? and used_id = ?");
  const counted = prepare<{ readonly users: number }>(
    "select count(*) as users from registration_uses where used_kind = ? and used_id = ? and kind = ?",
  );
  const list = prepare<Registration>(
    `select r.kind, r.id, r.content, r.since as "version", r.changed_at as "changedAt", r.added_at as "addedAt"
     from registration_uses u join registrations r on r.kind = u.kind and r.id = u.id and r.until is null
     where u.used_kind = ?1 and u.used_id = ?2 and u.kind = ?3 and u.id > ?4
       and (cast(?5 as text) is null or r.owner = ?5 or r.team in (select value from json_each(?6)))
       and (instr(lower(r.id), ?7) > 0 or instr(lower(coalesce(r.name, '')), ?7) > 0)
     order by u.id limit ?8`,
  );

  return {
    users: ({ kind, id }: Named): Steps<readonly Named[]> => users.all(kind, id),
    *replace({ kind, id, content, uses = [] }: Change): Steps<void> {
      yield* remove.run(kind, id);
      if (content !== undefined) for (const one of uses) yield* insert.run(one.kind, one.id, kind, id);
    },
    *count(used: Named, kind: Kind): Steps<number> {
      return (yield* counted.get(used.kind, used.id, kind))?.users ?? 0;
    },
    listed({ kind, after = "", limit, ownedBy, text = "" }: ListedBy, used: Named): Steps<readonly Registration[]> {
      const whose = ownedBy === undefined ? [null, "[]"] : [ownedBy.owner, JSON.stringify(ownedBy.teams)];
      return list.all(used.kind, used.id, kind, after, ...whose, text.toLowerCase(), limit);
    },
  };
}
