/** Loads the request behind a device code, and notes each poll. */
import { readCredential } from "../../protocol/credential.ts";
import { LONGER } from "../../protocol/grants/device-code/checks.ts";
import type { DeviceFacts } from "../../protocol/grants/device-code/facts.ts";
import { absence, hashes } from "../credentials.ts";
import { hasEnded } from "../ended.ts";
import { findUser } from "../hooks/users.ts";
import type { GrantWork, Where } from "./grant-work.ts";

export const deviceCode: GrantWork<DeviceFacts> = {
  load: async (deps, values) => ({ facts: await loadDevice(deps, values.get("device_code") ?? "") }),
  async refused({ storage }, { device }, code, now) {
    if (device.is !== "found") return;
    if (code === "device/polled-too-fast") await storage.deviceRequests.polled(device.id, now, LONGER);
    if (code === "device/pending") await storage.deviceRequests.polled(device.id, now, 0);
  },
};

async function loadDevice(deps: Where, text: string): Promise<DeviceFacts> {
  const { storage, keys } = deps;
  const credential = readCredential("device", text);
  if ("is" in credential) return { device: credential, accountEnabled: false };
  const request = await storage.deviceRequests.find(credential.id);
  if (request === undefined || !hashes(credential, request.hash))
    return { device: absence(keys, credential, text), accountEnabled: false };
  const { id, clientId, requestedAt, expiresAt, interval, polledAt, usedAt, decided } = request;
  const device = {
    is: "found",
    ...{ id, clientId, requestedAt, expiresAt, interval, polledAt, usedAt, decided },
  } as const;
  if (decided?.is !== "allowed") return { device, accountEnabled: true };
  const account = await findUser(deps, decided.subject);
  // An operator has ended everything of the user since.
  if (account !== undefined && !account.disabled && hasEnded(account, decided.grantId))
    return { device: { is: "gone", length: text.length }, accountEnabled: true };
  return { device, accountEnabled: account?.disabled === false };
}
