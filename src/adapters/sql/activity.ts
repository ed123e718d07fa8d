/** What has happened to accounts, bounded for each user. */
import { type Activity, KEPT_EVENTS, type KeptActivity } from "../../ports/activity.ts";
import type { Connection, Steps } from "./connection.ts";

interface Row {
  readonly id: number;
  readonly subject: string;
  readonly happened_at: number;
  readonly what: Activity["what"];
  readonly content: string | null;
}

/** Keeps an event within an open transaction, and forgets the oldest of the same user. */
export function activityNoter(prepare: Connection["prepare"]): (activity: Activity) => Steps<void> {
  const insert = prepare("insert into activity (subject, happened_at, what, content) values (?, ?, ?, ?)");
  const trim = prepare(
    `delete from activity where subject = ?1 and id <=
       (select id from activity where subject = ?1 order by id desc limit 1 offset ${KEPT_EVENTS})`,
  );
  return function* ({ subject, at, what, about, place, by }) {
    const rest = JSON.stringify({ about, place, by });
    yield* insert.run(subject, at, what, rest === "{}" ? null : rest);
    yield* trim.run(subject);
  };
}

/** The events of a user, the newest first. */
export function activityReader(
  prepare: Connection["prepare"],
): (subject: string, before: number, limit: number) => Steps<readonly KeptActivity[]> {
  const list = prepare<Row>("select * from activity where subject = ? and id < ? order by id desc limit ?");
  return function* (subject, before, limit) {
    const rows = yield* list.all(subject, before, limit);
    return rows.map(({ id, subject, happened_at, what, content }) => ({
      ...(content === null ? {} : JSON.parse(content)),
      ...{ id, subject, at: happened_at, what },
    }));
  };
}
