/** What users have allowed, a row per scope. */
import type { ConsentStore } from "../../ports/storage.ts";
import { activityNoter } from "./activity.ts";
import type { Connection } from "./connection.ts";

/** The consents of a database. */
export function consentStore({ prepare, read, writeRows, cached, forget }: Connection): ConsentStore {
  const find = prepare<{ readonly scope: string }>(
    "select scope from consents where subject = ? and client_id = ? order by scope",
  );
  const add = prepare(
    "insert into consents (subject, client_id, scope, given_at) values (?, ?, ?, ?) on conflict do nothing",
  );
  const remove = prepare("delete from consents where subject = ? and client_id = ? and scope = ?");
  const note = activityNoter(prepare);
  const load = cached(function* (key: string) {
    return (yield* find.all(...(JSON.parse(key) as [string, string]))).map(({ scope }) => scope);
  });
  return {
    find: read(function* (subject, clientId) {
      return (yield* load(JSON.stringify([subject, clientId]))) ?? [];
    }),
    add: writeRows(function* (subject, clientId, scopes, at) {
      forget();
      let added = 0;
      for (const scope of scopes) added += (yield* add.run(subject, clientId, scope, at)).changes;
      if (added > 0) yield* note({ subject, at, what: "allowed", about: clientId });
    }),
    remove: writeRows(function* (subject, clientId, scopes) {
      forget();
      for (const scope of scopes) yield* remove.run(subject, clientId, scope);
    }),
  };
}
