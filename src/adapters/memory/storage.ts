/**
 * Storage in plain Maps, for experiments and tests. Nothing outlives the process. Each operation runs to its end at once, so it
 * is atomic.
 */

import { KEPT_FOR } from "../../ports/activity.ts";
import type { BackchannelRequest } from "../../ports/backchannel-requests.ts";
import { DEVICE_KEPT_FOR, type DeviceRequest } from "../../ports/device-requests.ts";
import { forgetUnredeemed } from "../../ports/retention.ts";
import type { Along, Invitation, Session, Storage } from "../../ports/storage.ts";
import type { AccessToken } from "../../protocol/access-token.ts";
import { addBelow, addIn, countIn } from "../../protocol/count-cells.ts";
import type { DrainingCount } from "../../protocol/draining-count.ts";
import { type Grant, hasCode } from "../../protocol/grant.ts";
import { memoryAudit } from "./audit.ts";
import { memoryBackchannelRequests } from "./backchannel-requests.ts";
import { memoryDeviceRequests } from "./device-requests.ts";
import { type KeptGrant, memoryHoldings } from "./holdings.ts";
import { memoryIdempotency } from "./idempotency.ts";
import { memoryInvitations } from "./invitations.ts";
import { memoryKeys } from "./keys.ts";
import { memoryLeases } from "./leases.ts";
import { memoryNotices } from "./notices.ts";
import { memoryPeople } from "./people.ts";
import { memoryProcesses } from "./processes.ts";
import { type KeptRequest, memoryPushedRequests } from "./pushed-requests.ts";
import { memoryRefusals } from "./refusals.ts";
import { memoryRegistrations } from "./registrations.ts";
import { memorySecretUses } from "./secret-uses.ts";
import { memorySessionApps } from "./session-apps.ts";
import { memorySingleUse } from "./single-use.ts";
import { memoryUsage } from "./usage.ts";

