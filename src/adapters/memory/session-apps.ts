/** The applications that users have signed in to, and who was notified that the session has ended, in memory. */
import { type DueLogout, LOGOUT_KEPT_FOR, type SessionApp, type SessionAppStore } from "../../ports/session-apps.ts";

interface Kept {
  readonly app: SessionApp;
  readonly forgetAfter: number;
}

export interface MemorySessionApps {
  readonly store: SessionAppStore;
  /** Makes the applications of sessions due. */
  readonly end: (at: number, of: (app: SessionApp) => boolean) => void;
  /** Keeps those of a session that lasts until then. */
  readonly keepOpen: (until: number, sessionId: number) => void;
  readonly purge: (now: number, limit: number) => number;
}

export function memorySessionApps(): MemorySessionApps {
  const rows = new Map<number, Kept>();
  let last = 0;
  const change = (id: number, changes: Partial<SessionApp>): void => {
    const row = rows.get(id);
    if (row !== undefined) rows.set(id, { ...row, app: { ...row.app, ...changes } });
  };
  const apps = (): SessionApp[] => [...rows.values()].map(({ app }) => app);
  return {
    store: {
      async add({ sessionId, clientId, subject, until }) {
        if (apps().some((app) => app.sessionId === sessionId && app.clientId === clientId)) return;
        const none = { endedAt: undefined, dueAt: undefined, tries: 0, fault: undefined, toldAt: undefined };
        const id = ++last;
        rows.set(id, { app: { id, sessionId, clientId, subject, ...none }, forgetAfter: until });
      },
      ofSession: async (sessionId) => apps().filter((app) => app.sessionId === sessionId),
      isDue: async (now) => apps().some(({ dueAt }) => dueAt !== undefined && dueAt <= now),
      async take(now, until, limit) {
        const due = apps()
          .filter(({ dueAt, endedAt }) => dueAt !== undefined && dueAt <= now && endedAt !== undefined)
          .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || a.id - b.id)
          .slice(0, limit);
        for (const { id } of due) change(id, { dueAt: until });
        return due as readonly DueLogout[];
      },
      told: async (id, at) => change(id, { toldAt: at, dueAt: undefined, fault: undefined }),
      async failed({ id, tries }, fault, dueAt) {
        const app = rows.get(id)?.app;
        if (app?.tries === tries && app.dueAt !== undefined) change(id, { fault, dueAt, tries: tries + 1 });
      },
      list: async ({ clientId, subject, untold = false, before = Number.MAX_VALUE, limit }) =>
        apps()
          .filter((app) => app.endedAt !== undefined && app.id < before && (!untold || app.toldAt === undefined))
          .filter((app) => (clientId ?? app.clientId) === app.clientId)
          .filter((app) => clientId !== undefined || (subject ?? app.subject) === app.subject)
          .reverse()
          .slice(0, limit),
    },
    end(at, of) {
      for (const { app } of rows.values()) {
        if (app.endedAt !== undefined || !of(app)) continue;
        rows.set(app.id, { app: { ...app, endedAt: at, dueAt: at }, forgetAfter: at + LOGOUT_KEPT_FOR });
      }
    },
    keepOpen(until, sessionId) {
      for (const row of rows.values())
        if (row.app.sessionId === sessionId && row.app.endedAt === undefined)
          rows.set(row.app.id, { ...row, forgetAfter: until });
    },
    purge(now, limit) {
      const gone = [...rows.values()].filter(({ forgetAfter }) => forgetAfter < now).slice(0, limit);
      for (const { app } of gone) rows.delete(app.id);
      return gone.length;
    },
  };
}
