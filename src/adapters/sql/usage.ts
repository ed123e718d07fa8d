/** What applications use. */
import type { ScopeUse, Success, UsageStore } from "../../ports/usage.ts";
import type { Connection } from "./connection.ts";
import { insertingMany } from "./many-rows.ts";

interface UseRow {
  readonly client_id: string;
  readonly scope: string;
  readonly asked_at: number | null;
  readonly granted_at: number | null;
  readonly refused_at: number | null;
}

interface SuccessRow {
  readonly client_id: string;
  readonly kind: string;
  readonly variety: string;
  readonly granted_at: number;
  readonly record: string;
}

const useOf = ({ client_id, scope, asked_at, granted_at, refused_at }: UseRow): ScopeUse => ({
  clientId: client_id,
  scope,
  askedAt: asked_at ?? undefined,
  grantedAt: granted_at ?? undefined,
  refusedAt: refused_at ?? undefined,
});

const successOf = ({ client_id, kind, variety, granted_at, record }: SuccessRow): Success => ({
  clientId: client_id,
  kind,
  variety,
  at: granted_at,
  record,
});

const TIMES = ["asked_at", "granted_at", "refused_at", "last_at"];

/** The later of the time in the row and the new one. */
const later = (column: string): string =>
  `${column} = case when scope_uses.${column} is null or excluded.${column} > scope_uses.${column}
     then excluded.${column} else scope_uses.${column} end`;

/** SQLite has no offset without a limit. */
const EVERY = 1_000_000;

/** Before every use. */
const START = { clientId: "", scope: "" };

export function usageStore({ prepare, read, writeRows }: Connection): UsageStore {
  const note = insertingMany(prepare, {
    table: "scope_uses",
    columns: ["client_id", "scope", ...TIMES],
    key: 2,
    otherwise: `do update set ${TIMES.map(later).join(", ")}`,
  });
  const listed = (where: string): string =>
    `select * from scope_uses where ${where} (client_id, scope) > (?1, ?2) order by client_id, scope limit ?3`;
  const ofAll = prepare<UseRow>(listed(""));
  const ofClient = prepare<UseRow>(listed("client_id = ?4 and"));
  const ofScope = prepare<UseRow>(listed("scope = ?4 and"));
  const ofBoth = prepare<UseRow>(listed("client_id = ?4 and scope = ?5 and"));
  const lastAsked = prepare<{ readonly at: number | null }>(
    'select max(asked_at) as "at" from scope_uses where scope = ?',
  );
  const keep = prepare(
    `insert into successes (client_id, kind, variety, granted_at, record) values (?, ?, ?, ?, ?)
     on conflict (client_id, kind, variety) do update set granted_at = excluded.granted_at, record = excluded.record`,
  );
  const drop = prepare(
    `delete from successes where client_id = ?1 and kind = ?2 and variety in (
       select variety from successes where client_id = ?1 and kind = ?2 order by granted_at desc limit ${EVERY} offset ?3)`,
  );
  const successes = prepare<SuccessRow>(
    "select * from successes where client_id = ? order by granted_at desc, kind, variety limit ?",
  );
  const purgeUses = prepare(
    `delete from scope_uses where (client_id, scope) in (select client_id, scope from scope_uses where last_at < ?1 order by last_at limit ?2)
      and last_at < ?1`,
  );
  const purgeSuccesses = prepare(
    `delete from successes where (client_id, kind, variety) in (select client_id, kind, variety from successes where granted_at < ?1 order by granted_at limit ?2)
      and granted_at < ?1`,
  );
  return {
    note: writeRows(function* (uses) {
      yield* note(
        uses.map(({ clientId, scope, askedAt = null, grantedAt = null, refusedAt = null }) => {
          const last = Math.max(askedAt ?? 0, grantedAt ?? 0, refusedAt ?? 0);
          return [clientId, scope, askedAt, grantedAt, refusedAt, last];
        }),
      );
    }),
    uses: read(function* ({ clientId, scope, after = START, limit }) {
      const page = [after.clientId, after.scope, limit] as const;
      if (clientId !== undefined && scope !== undefined)
        return (yield* ofBoth.all(...page, clientId, scope)).map(useOf);
      if (clientId !== undefined) return (yield* ofClient.all(...page, clientId)).map(useOf);
      return (scope === undefined ? yield* ofAll.all(...page) : yield* ofScope.all(...page, scope)).map(useOf);
    }),
    lastAsked: read(function* (scope) {
      return (yield* lastAsked.get(scope))?.at ?? undefined;
    }),
    keep: writeRows(function* ({ clientId, kind, variety, at, record }, most) {
      yield* keep.run(clientId, kind, variety, at, record);
      yield* drop.run(clientId, kind, most);
    }),
    successes: read(function* (clientId, limit) {
      return (yield* successes.all(clientId, limit)).map(successOf);
    }),
    purge: writeRows(function* (before, limit) {
      return (
        (yield* purgeUses.run(before.uses, limit)).changes +
        (yield* purgeSuccesses.run(before.successes, limit)).changes
      );
    }),
  };
}
