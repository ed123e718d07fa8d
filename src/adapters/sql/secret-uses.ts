/** When secrets were last used. */
import type { SecretUse, SecretUseStore } from "../../ports/secret-uses.ts";
import type { Connection } from "./connection.ts";

export function secretUseStore({ prepare, read, writeRows }: Connection): SecretUseStore {
  const note = prepare(
    `insert into secret_uses (client_id, secret_id, used_at) values (?, ?, ?)
     on conflict (client_id, secret_id) do update set used_at = case when excluded.used_at > secret_uses.used_at then excluded.used_at else secret_uses.used_at end`,
  );
  const ofClient = prepare<SecretUse>(
    'select client_id as "clientId", secret_id as "secretId", used_at as "at" from secret_uses where client_id = ? order by secret_id',
  );
  return {
    note: (uses) =>
      writeRows(function* () {
        for (const { clientId, secretId, at } of uses) yield* note.run(clientId, secretId, at);
      }),
    of: (clientId) =>
      read(function* () {
        return (yield* ofClient.all(clientId)).map((row) => ({ ...row }));
      }),
  };
}
