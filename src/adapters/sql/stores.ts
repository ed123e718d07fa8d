/** Everything of a storage that is the same in both databases. */
import type { Storage } from "../../ports/storage.ts";
import { accessTokenStore } from "./access-tokens.ts";
import { auditAppender, auditStore } from "./audit.ts";
import { backchannelRequestStore } from "./backchannel-requests.ts";
import type { Connection } from "./connection.ts";
import { consentStore } from "./consents.ts";
import { counterStore } from "./counters.ts";
import { deviceRequestStore } from "./device-requests.ts";
import { grantStore } from "./grants.ts";
import { holdingStore } from "./holdings.ts";
import { idempotencyStore } from "./idempotency.ts";
import { invitationStore } from "./invitations.ts";
import { keyStore } from "./keys.ts";
import { lastIdReader } from "./last-id.ts";
import { leaseStore } from "./leases.ts";
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

/** Whether rows are missing is a question about a file. */
export type Stores = Omit<Storage, "isIncomplete" | "acceptAsIs" | "close">;

export function storesOn(connection: Connection): Stores {
  const { prepare, read, write, writeRows } = connection;
  const lastId = lastIdReader(prepare);
  const append = auditAppender(prepare);
  const check = prepare(
    "insert into readiness (id, checked_at) values (1, ?) on conflict (id) do update set checked_at = excluded.checked_at",
  );
  const trusted = prepare<{ readonly at: number }>('select trusted_at as "at" from trusted_time');
  const trust = prepare(
    "insert into trusted_time (id, trusted_at) values (1, ?) on conflict (id) do update set trusted_at = excluded.trusted_at",
  );
  const served = prepare<{ readonly issuer: string }>("select issuer from served");
  const serve = prepare(
    "insert into served (id, issuer) values (1, ?) on conflict (id) do update set issuer = excluded.issuer",
  );
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
    registrations: registrationStore(connection),
    usage: usageStore(connection),
    secretUses: secretUseStore(connection),
    idempotency: idempotencyStore(connection),
    singleUse: singleUseStore(connection),
    pushedRequests: pushedRequestStore(connection),
    deviceRequests: deviceRequestStore(connection),
    backchannelRequests: backchannelRequestStore(connection),
    lastId: read(lastId),
    check: writeRows(function* () {
      yield* check.run(Date.now());
    }),
    purge: purger(connection),
    trustedTime: read(function* () {
      return (yield* trusted.get())?.at;
    }),
    trustTime: writeRows(function* (at) {
      yield* trust.run(at);
    }),
    servedAs: write(function* (issuer, entry) {
      const before = (yield* served.get())?.issuer;
      if (before === issuer) return before;
      yield* serve.run(issuer);
      if (entry !== undefined && before !== undefined) yield* append(entry(before));
      return before;
    }),
  };
}
