/** What users hold, in memory: lists it, and ends it. */
import { type Activity, KEPT_EVENTS, type KeptActivity } from "../../ports/activity.ts";
import type { AuditEntry } from "../../ports/audit.ts";
import type { Consent, Ended, Ending, HoldingStore } from "../../ports/holdings.ts";
import type { SessionApp } from "../../ports/session-apps.ts";
import type { ConsentStore, Session } from "../../ports/storage.ts";
import { type Grant, hasCode } from "../../protocol/grant.ts";

export interface KeptGrant {
  readonly grant: Grant;
  readonly forgetAfter: number;
}

interface Rows {
  readonly grants: Map<number, KeptGrant>;
  readonly sessions: Map<number, Session>;
  /** Makes applications of sessions due. */
  readonly told: (at: number, of: (app: SessionApp) => boolean) => void;
}

/** What users have allowed: the time of each scope, by user and application. */
type Allowed = Map<string, Map<string, number>>;

export interface MemoryHoldings {
  readonly store: HoldingStore;
  readonly consents: ConsentStore;
  readonly endOfClient: (clientId: string, at: number) => void;
  readonly forgetUser: (subject: string) => void;
  readonly note: (activity: Activity) => void;
  readonly purge: (before: number, limit: number) => number;
}

const keyOf = (subject: string, clientId: string): string => JSON.stringify([subject, clientId]);
const inKey = (key: string): readonly [subject: string, clientId: string] => JSON.parse(key);
const newestFirst = (a: { readonly id: number }, b: { readonly id: number }): number => b.id - a.id;

