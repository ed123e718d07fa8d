/** Backchannel authentication requests, in memory. */

import type { AuditEntry } from "../../ports/audit.ts";
import type { BackchannelRequest, BackchannelRequestStore } from "../../ports/backchannel-requests.ts";
import type { Issued } from "../../ports/storage.ts";
import type { Grant } from "../../protocol/grant.ts";

/** `issue` inserts a grant and its access token. */
export function memoryBackchannelRequests(
  requests: Map<number, BackchannelRequest>,
  issue: (grant: Grant, accessToken: Issued["accessToken"], forgetAfter: number) => void,
  append: (entry: AuditEntry) => void,
): BackchannelRequestStore {
  /** When notifications are due, and how often they have failed, by the id of the request. */
  const due = new Map<number, { readonly at: number; readonly tries: number }>();
  const change = (id: number, more: Partial<BackchannelRequest>): void => {
    const request = requests.get(id);
    if (request !== undefined) requests.set(id, { ...request, ...more });
  };
  return {
    async insert(request) {
      if (requests.has(request.id)) throw new Error(`The id ${request.id} is in use.`);
      requests.set(request.id, request);
    },
    find: async (id) => requests.get(id),
    waiting: async ({ clientId, before = Number.MAX_SAFE_INTEGER, limit }, now) =>
      [...requests.values()]
        .filter((one) => one.decided === undefined && one.expiresAt > now && one.id < before)
        .filter((one) => clientId === undefined || one.clientId === clientId)
        .sort((a, b) => b.id - a.id)
        .slice(0, limit),
    waitingFor: async (subject, now, limit) =>
      [...requests.values()]
        .filter((one) => one.subject === subject && one.decided === undefined && one.expiresAt > now)
        .sort((a, b) => a.id - b.id)
        .slice(0, limit),
    async polled(id, at, longer) {
      change(id, { polledAt: at, interval: (requests.get(id)?.interval ?? 0) + longer });
    },
    async decide(id, decision, entry) {
      const request = requests.get(id);
      if (request === undefined || request.decided !== undefined) return false;
      if (entry !== undefined) append(entry);
      change(id, { decided: decision });
      if (request.notificationToken !== undefined) due.set(id, { at: decision.at, tries: 0 });
      return true;
    },
    async redeem(id, at, grant, { accessToken, forgetAfter }) {
      const request = requests.get(id);
      if (request?.decided?.is !== "allowed" || request.usedAt !== undefined) return false;
      issue(grant, accessToken, forgetAfter);
      change(id, { usedAt: at });
      return true;
    },
    isDue: async (now) => [...due.values()].some(({ at }) => at <= now),
    async takeDue(now, until, most) {
      const taken = [...due].filter(([, { at }]) => at <= now).slice(0, most);
      return taken.flatMap(([id, { tries }]) => {
        due.set(id, { at: until, tries });
        const { clientId, notificationToken } = requests.get(id) ?? {};
        return clientId === undefined || notificationToken === undefined
          ? []
          : [{ id, clientId, notificationToken, tries }];
      });
    },
    async notified(id) {
      due.delete(id);
      change(id, { notificationToken: undefined });
    },
    async notificationFailed({ id, tries }, dueAt) {
      if (due.get(id)?.tries !== tries) return;
      if (dueAt !== undefined) due.set(id, { at: dueAt, tries: tries + 1 });
      else due.delete(id);
      if (dueAt === undefined) change(id, { notificationToken: undefined });
    },
  };
}
