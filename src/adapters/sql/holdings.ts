/** Lists what users hold, and ends it. */
import type { Consent, ConsentFilter, Ended, Ending, GrantFilter, HoldingStore } from "../../ports/holdings.ts";
import { activityNoter, activityReader } from "./activity.ts";
import { auditAppender } from "./audit.ts";
import type { Connection, SqlValue, Steps } from "./connection.ts";
import { GRANT_COLUMNS, type GrantRow, grantOf } from "./grant-row.ts";
import { appsTold } from "./session-apps.ts";
import { type SessionRow, sessionOf } from "./sessions.ts";

/** Of a grant that may still be used: it isn't revoked, and its code can be redeemed or was, or it never had one. */
const LIVE = `(cast(?4 as bigint) is null or (revoked_at is null and forget_after > ?4
  and (source is not null or redeemed_at is not null or code_expires_at > ?4)))`;

/** The cheapest index for each filter. */
const OF = {
  subject: "subject = ?1 and (cast(?2 as text) is null or client_id = ?2)",
  client: "cast(?1 as text) is null and client_id = ?2",
  all: "cast(?1 as text) is null and cast(?2 as text) is null",
} as const;

const byIndex = <T>(made: (where: string) => T): Record<keyof typeof OF, T> => ({
  subject: made(OF.subject),
  client: made(OF.client),
  all: made(OF.all),
});

const indexFor = ({ subject, clientId }: Pick<GrantFilter, "subject" | "clientId">): keyof typeof OF =>
  subject !== undefined ? "subject" : clientId !== undefined ? "client" : "all";

const LAST = Number.MAX_SAFE_INTEGER;
const NOTHING: Ended = { sessions: 0, grants: 0, consents: 0 };

/** Ends grants and sessions within an open transaction. */
export function ender(prepare: Connection["prepare"]) {
  const grants = (where: string) =>
    prepare(`update grants set revoked_at = ?, revoked_because = ? where revoked_at is null and ${where}`);
  const sessions = (where: string) => prepare(`update sessions set ended_at = ? where ended_at is null and ${where}`);
  return {
    grant: grants("id = ?"),
    grantsOfSession: grants("subject = ? and session_id = ?"),
    grantsOfSubject: grants("subject = ?"),
    grantsOfClientAt: grants("subject = ? and client_id = ?"),
    grantsOfClient: grants("client_id = ?"),
    grantsOfOtherSessions: grants("subject = ? and session_id not in (0, ?)"),
    session: sessions("id = ?"),
    sessionsOfSubject: sessions("subject = ?"),
    otherSessions: sessions("subject = ? and id <> ?"),
  };
}

/** Ends everything that anybody holds of an application, and forgets what it used, within an open transaction. */
export function endOfClient(prepare: Connection["prepare"]): (clientId: string, at: number) => Steps<void> {
  const { grantsOfClient } = ender(prepare);
  const gone = ["consents", "scope_uses", "successes"].map((table) =>
    prepare(`delete from ${table} where client_id = ?`),
  );
  return function* (clientId, at) {
    yield* grantsOfClient.run(at, "the application was removed", clientId);
    for (const one of gone) yield* one.run(clientId);
  };
}

