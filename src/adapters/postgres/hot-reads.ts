/**
 * What every request reads: grants, tokens, sessions, users and what they have allowed, and applications that few ask for. Each is one
 * statement for all that is asked in a turn.
 */
import type { Pool, QueryResultRow } from "pg";
import type { PeopleStore } from "../../ports/people.ts";
import type { Kind, Registration } from "../../ports/registrations.ts";
import type { AccessTokenStore, ConsentStore, GrantStore, SessionStore } from "../../ports/storage.ts";
import { FIND_TOKENS, type FoundTokenRow, tokenOf } from "../sql/access-tokens.ts";
import { type AccountRow, accountOf } from "../sql/account-row.ts";
import { GRANT_COLUMNS, type GrantRow, grantOf } from "../sql/grant-row.ts";
import { REGISTRATION_COLUMNS } from "../sql/registration-changes.ts";
import { type RegistrationRow, registrationOf } from "../sql/registrations.ts";
import { type SessionRow, sessionOf } from "../sql/sessions.ts";
import { batched } from "./batch.ts";
import { kept } from "./translate.ts";
import { told } from "./unavailable.ts";

interface Found<Key, Row, Value> {
  readonly name: string;
  /** Takes a list of keys. */
  readonly text: string;
  readonly keyOf: (row: Row) => Key;
  readonly read: (row: Row) => Value;
  /** Whether rows are lists of values. */
  readonly lists?: true;
}

interface ConsentRow {
  readonly subject: string;
  readonly client_id: string;
  readonly scope: string;
}

export function hotReads(pool: Pool): {
  readonly grant: GrantStore["find"];
  readonly accessToken: AccessTokenStore["find"];
  readonly session: SessionStore["find"];
  readonly account: PeopleStore["find"];
  readonly consents: ConsentStore["find"];
  /** As of a version. */
  readonly registration: (kind: Kind, id: string, at: number) => Promise<Registration | undefined>;
} {
  function find<Key extends string | number, Row extends QueryResultRow, Value>(found: Found<Key, Row, Value>) {
    const { name, text, keyOf, read, lists } = found;
    const ask = batched<Key, Value | undefined>(async (keys) => {
      const distinct = [...new Set(keys)].map((key) => (typeof key === "string" ? kept(key) : key));
      const { rows } = await pool.query<Row>({ name, text, values: [distinct], ...(lists && { rowMode: "array" }) });
      const values = new Map(rows.map((row) => [keyOf(row), read(row)]));
      return keys.map((key) => values.get(key));
    });
    return (key: Key) => told(ask(key));
  }

  const consents = batched<readonly [subject: string, clientId: string], readonly string[]>(async (all) => {
    const text = `select distinct subject, client_id, scope from consents
      join unnest($1::text[], $2::text[]) as asked (subject, client_id) using (subject, client_id) order by scope`;
    const values = [all.map(([subject]) => kept(subject)), all.map(([, clientId]) => kept(clientId))];
    const { rows } = await pool.query<ConsentRow>({ name: "candor_find_consents", text, values });
    const scopes = new Map(all.map((pair) => [JSON.stringify(pair), [] as string[]]));
    for (const { subject, client_id, scope } of rows) scopes.get(JSON.stringify([subject, client_id]))?.push(scope);
    return all.map((pair) => scopes.get(JSON.stringify(pair)) ?? []);
  });

  const registration = batched<readonly [kind: Kind, id: string, at: number], Registration | undefined>(async (all) => {
    const text = `select asked.place, ${REGISTRATION_COLUMNS}, added_at as "addedAt"
      from unnest($1::text[], $2::text[], $3::bigint[]) with ordinality as asked (kind, id, wanted, place)
      join registrations using (kind, id) where since <= wanted and (until is null or until > wanted)`;
    const values = [all.map(([kind]) => kind), all.map(([, id]) => kept(id)), all.map(([, , at]) => at)];
    const { rows } = await pool.query<RegistrationRow & { place: number }>({
      name: "candor_find_registrations",
      text,
      values,
    });
    const found = new Map(rows.map(({ place, ...row }) => [place, registrationOf(row)]));
    return all.map((_, at) => found.get(at + 1));
  });

  return {
    registration: (kind, id, at) => told(registration([kind, id, at])),
    grant: find<number, GrantRow & QueryResultRow, ReturnType<typeof grantOf>>({
      name: "candor_find_grants",
      text: `select ${GRANT_COLUMNS.join(", ")} from grants where id = any($1::bigint[])`,
      keyOf: (row) => row[0],
      read: grantOf,
      lists: true,
    }),
    accessToken: find<number, FoundTokenRow & QueryResultRow, ReturnType<typeof tokenOf>>({
      name: "candor_find_tokens",
      text: `${FIND_TOKENS} = any($1::bigint[])`,
      keyOf: (row) => row[0],
      read: tokenOf,
      lists: true,
    }),
    session: find<number, SessionRow, ReturnType<typeof sessionOf>>({
      name: "candor_find_sessions",
      text: "select * from sessions where id = any($1::bigint[])",
      keyOf: ({ id }) => id,
      read: sessionOf,
    }),
    account: find<string, AccountRow, ReturnType<typeof accountOf>>({
      name: "candor_find_accounts",
      text: "select * from accounts where subject = any($1::text[])",
      keyOf: ({ subject }) => subject,
      read: accountOf,
    }),
    consents: (subject, clientId) => told(consents([subject, clientId])),
  };
}
