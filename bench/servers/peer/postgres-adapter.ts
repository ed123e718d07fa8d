/** The same on PostgreSQL: prepared statements on a pool of connections, as many as Candor has. */
import type { Adapter, AdapterConstructor, Payload } from "oidc-provider";
import pg from "pg";
import { payloadOf, type Row, seconds, valuesOf } from "./payloads.ts";

const SCHEMA = `
  CREATE TABLE payload (
    model TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL,
    grant_id TEXT, user_code TEXT, uid TEXT, expires_at INTEGER, consumed_at INTEGER,
    PRIMARY KEY (model, id)
  );
  CREATE INDEX payload_by_grant ON payload (grant_id) WHERE grant_id IS NOT NULL;
  CREATE INDEX payload_by_user_code ON payload (user_code) WHERE user_code IS NOT NULL;
  CREATE INDEX payload_by_uid ON payload (uid) WHERE uid IS NOT NULL;
`;

const COLUMNS = "SELECT payload, expires_at, consumed_at FROM payload WHERE model = $1";

const STATEMENTS = {
  upsert: `INSERT INTO payload (model, id, payload, grant_id, user_code, uid, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (model, id) DO UPDATE SET payload = excluded.payload, grant_id = excluded.grant_id,
      user_code = excluded.user_code, uid = excluded.uid, expires_at = excluded.expires_at`,
  byId: `${COLUMNS} AND id = $2`,
  byUid: `${COLUMNS} AND uid = $2`,
  byUserCode: `${COLUMNS} AND user_code = $2`,
  consume: "UPDATE payload SET consumed_at = $3 WHERE model = $1 AND id = $2",
  destroy: "DELETE FROM payload WHERE model = $1 AND id = $2",
  revoke: "DELETE FROM payload WHERE model = $1 AND grant_id = $2",
} as const;

/** An adapter for an empty database. */
export async function postgresAdapter(url: string): Promise<AdapterConstructor> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  await pool.query(SCHEMA);
  const ask = async (name: keyof typeof STATEMENTS, ...values: unknown[]): Promise<Row | undefined> =>
    (await pool.query<Row>({ name, text: STATEMENTS[name], values })).rows[0];

  return class PostgresAdapter implements Adapter {
    readonly #model: string;

    constructor(model: string) {
      this.#model = model;
    }

    async upsert(id: string, payload: Payload, expiresIn: number): Promise<void> {
      await ask("upsert", ...valuesOf(this.#model, id, payload, expiresIn));
    }

    async find(id: string): Promise<Payload | undefined> {
      return payloadOf(await ask("byId", this.#model, id));
    }

    async findByUid(uid: string): Promise<Payload | undefined> {
      return payloadOf(await ask("byUid", this.#model, uid));
    }

    async findByUserCode(userCode: string): Promise<Payload | undefined> {
      return payloadOf(await ask("byUserCode", this.#model, userCode));
    }

    async consume(id: string): Promise<void> {
      await ask("consume", this.#model, id, seconds());
    }

    async destroy(id: string): Promise<void> {
      await ask("destroy", this.#model, id);
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      await ask("revoke", this.#model, grantId);
    }
  };
}
