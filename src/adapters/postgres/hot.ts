/**
 * What every request writes: grants, access tokens, what may be used once. Each is one statement for all that is asked in a turn,
 * and one round trip. A row that is asked for twice in one statement goes to the first.
 */
import type { Pool } from "pg";
import { forgetUnredeemed } from "../../ports/retention.ts";
import type { SingleUseStore } from "../../ports/single-use.ts";
import { station } from "../../ports/stations.ts";
import type { AccessTokenStore, GrantStore, Issued, Redeemed } from "../../ports/storage.ts";
import type { Telemetry } from "../../ports/telemetry.ts";
import type { AccessToken } from "../../protocol/access-token.ts";
import type { Grant, RefreshState } from "../../protocol/grant.ts";
import { TOKEN_COLUMNS, tokenValues } from "../sql/access-tokens.ts";
import type { SqlValue } from "../sql/connection.ts";
import { GRANT_COLUMNS, grantValues, REFRESH_COLUMNS, refreshValues, writeOrigin } from "../sql/grant-row.ts";
import { batched } from "./batch.ts";
import { POSTGRESQL } from "./connection.ts";
import { byColumn, rowsOf } from "./rows.ts";
import { isConflict, told } from "./unavailable.ts";

/** One of several rows breaks a constraint, such as an id that is there already, or its transaction lost against another. */
const isPersonal = (error: unknown): boolean =>
  isConflict(error) || (error instanceof Error && "code" in error && String(error.code).startsWith("23"));

const INSERTED = [...GRANT_COLUMNS, "forget_after", "due_at"];
const list = (columns: readonly string[], of = ""): string => columns.map((column) => `${of}${column}`).join(", ");
const set = (columns: readonly string[]): string => columns.map((column) => `${column} = asked.${column}`).join(", ");

type Asked = readonly [values: readonly SqlValue[], token: AccessToken | undefined];
type Used = Parameters<SingleUseStore["use"]>[0][number];

export function hotStores(
  pool: Pool,
  telemetry?: Pick<Telemetry, "committed">,
): {
  readonly grants: Pick<GrantStore, "insert" | "redeem" | "rotate">;
  readonly accessTokens: Pick<AccessTokenStore, "insert">;
  /** Of one thing. `false` if it was used before. */
  readonly useOnce: (one: Used) => Promise<boolean>;
} {
  const counting = (kind: string) =>
    telemetry && ((operations: number, milliseconds: number) => telemetry.committed(kind, operations, milliseconds));

  /** A statement about grants: rows of `columns`, and beside them the tokens that are issued. It returns the places of those that won. */
  function changing(columns: readonly string[], name: string, sql: (asked: string, token: string) => string) {
    const text = sql(rowsOf(columns, 1, "asked"), rowsOf(TOKEN_COLUMNS, columns.length + 1, "token"));
    return batched<Asked, boolean>(
      async (all) => {
        const tokens = all.flatMap(([, token]) => (token === undefined ? [] : [tokenValues(token)]));
        const rows = all.map(([values]) => values);
        const values = [...byColumn(columns, rows), ...byColumn(TOKEN_COLUMNS, tokens)];
        const won = await pool.query<{ readonly place: number }>({ name: `candor_${name}`, text, values });
        const places = new Set(won.rows.map(({ place }) => place));
        return all.map((_, at) => places.has(at + 1));
      },
      isPersonal,
      counting(name),
    );
  }

  const insert = changing(
    INSERTED,
    "insert_grants",
    (
      asked,
      token,
    ) => `with made as (insert into grants (${list(INSERTED)}) select ${list(INSERTED)} from ${asked} returning id),
       issued as (insert into access_tokens (${list(TOKEN_COLUMNS)}) select ${list(TOKEN_COLUMNS)} from ${token})
     select id as place from made`,
  );

  /** Of the rows for one grant, the first; the grants that are still as they must be; and the tokens of these. */
  const winning = (columns: readonly string[], name: string, changes: readonly string[], holds: string) =>
    changing(
      columns,
      name,
      (asked, token) => `with asked as (select distinct on (id) * from ${asked} order by id, place),
         won as (update grants set ${set(changes)} from asked where grants.id = asked.id and ${holds} returning grants.id, asked.place),
         issued as (insert into access_tokens (${list(TOKEN_COLUMNS)}) select ${list(TOKEN_COLUMNS, "token.")}
           from ${token} join asked on asked.token_id = token.id join won on won.place = asked.place)
       select place from won`,
    );

  const CHANGES = [...REFRESH_COLUMNS, "forget_after"];
  const redeem = winning(
    ["id", "token_id", "redeemed_at", "redeemed_by", ...CHANGES, "due_at"],
    "redeem",
    ["redeemed_at", "redeemed_by", ...CHANGES, "due_at"],
    "grants.source is null and grants.redeemed_at is null and grants.revoked_at is null",
  );
  const rotate = winning(
    ["id", "token_id", "from_generation", ...CHANGES],
    "rotate",
    CHANGES,
    "grants.refresh_generation = asked.from_generation and grants.revoked_at is null",
  );

  const insertToken = batched<AccessToken, undefined>(
    async (all) => {
      const text = `insert into access_tokens (${list(TOKEN_COLUMNS)}) select ${list(TOKEN_COLUMNS)} from ${rowsOf(TOKEN_COLUMNS, 1, "token")}`;
      await pool.query({ name: "candor_insert_tokens", text, values: byColumn(TOKEN_COLUMNS, all.map(tokenValues)) });
      return all.map(() => undefined);
    },
    isPersonal,
    counting("insert_tokens"),
  );

  const USED = ["hash", "used_until"];
  const useOnce = batched<Used, boolean>(
    async (all) => {
      const text = `insert into used_once (${list(USED)}) select distinct on (hash) ${list(USED)} from ${rowsOf(USED, 1, "asked")}
      order by hash, place on conflict (hash) do nothing returning encode(hash, 'hex') as used`;
      const values = byColumn(
        USED,
        all.map(({ hash, until }) => [hash, until]),
      );
      const { rows } = await pool.query<{ readonly used: string }>({ name: "candor_use_once", text, values });
      const used = new Set(rows.map(({ used }) => used));
      // Of several that are the same, the first has used it.
      return all.map(({ hash }) => used.delete(Buffer.from(hash).toString("hex")));
    },
    isPersonal,
    counting("use_once"),
  );

  return {
    useOnce: (one) => committing(() => useOnce(one)),
    grants: {
      insert: (grant: Grant, issued) => {
        const forgetAfter = issued?.forgetAfter ?? forgetUnredeemed(grant);
        return committing(() =>
          insert([[...grantValues(grant), forgetAfter, forgetAfter], issued?.accessToken]).then(() => {}),
        );
      },
      redeem: (id, at, { refresh, accessToken, forgetAfter, by }: Issued & Redeemed) =>
        committing(() =>
          redeem([
            [id, accessToken?.id ?? null, at, writeOrigin(by), ...refreshValues(refresh), forgetAfter, forgetAfter],
            accessToken,
          ]),
        ),
      rotate: (id, from, { refresh, accessToken, forgetAfter }: Issued & { readonly refresh: RefreshState }) =>
        committing(() =>
          rotate([[id, accessToken?.id ?? null, from, ...refreshValues(refresh), forgetAfter], accessToken]),
        ),
    },
    accessTokens: { insert: (token) => committing(() => insertToken(token).then(() => {})) },
  };
}

/** A station of the request that it is for. */
const committing = <T>(asked: () => Promise<T>): Promise<T> => told(station("commit", asked, POSTGRESQL));
