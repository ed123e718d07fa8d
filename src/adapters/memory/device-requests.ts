/** Device authorization requests, in memory. */

import type { AuditEntry } from "../../ports/audit.ts";
import type { DeviceRequest, DeviceRequestStore } from "../../ports/device-requests.ts";
import type { Issued } from "../../ports/storage.ts";
import type { Grant } from "../../protocol/grant.ts";

const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.from(one).equals(other);

/** `issue` inserts a grant and its access token. */
export function memoryDeviceRequests(
  requests: Map<number, DeviceRequest>,
  issue: (grant: Grant, accessToken: Issued["accessToken"], forgetAfter: number) => void,
  append: (entry: AuditEntry) => void,
): DeviceRequestStore {
  const byUserCode = (hash: Uint8Array): DeviceRequest | undefined =>
    [...requests.values()].find(({ userCodeHash }) => same(userCodeHash, hash));
  return {
    async insert(request) {
      if (requests.has(request.id)) throw new Error(`The id ${request.id} is in use.`);
      if (byUserCode(request.userCodeHash) !== undefined) return false;
      requests.set(request.id, request);
      return true;
    },
    find: async (id) => requests.get(id),
    waiting: async ({ clientId, before = Number.MAX_SAFE_INTEGER, limit }, now) =>
      [...requests.values()]
        .filter((one) => one.decided === undefined && one.expiresAt > now && one.id < before)
        .filter((one) => clientId === undefined || one.clientId === clientId)
        .sort((a, b) => b.id - a.id)
        .slice(0, limit),
    findByUserCode: async (hash) => byUserCode(hash),
    async polled(id, at, longer) {
      const request = requests.get(id);
      if (request !== undefined) requests.set(id, { ...request, polledAt: at, interval: request.interval + longer });
    },
    async decide(id, decision, entry) {
      const request = requests.get(id);
      if (request === undefined || request.decided !== undefined) return false;
      if (entry !== undefined) append(entry);
      requests.set(id, { ...request, decided: decision });
      return true;
    },
    async redeem(id, at, grant, { accessToken, forgetAfter }) {
      const request = requests.get(id);
      if (request?.decided?.is !== "allowed" || request.usedAt !== undefined) return false;
      issue(grant, accessToken, forgetAfter);
      requests.set(id, { ...request, usedAt: at });
      return true;
    },
  };
}
