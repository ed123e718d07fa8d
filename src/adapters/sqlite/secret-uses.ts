/** When secrets were last used. */
import type { SecretUse, SecretUseStore } from "../../ports/secret-uses.ts";
import type { Connection } from "./connection.ts";

export function secretUseStore({ prepare, read, write }: Connection): SecretUseStore {
  const note = prepare(
    `insert into secret_uses (client_id, secret_id, used_at) values (?, ?, ?)
     on conflict (client_id, secret_id) do update set used_at = max(used_at, excluded.used_at)`,
  );
  const ofClient = prepare<SecretUse>(
    'select client_id as "clientId", secret_id as "secretId", used_at as "at" from secret_uses where client_id = ? order by secret_id',
  );
  return {
    note: (uses) =>
      write(() => {
        for (const { clientId, secretId, at } of uses) note.run(clientId, secretId, at);
      }),
    of: (clientId) => read(() => ofClient.all(clientId).map((row) => ({ ...row }))),
  };
}
