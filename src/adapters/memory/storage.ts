/**
 * Storage in plain Maps, for experiments and tests. Nothing outlives the process. Each operation runs to its end at once, so it
 * is atomic.
 */

import { forgetUnredeemed } from "../../ports/retention.ts";
import type { Invitation, Session, Storage } from "../../ports/storage.ts";
import type { AccessToken } from "../../protocol/access-token.ts";
import { addBelow, addIn, countIn } from "../../protocol/count-cells.ts";
import type { DrainingCount } from "../../protocol/draining-count.ts";
import { type Grant, hasCode } from "../../protocol/grant.ts";
import { memoryAudit } from "./audit.ts";
import { memoryKeys } from "./keys.ts";
import { memoryLeases } from "./leases.ts";
import { memoryPeople } from "./people.ts";
import { memoryProcesses } from "./processes.ts";
import { memoryRefusals } from "./refusals.ts";
import { memoryRegistrations } from "./registrations.ts";
import { memoryUsage } from "./usage.ts";

interface KeptGrant {
  readonly grant: Grant;
  readonly forgetAfter: number;
}

/** Makes an empty storage. */
export function memoryStorage(): Storage {
  const grants = new Map<number, KeptGrant>();
  const accessTokens = new Map<number, AccessToken>();
  const sessions = new Map<number, Session>();
  const invitations = new Map<number, Invitation>();
  const consents = new Map<string, Set<string>>();
  const cells = new Map<string, DrainingCount>();
  let trusted: number | undefined;
  let served: string | undefined;

  function lastId(): number {
    const ids = [grants, accessTokens, sessions, invitations].flatMap((rows) => [...rows.keys()]);
    return ids.reduce((last, id) => Math.max(last, id), 0);
  }

  const audit = memoryAudit();
  const registrations = memoryRegistrations(audit.append);

  const consentKey = (subject: string, clientId: string) => JSON.stringify([subject, clientId]);

  const people = memoryPeople(
    (subject) => {
      for (const key of consents.keys()) if (JSON.parse(key)[0] === subject) consents.delete(key);
    },
    lastId,
    audit.append,
  );

  /** Stores a grant and inserts its access token, or throws and changes nothing. */
  function issue(grant: Grant, accessToken: AccessToken | undefined, forgetAfter: number): true {
    if (accessToken !== undefined) insertNew(accessTokens, accessToken);
    grants.set(grant.id, { grant, forgetAfter });
    return true;
  }

  return {
    grants: {
      async insert(grant, issued) {
        if (grants.has(grant.id)) throw new Error(`The id ${grant.id} is in use.`);
        issue(grant, issued?.accessToken, issued?.forgetAfter ?? forgetUnredeemed(grant));
      },
      find: async (id) => grants.get(id)?.grant,
      async redeem(id, at, { refresh, accessToken, forgetAfter, by }) {
        const grant = grants.get(id)?.grant;
        if (grant === undefined || !hasCode(grant) || grant.revokedAt !== undefined) return false;
        if (grant.source.redeemedAt !== undefined) return false;
        const source = { ...grant.source, redeemedAt: at, redeemedBy: by };
        return issue({ ...grant, source, refresh }, accessToken, forgetAfter);
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
    },
    accessTokens: {
      async insert(token) {
        insertNew(accessTokens, token);
      },
      async find(id) {
        const token = accessTokens.get(id);
        if (token?.grantId === undefined) return token;
        return { ...token, revokedAt: token.revokedAt ?? grants.get(token.grantId)?.grant.revokedAt };
      },
      async revoke(token, at) {
        const kept = accessTokens.get(token.id);
        accessTokens.set(token.id, { ...(kept ?? token), revokedAt: kept?.revokedAt ?? at });
      },
    },
    people: people.store,
    sessions: {
      async insert(session, passwordHash) {
        const account = people.find(session.subject);
        const isProven = account?.disabled === false && account.passwordHash === passwordHash;
        if (passwordHash !== undefined && !isProven) return false;
        insertNew(sessions, session);
        return true;
      },
      find: async (id) => sessions.get(id),
      async end(id, at) {
        const session = sessions.get(id);
        if (session === undefined || session.endedAt !== undefined) return false;
        sessions.set(id, { ...session, endedAt: at });
        return true;
      },
    },
    invitations: {
      async insert(invitation) {
        insertNew(invitations, invitation);
      },
      find: async (id) => invitations.get(id),
      async accept(id, account, at, entry) {
        const invitation = invitations.get(id);
        if (invitation === undefined || invitation.usedAt !== undefined || invitation.expiresAt <= at) return "used";
        if (account.role === "operator" && people.hasOperator()) return "used";
        if (!people.insert(account, entry)) return "taken";
        invitations.set(id, { ...invitation, usedAt: at });
        return "accepted";
      },
    },
    consents: {
      find: async (subject, clientId) => [...(consents.get(consentKey(subject, clientId)) ?? [])],
      async add(subject, clientId, scopes) {
        const key = consentKey(subject, clientId);
        consents.set(key, new Set([...(consents.get(key) ?? []), ...scopes]));
      },
    },
    counters: {
      find: async (counts, now) => counts.map((count) => countIn(cells, count, now)),
      add: async (counted, now) => counted.map((one) => addIn(cells, one, now)),
      addBelow: async (counts, now) => addBelow(cells, counts, now),
      async clear(count) {
        for (const cell of count) cells.delete(cell);
      },
    },
    keys: memoryKeys(audit.append),
    refusals: memoryRefusals(),
    // There is only one process. The numbers exist for the contract.
    processes: memoryProcesses(),
    leases: memoryLeases(),
    audit: audit.store,
    registrations: registrations.store,
    usage: memoryUsage(),
    lastId: async () => lastId(),
    check: async () => {},
    async purge(now, limit) {
      return (
        deleteWhere(grants, limit, ({ forgetAfter }) => forgetAfter < now) +
        deleteWhere(accessTokens, limit, ({ expiresAt }) => expiresAt < now) +
        deleteWhere(sessions, limit, ({ endedAt, expiresAt }) => (endedAt ?? expiresAt) < now) +
        deleteWhere(invitations, limit, ({ usedAt, expiresAt }) => (usedAt ?? expiresAt) < now) +
        deleteWhere(cells, limit, ({ emptyAt }) => emptyAt < now) +
        registrations.purge(now, limit)
      );
    },
    trustedTime: async () => trusted,
    async trustTime(at) {
      trusted = at;
    },
    servedAs: async (issuer) => {
      const before = served;
      served = issuer;
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
