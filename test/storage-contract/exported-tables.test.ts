/** Which tables `candor export --everything` writes. A new table or column fails here until somebody decides whether it is exported. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import type { LineName } from "../../src/exporting/lines.ts";
import type { Contents, StoredApplication, StoredSecret } from "../../src/ports/registered.ts";
import { startPostgres } from "../postgres.ts";

/** Where each column of an exported table is in its line, or why it isn't. */
const EXPORTED: Readonly<Record<string, { readonly line: readonly LineName[]; readonly columns: object }>> = {
  accounts: {
    line: ["user"],
    columns: {
      subject: "subject",
      username: "username",
      username_folded: "follows from username",
      password_hash: "passwordHash",
      role: "role",
      disabled: "disabled",
      claims: "claims",
      created_at: "createdAt",
      ended_through: "about sessions, which stay",
      ended_at: "about sessions, which stay",
    },
  },
  left_names: { line: ["left-name"], columns: { name: "name", subject: "subject", left_at: "leftAt" } },
  consents: {
    line: ["consent"],
    columns: { subject: "subject", client_id: "clientId", scope: "scopes", given_at: "scopes" },
  },
  audit: {
    line: ["audit"],
    columns: {
      number: "number",
      changed_at: "at",
      actor_is: "actor",
      actor_id: "actor",
      actor_network: "actor",
      action: "action",
      target_kind: "target",
      target_id: "target",
      content: "before, after, why",
      hash: "hash",
    },
  },
  registrations: {
    line: ["settings", "team", "api", "scope", "client", "client-record", "trusted-issuer"],
    columns: {
      kind: "the line",
      id: "id",
      content: "see CONTENTS",
      since: "a version, which each server counts itself",
      until: "former versions stay: the audit log says what they were",
      changed_at: "the audit log",
      ended_at: "the audit log",
      added_at: "when it came here",
      owner: "follows from content",
      team: "follows from content",
      name: "follows from content",
    },
  },
  grants: {
    line: ["grant"],
    columns: {
      id: "id",
      client_id: "clientId",
      subject: "subject",
      scopes: "scopes",
      created_at: "createdAt",
      auth_time: "authTime",
      nonce: "nonce",
      rare: "audience, authorizationDetails, requestedClaims",
      forget_after: "forgetAfter",
      revoked_at: "revokedAt",
      revoked_because: "revokedBecause",
      source: "from",
      refresh_hash: "refresh",
      refresh_generation: "refresh",
      refresh_started_at: "refresh",
      refresh_rotated_at: "refresh",
      refresh_cnf: "refresh",
      refresh_by: "who used it last, at this server",
      refresh_asked: "nothing reads it any more",
      managed: "an id of a grant, which is another one elsewhere",
      due_at: "when this server cleans up",
      ...Object.fromEntries(
        "code_hash code_expires_at redirect_uri redirect_uri_sent challenge redeemed_at redeemed_by"
          .split(" ")
          .map((name) => [name, "of its code, which is over within minutes"]),
      ),
      session_id: "about sessions, which stay",
    },
  },
};

/** Members of what is registered that a registry file has, in a line of its kind, and the others. */
const CONTENTS = {
  application: "client, client-record",
  scope: "scope",
  api: "api",
  team: "team",
  settings: "settings",
  "trusted-issuer": "trusted-issuer",
  request: "asked of this server's operators",
  "initial-token": "good for a while only",
} satisfies Record<keyof Contents, string>;
const APPLICATION = {
  client: "client",
  logoUri: "client",
  secrets: "client, client-record",
  registration: "client-record",
  ownedBy: "of the file, which may not be at the other server",
} satisfies Record<keyof StoredApplication, string>;
const SECRET = {
  id: "client-record",
  label: "client-record",
  createdAt: "client-record",
  cameAs: "client-record",
  guessable: "client-record",
  hash: "client",
  foreign: "client",
  expiresAt: "client",
  shape: "known again from the secret's next use",
} satisfies Record<keyof StoredSecret, string>;

/** Tables that stay behind, by why. Only `candor backup` has them. */
const LEFT: Readonly<Record<string, string>> = {
  ...tables("follows from what is exported", "account_words hash_kinds team_members user_groups registration_uses"),
  ...tables("follows from what is exported", "application_secrets audit_head registry"),
  ...tables("users sign in once more", "sessions session_apps"),
  ...tables("apps refresh their tokens", "access_tokens"),
  ...tables("begun at this server, and soon over", "device_requests backchannel_requests pushed_requests used_once"),
  ...tables("begun at this server, and soon over", "invitations keyed_requests attempts"),
  ...tables("keys aren't exported", "signing_keys"),
  ...tables("what happened at this server", "refusals failures refusal_counts refusal_counts_of_client"),
  ...tables("what happened at this server", "refusal_groups refusal_networks refusal_notices activity"),
  ...tables("what was used when", "scope_uses successes secret_uses"),
  ...tables("about this server's processes and files", "readiness processes trusted_time journal_size wholeness"),
  ...tables("about this server's processes and files", "served leases migrations file_clients"),
};
function tables(why: string, names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(" ").map((name) => [name, why]));
}

type Columns = readonly (readonly [table: string, column: string])[];

const DATABASES: Readonly<Record<string, () => Promise<Columns>>> = {
  async SQLite() {
    const directory = mkdtempSync(join(tmpdir(), "candor-exported-"));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const file = join(directory, "candor.sqlite");
    await (await openSqlite({ file })).close();
    const database = new DatabaseSync(file);
    const rows = database
      .prepare(
        "select m.name as t, c.name as c from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite%'",
      )
      .all();
    database.close();
    return rows.map(({ t, c }) => [String(t), String(c)] as const);
  },
  async PostgreSQL() {
    const server = await startPostgres();
    onTestFinished(() => server.stop());
    const url = await server.database();
    await (await openPostgres({ url })).close();
    const client = new pg.Client(url);
    await client.connect();
    const { rows } = await client.query(
      `select c.relname as t, a.attname as c from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
         and a.attnum > 0 and not a.attisdropped`,
    );
    await client.end();
    return rows.map(({ t, c }) => [t, c] as const);
  },
};

describe.each(Object.entries(DATABASES))("%s", (_, read) => {
  it("has no table and no column of which nobody has decided whether an export has it", async () => {
    const columns = await read();
    const names = [...new Set(columns.map(([table]) => table))];
    expect(names.filter((name) => !Object.hasOwn(EXPORTED, name) && !Object.hasOwn(LEFT, name))).toEqual([]);
    expect(Object.keys(EXPORTED).filter((name) => !names.includes(name))).toEqual([]);
    for (const [table, { columns: decided }] of Object.entries(EXPORTED)) {
      const own = columns.flatMap(([of, column]) => (of === table ? [column] : []));
      expect([table, own.toSorted()]).toEqual([table, Object.keys(decided).toSorted()]);
    }
  });
});

it("nothing is decided about a table that no database has", async () => {
  const columns = await DATABASES.SQLite?.();
  const names = new Set(columns?.map(([table]) => table));
  expect(Object.keys(LEFT).filter((name) => !names.has(name))).toEqual([]);
  expect([CONTENTS, APPLICATION, SECRET].flatMap((all) => Object.values(all)).includes("")).toBe(false);
});
