/** What a request reads of several tables, as one statement for all that is asked in a turn. */
import type { Pool } from "pg";
import type { GrantWithUser, SessionWithUser, Together } from "../../ports/together.ts";
import { type AccountRow, accountOf } from "../sql/account-row.ts";
import { GRANT_COLUMNS, type GrantRow, grantOf } from "../sql/grant-row.ts";
import { splitScopes } from "../sql/scopes.ts";
import { type SessionRow, sessionOf } from "../sql/sessions.ts";
import { batched } from "./batch.ts";
import { kept } from "./translate.ts";
import { told } from "./unavailable.ts";

const ACCOUNT = [
  ...["subject", "username", "password_hash", "role", "disabled", "claims", "created_at", "ended_through", "ended_at"],
] as const;
const SESSION = ["id", "hash", "subject", "auth_time", "expires_at", "ended_at", "place"] as const;

const of = (table: string, columns: readonly string[]): string =>
  columns.map((column) => `${table}.${column}`).join(", ");

type Row = readonly unknown[];

/** Some of a row's values under their names; `undefined` if an outer join found nothing. */
function part<Named>(columns: readonly string[], row: Row, from: number): Named | undefined {
  if (row[from] === null) return undefined;
  return Object.fromEntries(columns.map((column, at) => [column, row[from + at]])) as Named;
}

const accountIn = (row: Row, from: number) => {
  const found = part<AccountRow>(ACCOUNT, row, from);
  return found && accountOf(found);
};

const sessionIn = (row: Row, from: number) => {
  const found = part<SessionRow>(SESSION, row, from);
  return found && sessionOf(found);
};

export function togetherIn(pool: Pool): Together {
  async function rows(name: string, text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return (await pool.query<unknown[]>({ name, text, values: [...values], rowMode: "array" })).rows;
  }

  const grants = (name: string, columns: string, join: string, read: (row: Row) => GrantWithUser) =>
    batched<number, GrantWithUser | undefined>(async (ids) => {
      const text = `select ${of("g", GRANT_COLUMNS)}, ${columns} from grants g
        left join accounts a on a.subject = g.subject${join} where g.id = any($1::bigint[])`;
      const found = await rows(name, text, [[...new Set(ids)]]);
      const byId = new Map(found.map((row) => [row[0] as number, read(row)]));
      return ids.map((id) => byId.get(id));
    });
  const [own, afterAccount] = [GRANT_COLUMNS.length, GRANT_COLUMNS.length + ACCOUNT.length];
  const withUser = grants("candor_grants_and_users", of("a", ACCOUNT), "", (row) => ({
    grant: grantOf(row as GrantRow),
    account: accountIn(row, own),
    session: undefined,
  }));
  const withSession = grants(
    "candor_grants_users_sessions",
    `${of("a", ACCOUNT)}, ${of("s", SESSION)}`,
    " left join sessions s on s.id = g.session_id",
    (row) => ({
      grant: grantOf(row as unknown as GrantRow),
      account: accountIn(row, own),
      session: sessionIn(row, afterAccount),
    }),
  );

  const sessions = batched<readonly [id: number, clientId: string], SessionWithUser | undefined>(async (all) => {
    // Scopes contain no space.
    const text = `select asked.place, ${of("s", SESSION)}, ${of("a", ACCOUNT)},
        (select string_agg(c.scope, ' ' order by c.scope collate "C") from consents c
          where c.subject = s.subject and c.client_id = asked.client_id)
      from unnest($1::bigint[], $2::text[]) with ordinality as asked (id, client_id, place)
      join sessions s on s.id = asked.id left join accounts a on a.subject = s.subject`;
    const values = [all.map(([id]) => id), all.map(([, clientId]) => kept(clientId))];
    const found = new Map(
      (await rows("candor_sessions_and_users", text, values)).map((row) => [row[0] as number, row]),
    );
    return all.map((_, at) => {
      const row = found.get(at + 1);
      const session = row && sessionIn(row, 1);
      if (row === undefined || session === undefined) return undefined;
      const account = accountIn(row, 1 + SESSION.length);
      return { session, account, consented: splitScopes((row.at(-1) as string | null) ?? "") };
    });
  });

  return {
    grant: (id, session) => told(session ? withSession(id) : withUser(id)),
    session: (id, clientId) => told(sessions([id, clientId])),
  };
}
