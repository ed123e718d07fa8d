/** When secrets were last used. */
import type { SecretUse, SecretUseStore } from "../../ports/secret-uses.ts";
import type { Connection } from "./connection.ts";
import { insertingMany } from "./many-rows.ts";

export function secretUseStore({ prepare, read, writeRows }: Connection): SecretUseStore {
  const note = insertingMany(prepare, {
    table: "secret_uses",
    columns: ["client_id", "secret_id", "used_at"],
    key: 2,
    otherwise:
      "do update set used_at = case when excluded.used_at > secret_uses.used_at then excluded.used_at else secret_uses.used_at end",
  });
  const ofClient = prepare<SecretUse>(
    'select client_id as "clientId", secret_id as "secretId", used_at as "at" from secret_uses where client_id = ? order by secret_id',
  );
  return {
    note: writeRows(function* (uses) {
      yield* note(uses.map(({ clientId, secretId, at }) => [clientId, secretId, at]));
    }),
    of: read(function* (clientId) {
      return (yield* ofClient.all(clientId)).map((row) => ({ ...row }));
    }),
  };
}
