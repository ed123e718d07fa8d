/** Finds entries of the audit log by filters. Each filter has an index with all columns that are filtered by, so no entry is read in vain. */
import type { AuditedBy } from "../../ports/audit.ts";
import type { Connection, Statement, Steps } from "./connection.ts";

/** The numbers of entries, the newest first. Reads no entry. */
export function auditNumbers(prepare: Connection["prepare"]): (by: AuditedBy) => Steps<readonly number[]> {
  const statements = new Map<string, Statement<{ readonly number: number }>>();

  function numbersBy(conditions: readonly string[], order: string): Statement<{ readonly number: number }> {
    const sql = `select number from audit where ${conditions.join(" and ")} order by ${order} desc limit ?`;
    const statement = statements.get(sql) ?? prepare<{ readonly number: number }>(sql);
    statements.set(sql, statement);
    return statement;
  }

  function* numbersOf(id: string | undefined, by: AuditedBy): Steps<readonly number[]> {
    const { before = Number.MAX_SAFE_INTEGER, actor, action, kind, from, to, limit } = by;
    const times = [["changed_at >= ?", from] as const, ["changed_at < ?", to] as const];
    const rest =
      typeof kind === "object"
        ? [["target_kind in (select value from json_each(?))", JSON.stringify(kind)] as const]
        : [["target_kind = ?", kind] as const];
    // The first one says which index is read.
    const ordered = [
      ...[["target_id = ?", id] as const, ["actor_id = ?", actor] as const, ["action = ?", action] as const],
      ...((from ?? to) === undefined ? [...rest, ...times] : [...times, ...rest]),
    ].flatMap(([condition, value]) => (value === undefined ? [] : [{ condition, value }]));
    const byTime = ordered[0]?.condition.startsWith("changed_at") === true;
    // A column with a sign is compared, and no index is chosen by it.
    const conditions = ordered.map(({ condition }, at) =>
      at === 0 || (byTime && condition.startsWith("changed_at")) ? condition : `+${condition}`,
    );
    const number = byTime ? "+number" : "number";
    const list = numbersBy([...conditions, `${number} < ?`], number);
    const rows = yield* list.all(...ordered.map(({ value }) => value), before, limit);
    return rows.map((row) => row.number);
  }

  return function* (by) {
    if (typeof by.id !== "object") return yield* numbersOf(by.id, by);
    const found: number[] = [];
    for (const id of new Set(by.id)) found.push(...(yield* numbersOf(id, by)));
    return found.sort((a, b) => b - a).slice(0, by.limit);
  };
}
