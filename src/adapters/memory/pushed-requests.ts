/** Pushed authorization requests, in memory. */
import type { PushedRequest, PushedRequestStore } from "../../ports/pushed-requests.ts";

/** A request, and when it may be forgotten. */
export type KeptRequest = PushedRequest & { readonly endsAt: number };

export function memoryPushedRequests(requests: Map<number, KeptRequest>): PushedRequestStore {
  return {
    async insert(request) {
      if (requests.has(request.id)) throw new Error(`The id ${request.id} is in use.`);
      requests.set(request.id, { ...request, endsAt: request.expiresAt });
    },
    async find(id) {
      const { endsAt: _, ...request } = requests.get(id) ?? { endsAt: undefined };
      return "id" in request ? request : undefined;
    },
    async open(id, at, endsAt) {
      const request = requests.get(id);
      if (request !== undefined && request.openedAt === undefined)
        requests.set(id, { ...request, openedAt: at, endsAt });
    },
    async use(id, at) {
      const request = requests.get(id);
      if (request === undefined || request.usedAt !== undefined) return false;
      requests.set(id, { ...request, usedAt: at });
      return true;
    },
  };
}
