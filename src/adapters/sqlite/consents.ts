/** What users have allowed, a row per scope. */
import type { ConsentStore } from "../../ports/storage.ts";
import { activityNoter } from "./activity.ts";
import type { Connection } from "./connection.ts";

/** The consents of a database. */
export function consentStore({ prepare, read, write, cached, forget }: Connection): ConsentStore {
  const find = prepare<{ readonly scope: string }>(
    "select scope from consents where subject = ? and client_id = ? order by scope",
  );
  const add = prepare(
    "insert into consents (subject, client_id, scope, given_at) values (?, ?, ?, ?) on conflict do nothing",
  );
  const remove = prepare("delete from consents where subject = ? and client_id = ? and scope = ?");
  const note = activityNoter(prepare);
  const load = cached((key: string) => find.all(...(JSON.parse(key) as [string, string])).map(({ scope }) => scope));
  return {
    find: (subject, clientId) => read(() => load(JSON.stringify([subject, clientId])) ?? []),
    add: (subject, clientId, scopes, at) =>
      write(() => {
        forget();
        const added = scopes.filter((scope) => add.run(subject, clientId, scope, at).changes === 1);
        if (added.length > 0) note({ subject, at, what: "allowed", about: clientId });
      }),
    remove: (subject, clientId, scopes) =>
      write(() => {
        forget();
        for (const scope of scopes) remove.run(subject, clientId, scope);
      }),
  };
}
