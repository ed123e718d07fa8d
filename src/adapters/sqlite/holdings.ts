/** Lists what users hold, and ends it. */
import type { SQLInputValue } from "node:sqlite";
import type { Consent, ConsentFilter, Ended, Ending, GrantFilter, HoldingStore } from "../../ports/holdings.ts";
import { activityNoter, activityReader } from "./activity.ts";
import { auditAppender } from "./audit.ts";
import type { Connection } from "./connection.ts";
import { GRANT_COLUMNS, type GrantRow, grantOf } from "./grant-row.ts";
import { appsTold } from "./session-apps.ts";
import { type SessionRow, sessionOf } from "./sessions.ts";

/** Of a grant that may still be used: it isn't revoked, and its code can be redeemed or was, or it never had one. */
const LIVE = `(?4 is null or (revoked_at is null and forget_after > ?4
  and (source is not null or redeemed_at is not null or code_expires_at > ?4)))`;

/** The cheapest index for each filter. */
const OF = [
  ["subject", "subject = ?1 and (?2 is null or client_id = ?2)"],
  ["client", "?1 is null and client_id = ?2"],
  ["all", "?1 is null and ?2 is null"],
] as const;

const indexFor = ({ subject, clientId }: Pick<GrantFilter, "subject" | "clientId">): (typeof OF)[number][0] =>
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
export function endOfClient(prepare: Connection["prepare"]): (clientId: string, at: number) => void {
  const { grantsOfClient } = ender(prepare);
  const gone = ["consents", "scope_uses", "successes"].map((table) =>
    prepare(`delete from ${table} where client_id = ?`),
  );
  return (clientId, at) => {
    grantsOfClient.run(at, "the application was removed", clientId);
    for (const one of gone) one.run(clientId);
  };
}

/** What the users of a database hold. */
export function holdingStore({ prepare, read, write, forget }: Connection): HoldingStore {
  const ends = ender(prepare);
  const told = appsTold(prepare);
  const append = auditAppender(prepare);
  const note = activityNoter(prepare);
  const events = activityReader(prepare);
  const columns = GRANT_COLUMNS.join(", ");
  const lists = Object.fromEntries(
    OF.map(([name, where]) => {
      const list = prepare<readonly [...row: GrantRow, forgetAfter: number]>(
        `select ${columns}, forget_after from grants where ${where} and id < ?3 and ${LIVE} order by id desc limit ?5`,
      );
      list.setReturnArrays(true);
      return [name, list];
    }),
  );
  const counts = Object.fromEntries(
    OF.map(([name, where]) => [
      name,
      prepare<{ readonly n: number }>(
        `select count(*) as n from (select 1 from grants where ${where} and id < ?3 and ${LIVE} limit ?5)`,
      ),
    ]),
  );
  const OPEN = "(?2 is null or (ended_at is null and expires_at > ?2)) and id < ?3 order by id desc limit ?4";
  const sessionsOf = prepare<SessionRow>(`select * from sessions where subject = ?1 and ${OPEN}`);
  const allSessions = prepare<SessionRow>(`select * from sessions where ?1 is null and ${OPEN}`);
  const sessionOwner = prepare<{ readonly subject: string }>("select subject from sessions where id = ?");
  const consents = consentQueries(prepare);
  const withdrawn = prepare("delete from consents where subject = ? and client_id = ?");

  /** Ends something, and writes it down if there was anything to end. */
  const ending = (run: () => Ended, { entry, activity }: Ending): Promise<Ended> =>
    write(() => {
      // A token is cached together with the revocation of its grant.
      forget();
      const ended = run();
      if (ended.sessions + ended.grants + ended.consents === 0) return ended;
      if (entry !== undefined) append(entry);
      if (activity !== undefined) note(activity);
      return ended;
    });

  return {
    grants: (filter) =>
      read(() => {
        const { subject = null, clientId = null, before = LAST, liveAt = null, limit } = filter;
        const rows = lists[indexFor(filter)]?.all(subject, clientId, before, liveAt, limit) ?? [];
        return rows.map((row) => ({ grant: grantOf(row), forgetAfter: row.at(-1) as number }));
      }),
    countGrants: (filter, most) =>
      read(() => {
        const { subject = null, clientId = null, liveAt = null } = filter;
        return counts[indexFor(filter)]?.get(subject, clientId, LAST, liveAt, most)?.n ?? 0;
      }),
    sessions: ({ subject, openAt = null, before = LAST, limit }) =>
      read(() => {
        const list = subject === undefined ? allSessions : sessionsOf;
        return list.all(subject ?? null, openAt, before, limit).map(sessionOf);
      }),
    consents: (filter) => read(() => consents(filter)),
    async endGrant(id, how) {
      const run = () => ({ ...NOTHING, grants: ends.grant.run(how.at, how.because, id).changes });
      return (await ending(run, how)).grants === 1;
    },
    endSession: (id, how) =>
      ending(() => {
        const subject = sessionOwner.get(id)?.subject;
        if (subject === undefined) return NOTHING;
        told.ofSession(how.at, id);
        const sessions = ends.session.run(how.at, id).changes;
        return { ...NOTHING, sessions, grants: ends.grantsOfSession.run(how.at, how.because, subject, id).changes };
      }, how),
    endOtherSessions: (subject, but = 0, how) =>
      ending(() => {
        told.ofOtherSessions(how.at, subject, but);
        return {
          ...NOTHING,
          sessions: ends.otherSessions.run(how.at, subject, but).changes,
          grants: ends.grantsOfOtherSessions.run(how.at, how.because, subject, but).changes,
        };
      }, how),
    endAll: (subject, how) =>
      ending(() => {
        told.ofSubject(how.at, subject);
        return {
          ...NOTHING,
          sessions: ends.sessionsOfSubject.run(how.at, subject).changes,
          grants: ends.grantsOfSubject.run(how.at, how.because, subject).changes,
        };
      }, how),
    withdraw: (subject, clientId, how) =>
      ending(
        () => ({
          ...NOTHING,
          consents: withdrawn.run(subject, clientId).changes,
          grants: ends.grantsOfClientAt.run(how.at, how.because, subject, clientId).changes,
        }),
        how,
      ),
    note: (activity) => write(() => note(activity)),
    activity: ({ subject, before = LAST, limit }) => read(() => events(subject, before, limit)),
  };
}

interface ConsentRow {
  readonly subject: string;
  readonly client_id: string;
}

/** Lists consents, one for each user and application. */
function consentQueries(prepare: Connection["prepare"]): (filter: ConsentFilter) => readonly Consent[] {
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
  const keysOf = ({ subject, clientId, after, limit }: ConsentFilter): ConsentRow[] => {
    const list = (from: ReturnType<typeof keys>, ...values: SQLInputValue[]) => from.all(...values, limit);
    if (subject !== undefined && clientId !== undefined)
      return after === undefined ? list(ofBoth, subject, clientId) : [];
    if (subject !== undefined) return list(ofSubject, subject, after?.clientId ?? "");
    if (clientId !== undefined) return list(ofClient, clientId, after?.subject ?? "");
    return list(all, after?.subject ?? "", after?.clientId ?? "");
  };
  return (filter) =>
    keysOf(filter).map(({ subject, client_id }) => ({
      subject,
      clientId: client_id,
      scopes: scopes.all(subject, client_id).map(({ scope, at }) => ({ scope, at })),
    }));
}