/** What the users of a database hold. */
export function holdingStore({ prepare, read, write, writeRows, forget }: Connection): HoldingStore {
  const ends = ender(prepare);
  const told = appsTold(prepare);
  const append = auditAppender(prepare);
  const note = activityNoter(prepare);
  const events = activityReader(prepare);
  const columns = GRANT_COLUMNS.join(", ");
  const lists = byIndex((where) =>
    prepare<readonly [...row: GrantRow, forgetAfter: number]>(
      `select ${columns}, forget_after from grants where ${where} and id < ?3 and ${LIVE} order by id desc limit ?5`,
      { lists: true },
    ),
  );
  const counts = byIndex((where) =>
    prepare<{ readonly n: number }>(
      `select count(*) as n from (select 1 from grants where ${where} and id < ?3 and ${LIVE} limit ?5) one`,
    ),
  );
  const OPEN =
    "(cast(?2 as bigint) is null or (ended_at is null and expires_at > ?2)) and id < ?3 order by id desc limit ?4";
  const sessionsOf = prepare<SessionRow>(`select * from sessions where subject = ?1 and ${OPEN}`);
  const allSessions = prepare<SessionRow>(`select * from sessions where cast(?1 as text) is null and ${OPEN}`);
  const sessionOwner = prepare<{ readonly subject: string }>("select subject from sessions where id = ?");
  const consents = consentQueries(prepare);
  const withdrawn = prepare("delete from consents where subject = ? and client_id = ?");

  /** Ends something, and writes it down if there was anything to end. */
  const ending = write(function* (run: () => Steps<Ended>, { entry, activity }: Ending) {
    // A token is cached together with the revocation of its grant.
    forget();
    const ended = yield* run();
    if (ended.sessions + ended.grants + ended.consents === 0) return ended;
    if (entry !== undefined) yield* append(entry);
    if (activity !== undefined) yield* note(activity);
    return ended;
  });

  return {
    grants: read(function* (filter) {
      const { subject = null, clientId = null, before = LAST, liveAt = null, limit } = filter;
      const rows = yield* lists[indexFor(filter)].all(subject, clientId, before, liveAt, limit);
      return rows.map((row) => ({ grant: grantOf(row), forgetAfter: row.at(-1) as number }));
    }),
    countGrants: read(function* (filter, most) {
      const { subject = null, clientId = null, liveAt = null } = filter;
      return (yield* counts[indexFor(filter)].get(subject, clientId, LAST, liveAt, most))?.n ?? 0;
    }),
    sessions: read(function* ({ subject, openAt = null, before = LAST, limit }) {
      const list = subject === undefined ? allSessions : sessionsOf;
      return (yield* list.all(subject ?? null, openAt, before, limit)).map(sessionOf);
    }),
    consents: read(consents),
    async endGrant(id, how) {
      const ended = await ending(function* () {
        return { ...NOTHING, grants: (yield* ends.grant.run(how.at, how.because, id)).changes };
      }, how);
      return ended.grants === 1;
    },
    endSession: (id, how) =>
      ending(function* () {
        const subject = (yield* sessionOwner.get(id))?.subject;
        if (subject === undefined) return NOTHING;
        const sessions = (yield* ends.session.run(how.at, id)).changes;
        const grants = (yield* ends.grantsOfSession.run(how.at, how.because, subject, id)).changes;
        yield* told.ofSession(how.at, id);
        return { ...NOTHING, sessions, grants };
      }, how),
    endOtherSessions: (subject, but = 0, how) =>
      ending(function* () {
        const sessions = (yield* ends.otherSessions.run(how.at, subject, but)).changes;
        const grants = (yield* ends.grantsOfOtherSessions.run(how.at, how.because, subject, but)).changes;
        yield* told.ofOtherSessions(how.at, subject, but);
        return { ...NOTHING, sessions, grants };
      }, how),
    endAll: (subject, how) =>
      ending(function* () {
        const sessions = (yield* ends.sessionsOfSubject.run(how.at, subject)).changes;
        const grants = (yield* ends.grantsOfSubject.run(how.at, how.because, subject)).changes;
        yield* told.ofSubject(how.at, subject);
        return { ...NOTHING, sessions, grants };
      }, how),
    withdraw: (subject, clientId, how) =>
      ending(function* () {
        const grants = (yield* ends.grantsOfClientAt.run(how.at, how.because, subject, clientId)).changes;
        return { ...NOTHING, grants, consents: (yield* withdrawn.run(subject, clientId)).changes };
      }, how),
    note: writeRows(note),
    activity: read(({ subject, before = LAST, limit }) => events(subject, before, limit)),
  };
}

interface ConsentRow {
  readonly subject: string;
  readonly client_id: string;
}

/** Lists consents, one for each user and application. */
function consentQueries(prepare: Connection["prepare"]): (filter: ConsentFilter) => Steps<readonly Consent[]> {
  const keys = (where: string) =>
    prepare<ConsentRow>(
      `select distinct subject, client_id from consents where ${where} order by subject, client_id limit ?`,
    );
  const ofSubject = keys("subject = ? and client_id > ?");
  const ofClient = keys("client_id = ? and subject > ?");
  const ofBoth = keys("subject = ? and client_id = ?");
  const all = keys("(subject, client_id) > (?, ?)");
  const scopes = prepare<{ readonly scope: string; readonly at: number }>(
    'select scope, given_at as "at" from consents where subject = ? and client_id = ? order by scope',
  );
  function* keysOf({ subject, clientId, after, limit }: ConsentFilter): Steps<readonly ConsentRow[]> {
    const list = (from: ReturnType<typeof keys>, ...values: SqlValue[]) => from.all(...values, limit);
    if (subject !== undefined && clientId !== undefined)
      return after === undefined ? yield* list(ofBoth, subject, clientId) : [];
    if (subject !== undefined) return yield* list(ofSubject, subject, after?.clientId ?? "");
    if (clientId !== undefined) return yield* list(ofClient, clientId, after?.subject ?? "");
    return yield* list(all, after?.subject ?? "", after?.clientId ?? "");
  }
  return function* (filter) {
    const found: Consent[] = [];
    for (const { subject, client_id } of yield* keysOf(filter)) {
      const given = yield* scopes.all(subject, client_id);
      // Another one may just have been withdrawn.
      if (given.length > 0)
        found.push({ subject, clientId: client_id, scopes: given.map(({ scope, at }) => ({ scope, at })) });
    }
    return found;
  };
}
