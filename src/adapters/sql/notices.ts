/** New kinds of refusals in a database. */
import type { DueNotice, NewKind, NoticeStore } from "../../ports/notices.ts";
import type { Connection } from "./connection.ts";

interface Row {
  readonly id: string;
  readonly code: string;
  readonly client_id: string;
  readonly since: number;
  readonly tries: number;
}

const kindOf = ({ id, code, client_id, since }: Row): NewKind => ({
  ...{ id, code, since },
  clientId: client_id === "" ? undefined : client_id,
});

export function noticeStore({ prepare, read, writeRows }: Connection): NoticeStore {
  const unknown = prepare<Row>(`select '' as id, 0 as tries, code, client_id, since from refusal_groups one
    where since >= ?1 and total > 0 and (quiet_from is null or since - quiet_from >= ?2)
      and not exists (select 1 from refusal_notices n where n.code = one.code and n.client_id = one.client_id and n.since >= ?1)
    order by since limit ?3`);
  const add = prepare(`insert into refusal_notices (id, code, client_id, since, webhook_at, tries, mailed)
    values (?, ?, ?, ?, ?, 0, 0) on conflict do nothing`);
  const due = prepare<Row>("select * from refusal_notices where webhook_at <= ? order by webhook_at limit ?");
  const sent = prepare("update refusal_notices set webhook_at = null where id = ?");
  const failed = prepare(
    "update refusal_notices set webhook_at = ?, tries = tries + 1 where id = ? and tries = ? and webhook_at is not null",
  );
  const unmailed = prepare<Row>("select * from refusal_notices where since < ? and mailed = 0 order by since limit ?");
  const mailed = prepare("update refusal_notices set mailed = 1 where id = ?");
  const forget = prepare("delete from refusal_notices where since < ?");
  return {
    unknown: read(function* (from, quiet, limit) {
      return (yield* unknown.all(from, quiet, limit)).map(kindOf);
    }),
    add: writeRows(function* ({ id, code, clientId = "", since }, webhookAt) {
      yield* add.run(id, code, clientId, since, webhookAt ?? null);
    }),
    due: read(function* (now, limit) {
      return (yield* due.all(now, limit)).map((row): DueNotice => ({ ...kindOf(row), tries: row.tries }));
    }),
    sent: writeRows(function* (id) {
      yield* sent.run(id);
    }),
    failed: writeRows(function* ({ id, tries }, at) {
      yield* failed.run(at ?? null, id, tries);
    }),
    unmailed: read(function* (before, limit) {
      return (yield* unmailed.all(before, limit)).map(kindOf);
    }),
    mailed: writeRows(function* (ids) {
      for (const id of ids) yield* mailed.run(id);
    }),
    forget: writeRows(function* (before) {
      yield* forget.run(before);
    }),
  };
}
