/**
 * A straightforward durable adapter: one table, a row per payload as JSON, an index for each way of finding one, every
 * write its own transaction that is on the disk before it is returned. It is what the adapters of the peer's own examples do.
 */
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Adapter, AdapterConstructor, Payload } from "oidc-provider";
import { payloadOf, type Row, seconds, valuesOf } from "./payloads.ts";

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE payload (
    model TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL,
    grant_id TEXT, user_code TEXT, uid TEXT, expires_at INTEGER, consumed_at INTEGER,
    PRIMARY KEY (model, id)
  ) WITHOUT ROWID;
  CREATE INDEX payload_by_grant ON payload (grant_id) WHERE grant_id IS NOT NULL;
  CREATE INDEX payload_by_user_code ON payload (user_code) WHERE user_code IS NOT NULL;
  CREATE INDEX payload_by_uid ON payload (uid) WHERE uid IS NOT NULL;
`;

const COLUMNS = "SELECT payload, expires_at, consumed_at FROM payload WHERE model = ?";

/** An adapter with its database in `directory`. */
export function sqliteAdapter(directory: string): AdapterConstructor {
  const database = new DatabaseSync(join(directory, "peer.sqlite"));
  database.exec(SCHEMA);
  const upsert = database.prepare(
    `INSERT INTO payload (model, id, payload, grant_id, user_code, uid, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (model, id) DO UPDATE SET payload = excluded.payload, grant_id = excluded.grant_id,
       user_code = excluded.user_code, uid = excluded.uid, expires_at = excluded.expires_at`,
  );
  const byId = database.prepare(`${COLUMNS} AND id = ?`);
  const byUid = database.prepare(`${COLUMNS} AND uid = ?`);
  const byUserCode = database.prepare(`${COLUMNS} AND user_code = ?`);
  const consume = database.prepare("UPDATE payload SET consumed_at = ? WHERE model = ? AND id = ?");
  const destroy = database.prepare("DELETE FROM payload WHERE model = ? AND id = ?");
  const revoke = database.prepare("DELETE FROM payload WHERE model = ? AND grant_id = ?");

  return class SqliteAdapter implements Adapter {
    readonly #model: string;

    constructor(model: string) {
      this.#model = model;
    }

    async upsert(id: string, payload: Payload, expiresIn: number): Promise<void> {
      upsert.run(...valuesOf(this.#model, id, payload, expiresIn));
    }

    async find(id: string): Promise<Payload | undefined> {
      return this.#read(byId, id);
    }

    async findByUid(uid: string): Promise<Payload | undefined> {
      return this.#read(byUid, uid);
    }

    async findByUserCode(userCode: string): Promise<Payload | undefined> {
      return this.#read(byUserCode, userCode);
    }

    async consume(id: string): Promise<void> {
      consume.run(seconds(), this.#model, id);
    }

    async destroy(id: string): Promise<void> {
      destroy.run(this.#model, id);
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      revoke.run(this.#model, grantId);
    }

    #read(statement: StatementSync, key: string): Payload | undefined {
      return payloadOf(statement.get(this.#model, key) as Row | undefined);
    }
  };
}
