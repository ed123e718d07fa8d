/** Where the model of @node-oauth/oauth2-server keeps what it is given: the two least things, a Map and a table. Ids are hashed by the caller. */
import pg from "pg";

/** A code, a token or a session. */
export interface Item {
  readonly clientId: string;
  readonly user: { readonly id: string; readonly nonce?: string };
  readonly scope: readonly string[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** What else a code has. */
  readonly code?: Readonly<Record<string, string | undefined>>;
}

export interface Store {
  /** Keeps items, all or none. */
  put(items: Readonly<Record<string, Item>>): Promise<void>;
  find(id: string): Promise<Item | undefined>;
  /** Removes an item. Resolves to whether it was there: of two that ask at once, to one. */
  take(id: string): Promise<boolean>;
}

/** The fastest: nothing outlives the process. */
export function mapStore(): Store {
  const items = new Map<string, Item>();
  return {
    async put(more) {
      for (const [id, item] of Object.entries(more)) items.set(id, item);
    },
    find: async (id) => items.get(id),
    take: async (id) => items.delete(id),
  };
}

/** The same in an empty database of PostgreSQL: prepared statements on a pool of connections, as many as Candor has. */
export async function postgresStore(url: string): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  await pool.query("CREATE TABLE item (id TEXT PRIMARY KEY, item JSONB NOT NULL)");
  const put = "INSERT INTO item SELECT * FROM unnest($1::text[], $2::jsonb[])";
  return {
    async put(more) {
      const values = [Object.keys(more), Object.values(more).map((item) => JSON.stringify(item))];
      await pool.query({ name: "put", text: put, values });
    },
    async find(id) {
      const text = "SELECT item FROM item WHERE id = $1";
      return (await pool.query<{ item: Item }>({ name: "find", text, values: [id] })).rows[0]?.item;
    },
    async take(id) {
      const text = "DELETE FROM item WHERE id = $1";
      return (await pool.query({ name: "take", text, values: [id] })).rowCount === 1;
    },
  };
}
