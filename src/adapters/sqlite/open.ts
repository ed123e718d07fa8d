/** Storage in one SQLite file: durable once an operation has resolved. Several processes of one machine may have it open. */
import { existsSync } from "node:fs";
import type { Storage } from "../../ports/storage.ts";
import { migrations } from "../sql/migrations.ts";
import { accessTokenStore } from "./access-tokens.ts";
import { auditAppender, auditStore } from "./audit.ts";
import { backchannelRequestStore } from "./backchannel-requests.ts";
import { type Connection, connect } from "./connection.ts";
import { consentStore } from "./consents.ts";
import { counterStore } from "./counters.ts";
import { openDatabase } from "./database.ts";
import { deviceRequestStore } from "./device-requests.ts";
import { DIALECT } from "./dialect.ts";
import { grantStore } from "./grants.ts";
import { holdingStore } from "./holdings.ts";
import { idempotencyStore } from "./idempotency.ts";
import { keepInPlace } from "./in-place.ts";
import { invitationStore } from "./invitations.ts";
import { keyStore } from "./keys.ts";
import { lastIdReader } from "./last-id.ts";
import { leaseStore } from "./leases.ts";
import { migrate } from "./migrate.ts";
import { makeNew } from "./new-file.ts";
import { noticeStore } from "./notices.ts";
import { peopleStore } from "./people.ts";
import { processStore } from "./processes.ts";
import { purger } from "./purge.ts";
import { pushedRequestStore } from "./pushed-requests.ts";
import { refusalStore } from "./refusals.ts";
import { registrationStore } from "./registrations.ts";
import { secretUseStore } from "./secret-uses.ts";
import { sessionAppStore } from "./session-apps.ts";
import { sessionStore } from "./sessions.ts";
import { singleUseStore } from "./single-use.ts";
import { usageStore } from "./usage.ts";
import { lookBefore, markAsWhole, refuseOther, takeIntoUse } from "./wholeness.ts";

/** Opens the storage in `file`, makes it if there is none, and updates its schema. */
export async function openSqlite({ file }: { readonly file: string }): Promise<Storage> {
  const now = Date.now();
  if (!existsSync(file)) makeNew(file, now);
  const before = lookBefore(file, Date.now());
  const database = openDatabase(file);
  try {
    refuseOther(database, file);
    migrate(database, migrations(DIALECT), now);
    takeIntoUse(database, file, before, Date.now());
    // A server of an older version that ran at the same time didn't update the total.
    database.exec("update journal_size set characters = (select coalesce(sum(size), 0) from refusals)");
    return storageOf(closedAtExit(connect(database, keepInPlace([file, `${file}-wal`]), () => markAsWhole(database))));
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Open connections. */
const open = new Set<Connection>();
let isWatching = false;

/** If a process ends without closing its storage, SQLite empties the log. The database would then look like a partial copy. */
function closedAtExit(connection: Connection): Connection {
  if (!isWatching) process.once("exit", closeAll);
  isWatching = true;
  open.add(connection);
  return connection;
}

function closeAll(): void {
  for (const connection of open) {
    try {
      connection.close();
    } catch {
      // The process ends anyway.
    }
  }
}

function storageOf(connection: Connection): Storage {
  const { prepare, read, write } = connection;
  const lastId = lastIdReader(prepare);
  const append = auditAppender(prepare);
  const check = prepare(
    "insert into readiness (id, checked_at) values (1, ?) on conflict (id) do update set checked_at = excluded.checked_at",
  );
  const trusted = prepare<{ readonly at: number }>('select trusted_at as "at" from trusted_time');
  const trust = prepare(
    "insert into trusted_time (id, trusted_at) values (1, ?) on conflict (id) do update set trusted_at = excluded.trusted_at",
  );
  const suspected = prepare<{ readonly at: number | null }>('select suspected_at as "at" from wholeness');
  const served = prepare<{ readonly issuer: string }>("select issuer from served");
  const serve = prepare(
    "insert into served (id, issuer) values (1, ?) on conflict (id) do update set issuer = excluded.issuer",
  );
  const trustWhole = prepare("update wholeness set suspected_at = null");
  return {
    grants: grantStore(connection),
    accessTokens: accessTokenStore(connection),
    people: peopleStore(connection),
    sessions: sessionStore(connection),
    sessionApps: sessionAppStore(connection),
    invitations: invitationStore(connection),
    consents: consentStore(connection),
    holdings: holdingStore(connection),
    counters: counterStore(connection),
    keys: keyStore(connection),
    refusals: refusalStore(connection),
    notices: noticeStore(connection),
    processes: processStore(connection),
    leases: leaseStore(connection),
    audit: auditStore(connection),
    registrations: registrationStore(connection, append),
    usage: usageStore(connection),
    secretUses: secretUseStore(connection),
    idempotency: idempotencyStore(connection),
    singleUse: singleUseStore(connection),
    pushedRequests: pushedRequestStore(connection),
    deviceRequests: deviceRequestStore(connection, append),
    backchannelRequests: backchannelRequestStore(connection, append),
    lastId: () => read(lastId),
    check: () =>
      write(() => {
        check.run(Date.now());
      }),
    purge: purger(connection),
    trustedTime: () => read(() => trusted.get()?.at),
    trustTime: (at) =>
      write(() => {
        trust.run(at);
      }),
    servedAs: (issuer, entry) =>
      write(() => {
        const before = served.get()?.issuer;
        if (before === issuer) return before;
        serve.run(issuer);
        if (entry !== undefined && before !== undefined) append(entry(before));
        return before;
      }),
    isIncomplete: () => read(() => typeof suspected.get()?.at === "number"),
    acceptAsIs: (entry) =>
      write(() => {
        trustWhole.run();
        if (entry !== undefined) append(entry);
      }),
    close: async () => {
      open.delete(connection);
      connection.close();
    },
  };
}