/** Makes an empty storage. */
export function memoryStorage(): Storage {
  const refusals = memoryRefusals();
  const grants = new Map<number, KeptGrant>();
  const accessTokens = new Map<number, AccessToken>();
  const sessions = new Map<number, Session>();
  const invitations = new Map<number, Invitation>();
  const pushedRequests = new Map<number, KeptRequest>();
  const deviceRequests = new Map<number, DeviceRequest>();
  const backchannelRequests = new Map<number, BackchannelRequest>();
  const cells = new Map<string, DrainingCount>();
  let trusted: number | undefined;
  let served: string | undefined;

  function lastId(): number {
    const waiting = [pushedRequests, deviceRequests, backchannelRequests];
    const ids = [grants, accessTokens, sessions, invitations, ...waiting].flatMap((rows) => [...rows.keys()]);
    return ids.reduce((last, id) => Math.max(last, id), 0);
  }

  const audit = memoryAudit();
  const secretUses = memorySecretUses();
  const idempotency = memoryIdempotency();
  const singleUse = memorySingleUse();
  const sessionApps = memorySessionApps();
  const holdings = memoryHoldings({ grants, sessions, told: sessionApps.end }, audit.append);
  const usage = memoryUsage();
  const registrations = memoryRegistrations(audit.append, (clientId, at) => {
    holdings.endOfClient(clientId, at);
    usage.forgetClient(clientId);
  });
  const owned = {
    of: registrations.idsOf,
    isCurrent: ({ changes }: Along) => registrations.conflictIn(changes) === undefined,
    change: ({ changes, entry }: Along) => void registrations.change(changes, entry),
  };
  const people = memoryPeople(holdings.forgetUser, lastId, audit.append, owned, (subject, at, through) =>
    sessionApps.end(at, (app) => app.subject === subject && app.sessionId <= through),
  );

  /** Stores a grant and inserts its access token, or throws and changes nothing. */
  function issue(grant: Grant, accessToken: AccessToken | undefined, forgetAfter: number): true {
    if (accessToken !== undefined) insertNew(accessTokens, accessToken);
    grants.set(grant.id, { grant, forgetAfter });
    return true;
  }

  /** Whether there was anything to revoke of a grant that a client manages, except the one that goes on. */
  function revokeManaged(root: number, revokedAt: number, revokedBecause: string, except?: number): boolean {
    const ended = [...grants].filter(
      ([id, { grant }]) => grant.managed?.root === root && grant.revokedAt === undefined && id !== except,
    );
    for (const [id, kept] of ended) grants.set(id, { ...kept, grant: { ...kept.grant, revokedAt, revokedBecause } });
    return ended.length > 0;
  }

  /** Whether the password was right for the account as it is now. */
  function isProven({ subject }: Session, passwordHash: string | undefined): boolean {
    const account = people.find(subject);
    return passwordHash === undefined || (account?.disabled === false && account.passwordHash === passwordHash);
  }
  const noteSignIn = ({ subject, authTime, place }: Session): void =>
    holdings.note({ subject, at: authTime, what: "signed-in", ...(place && { place }) });

  return {
    grants: {
      async insert(grant, issued) {
        if (grants.has(grant.id)) throw new Error(`The id ${grant.id} is in use.`);
        issue(grant, issued?.accessToken, issued?.forgetAfter ?? forgetUnredeemed(grant));
      },
      find: async (id) => grants.get(id)?.grant,
      async redeem(id, at, { refresh, accessToken, forgetAfter, by, supersedes }) {
        const grant = grants.get(id)?.grant;
        if (grant === undefined || !hasCode(grant) || grant.revokedAt !== undefined) return false;
        if (grant.source.redeemedAt !== undefined) return false;
        const source = { ...grant.source, redeemedAt: at, redeemedBy: by };
        issue({ ...grant, source, refresh }, accessToken, forgetAfter);
        if (supersedes !== undefined) revokeManaged(supersedes.root, at, supersedes.because, id);
        return true;
      },
      async rotate(id, from, { refresh, accessToken, forgetAfter }) {
        const grant = grants.get(id)?.grant;
        if (grant?.refresh?.generation !== from || grant.revokedAt !== undefined) return false;
        return issue({ ...grant, refresh }, accessToken, forgetAfter);
      },
      async revoke(id, at, because) {
        const kept = grants.get(id);
        if (kept === undefined || kept.grant.revokedAt !== undefined) return false;
        grants.set(id, { ...kept, grant: { ...kept.grant, revokedAt: at, revokedBecause: because } });
        return true;
      },
      async findManaged(root, now) {
        const live = [...grants.values()].filter(
          ({ grant, forgetAfter }) =>
            grant.managed?.root === root && grant.revokedAt === undefined && hasCode(grant) && forgetAfter > now,
        );
        return live
          .map(({ grant }) => grant)
          .findLast((grant) => hasCode(grant) && grant.source.redeemedAt !== undefined);
      },
      revokeManaged: async (root, at, because) => revokeManaged(root, at, because),
    },
    accessTokens: {
      async insert(token) {
        insertNew(accessTokens, token);
      },
      async find(id) {
        const token = accessTokens.get(id);
        if (token?.grantId === undefined) return token;
        const { revokedAt, authTime } = grants.get(token.grantId)?.grant ?? {};
        return {
          ...token,
          revokedAt: token.revokedAt ?? revokedAt,
          ...(authTime !== undefined && { authTime }),
        };
      },
      async revoke(token, at) {
        const kept = accessTokens.get(token.id);
        accessTokens.set(token.id, { ...(kept ?? token), revokedAt: kept?.revokedAt ?? at });
      },
    },
    people: people.store,
    sessions: {
      async insert(session, passwordHash) {
        if (!isProven(session, passwordHash)) return false;
        insertNew(sessions, session);
        noteSignIn(session);
        return true;
      },
      async renew(session, passwordHash) {
        if (!isProven(session, passwordHash)) return false;
        const before = sessions.get(session.id);
        if (before?.subject !== session.subject || before.endedAt !== undefined) return undefined;
        sessions.set(session.id, session);
        sessionApps.keepOpen(session.expiresAt, session.id);
        noteSignIn(session);
        return true;
      },
      find: async (id) => sessions.get(id),
      async end(id, at) {
        const session = sessions.get(id);
        if (session === undefined || session.endedAt !== undefined) return false;
        sessions.set(id, { ...session, endedAt: at });
        for (const [key, kept] of grants) {
          const { grant } = kept;
          if (grant.sessionId !== id || grant.subject !== session.subject || grant.revokedAt !== undefined) continue;
          if (grant.refresh === undefined || grant.scopes.includes("offline_access")) continue;
          grants.set(key, { ...kept, grant: { ...grant, revokedAt: at, revokedBecause: "the user signed out" } });
        }
        sessionApps.end(at, ({ sessionId }) => sessionId === id);
        return true;
      },
    },
    sessionApps: sessionApps.store,
    invitations: memoryInvitations(invitations, people, registrations, audit.append),
    consents: holdings.consents,
    holdings: holdings.store,
    counters: {
      find: async (counts, now) => counts.map((count) => countIn(cells, count, now)),
      add: async (counted, now) => counted.map((one) => addIn(cells, one, now)),
      addBelow: async (counts, now) => addBelow(cells, counts, now),
      async clear(count) {
        for (const cell of count) cells.delete(cell);
      },
    },
    keys: memoryKeys(audit.append),
    refusals,
    notices: memoryNotices(refusals),
    // There is only one process. The numbers exist for the contract.
    processes: memoryProcesses(),
    leases: memoryLeases(),
    audit: audit.store,
    registrations: registrations.store,
    usage: usage.store,
    secretUses: secretUses.store,
    idempotency: idempotency.store,
    singleUse: singleUse.store,
    pushedRequests: memoryPushedRequests(pushedRequests),
    deviceRequests: memoryDeviceRequests(deviceRequests, issue, audit.append),
    backchannelRequests: memoryBackchannelRequests(backchannelRequests, issue, audit.append),
    lastId: async () => lastId(),
    check: async () => {},
    async purge(now, limit) {
      return (
        deleteWhere(grants, limit, ({ forgetAfter }) => forgetAfter < now) +
        deleteWhere(accessTokens, limit, ({ expiresAt }) => expiresAt < now) +
        deleteWhere(sessions, limit, ({ endedAt, expiresAt }) => (endedAt ?? expiresAt) < now) +
        sessionApps.purge(now, limit) +
        deleteWhere(invitations, limit, ({ usedAt, expiresAt }) => (usedAt ?? expiresAt) < now) +
        deleteWhere(pushedRequests, limit, ({ endsAt }) => endsAt < now) +
        deleteWhere(deviceRequests, limit, ({ expiresAt }) => expiresAt + DEVICE_KEPT_FOR < now) +
        deleteWhere(backchannelRequests, limit, ({ expiresAt }) => expiresAt + DEVICE_KEPT_FOR < now) +
        deleteWhere(cells, limit, ({ emptyAt }) => emptyAt < now) +
        registrations.purge(now, limit) +
        secretUses.purge(now, limit) +
        idempotency.purge(now, limit) +
        singleUse.purge(now, limit) +
        holdings.purge(now - KEPT_FOR, limit)
      );
    },
    trustedTime: async () => trusted,
    async trustTime(at) {
      trusted = at;
    },
    servedAs: async (issuer, entry) => {
      const before = served;
      served = issuer;
      if (entry !== undefined && before !== undefined && before !== issuer) audit.append(entry(before));
      return before;
    },
    isIncomplete: async () => false,
    acceptAsIs: async () => {},
    close: async () => {},
  };
}

function insertNew<Row extends { readonly id: number }>(rows: Map<number, Row>, row: Row): void {
  if (rows.has(row.id)) throw new Error(`The id ${row.id} is in use.`);
  rows.set(row.id, row);
}

function deleteWhere<Key, Row>(rows: Map<Key, Row>, limit: number, ended: (row: Row) => boolean): number {
  let deleted = 0;
  for (const [key, row] of rows) {
    if (deleted >= limit) break;
    if (ended(row)) {
      rows.delete(key);
      deleted += 1;
    }
  }
  return deleted;
}