export function memoryHoldings({ grants, sessions, told }: Rows, append: (entry: AuditEntry) => void): MemoryHoldings {
  const allowed: Allowed = new Map();
  let events: readonly KeptActivity[] = [];
  let last = 0;

  function note(activity: Activity): void {
    const own = events.filter(({ subject }) => subject === activity.subject);
    const surplus = new Set(own.slice(0, Math.max(0, own.length + 1 - KEPT_EVENTS)));
    events = [...events.filter((one) => !surplus.has(one)), { ...activity, id: ++last }];
  }

  function endGrants(at: number, because: string, wanted: (grant: Grant) => boolean): number {
    let ended = 0;
    for (const [id, kept] of grants) {
      if (kept.grant.revokedAt !== undefined || !wanted(kept.grant)) continue;
      grants.set(id, { ...kept, grant: { ...kept.grant, revokedAt: at, revokedBecause: because } });
      ended++;
    }
    return ended;
  }
  function endSessions(at: number, wanted: (session: Session) => boolean): number {
    let ended = 0;
    for (const [id, session] of sessions) {
      if (session.endedAt !== undefined || !wanted(session)) continue;
      sessions.set(id, { ...session, endedAt: at });
      ended++;
    }
    return ended;
  }
  function forgetConsents(wanted: (subject: string, clientId: string) => boolean): number {
    let forgotten = 0;
    for (const [key, scopes] of allowed) {
      if (!wanted(...inKey(key))) continue;
      forgotten += scopes.size;
      allowed.delete(key);
    }
    return forgotten;
  }
  function written({ sessions = 0, grants = 0, consents = 0 }: Partial<Ended>, { entry, activity }: Ending): Ended {
    if (sessions + grants + consents > 0) {
      if (entry !== undefined) append(entry);
      if (activity !== undefined) note(activity);
    }
    return { sessions, grants, consents };
  }

  const isLive = ({ grant, forgetAfter }: KeptGrant, at: number): boolean =>
    grant.revokedAt === undefined &&
    forgetAfter > at &&
    (!hasCode(grant) || grant.source.redeemedAt !== undefined || grant.source.expiresAt > at);
  const listed: HoldingStore["grants"] = async ({ subject, clientId, liveAt, before = Number.MAX_VALUE, limit }) =>
    [...grants.values()]
      .filter(
        ({ grant }) => (subject ?? grant.subject) === grant.subject && (clientId ?? grant.clientId) === grant.clientId,
      )
      .filter((kept) => kept.grant.id < before && (liveAt === undefined || isLive(kept, liveAt)))
      .sort((a, b) => newestFirst(a.grant, b.grant))
      .slice(0, limit);

  const store: HoldingStore = {
    grants: listed,
    countGrants: async (filter, most) => (await listed({ ...filter, limit: most })).length,
    sessions: async ({ subject, openAt, before = Number.MAX_VALUE, limit }) =>
      [...sessions.values()]
        .filter((one) => (subject ?? one.subject) === one.subject && one.id < before)
        .filter((one) => openAt === undefined || (one.endedAt === undefined && one.expiresAt > openAt))
        .sort(newestFirst)
        .slice(0, limit),
    consents: async ({ subject, clientId, after, limit }) =>
      [...allowed]
        .map(([key, scopes]): Consent => {
          const [of, at] = inKey(key);
          const sorted = [...scopes].map(([scope, at]) => ({ scope, at })).sort((a, b) => (a.scope < b.scope ? -1 : 1));
          return { subject: of, clientId: at, scopes: sorted };
        })
        .filter((one) => (subject ?? one.subject) === one.subject && (clientId ?? one.clientId) === one.clientId)
        .filter((one) => after === undefined || compare(one, after) > 0)
        .sort(compare)
        .slice(0, limit),
    endGrant: async (id, how) =>
      written({ grants: endGrants(how.at, how.because, (grant) => grant.id === id) }, how).grants === 1,
    async endSession(id, how) {
      const session = sessions.get(id);
      if (session === undefined) return written({}, how);
      const { subject } = session;
      told(how.at, ({ sessionId }) => sessionId === id);
      const ended = endSessions(how.at, (one) => one.id === id);
      const began = (grant: Grant): boolean => grant.subject === subject && grant.sessionId === id;
      return written({ sessions: ended, grants: endGrants(how.at, how.because, began) }, how);
    },
    async endOtherSessions(subject, but, how) {
      told(how.at, (app) => app.subject === subject && app.sessionId !== but);
      const ended = endSessions(how.at, (one) => one.subject === subject && one.id !== but);
      const began = (grant: Grant): boolean =>
        grant.subject === subject && grant.sessionId !== undefined && grant.sessionId !== but;
      return written({ sessions: ended, grants: endGrants(how.at, how.because, began) }, how);
    },
    async endAll(subject, how) {
      told(how.at, (app) => app.subject === subject);
      const ended = endSessions(how.at, (one) => one.subject === subject);
      return written(
        { sessions: ended, grants: endGrants(how.at, how.because, (grant) => grant.subject === subject) },
        how,
      );
    },
    async withdraw(subject, clientId, how) {
      const is = (of: string, at: string): boolean => of === subject && at === clientId;
      const consents = forgetConsents(is);
      const ended = endGrants(how.at, how.because, (grant) => is(grant.subject, grant.clientId));
      return written({ consents, grants: ended }, how);
    },
    note: async (activity) => note(activity),
    activity: async ({ subject, before = Number.MAX_VALUE, limit }) =>
      events
        .filter((one) => one.subject === subject && one.id < before)
        .toSorted(newestFirst)
        .slice(0, limit),
  };

  function endOfClient(clientId: string, at: number): void {
    endGrants(at, "the application was removed", (grant) => grant.clientId === clientId);
    forgetConsents((_, at) => at === clientId);
  }

  return {
    store,
    consents: {
      find: async (subject, clientId) => [...(allowed.get(keyOf(subject, clientId))?.keys() ?? [])],
      async add(subject, clientId, scopes, at) {
        const key = keyOf(subject, clientId);
        const known = allowed.get(key) ?? new Map<string, number>();
        const fresh = scopes.filter((scope) => !known.has(scope));
        if (fresh.length === 0) return;
        allowed.set(key, new Map([...known, ...fresh.map((scope) => [scope, at] as const)]));
        note({ subject, at, what: "allowed", about: clientId });
      },
      async remove(subject, clientId, scopes) {
        const key = keyOf(subject, clientId);
        const left = [...(allowed.get(key) ?? [])].filter(([scope]) => !scopes.includes(scope));
        if (left.length > 0) allowed.set(key, new Map(left));
        else allowed.delete(key);
      },
    },
    endOfClient,
    forgetUser(subject) {
      forgetConsents((of) => of === subject);
      events = events.filter((one) => one.subject !== subject);
    },
    note,
    purge(before, limit) {
      const gone = new Set(events.filter(({ at }) => at < before).slice(0, limit));
      events = events.filter((one) => !gone.has(one));
      return gone.size;
    },
  };
}

type Key = Pick<Consent, "subject" | "clientId">;

function compare(a: Key, b: Key): number {
  if (a.subject !== b.subject) return a.subject < b.subject ? -1 : 1;
  return a.clientId < b.clientId ? -1 : a.clientId > b.clientId ? 1 : 0;
}
