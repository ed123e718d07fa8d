/** What a fix may suppose of a device code. */

import { mayRequest } from "../../client.ts";
import type { GrantType, Supposing } from "../grant-type.ts";
import type { DeviceFacts } from "./facts.ts";
import type { DeviceRequest } from "./request.ts";

/** Seconds: enough for what a fix supposes. */
const LIFETIME = 600;

/** A device that its user has just let in: the same, or one that the client would get. */
function allowed(facts: DeviceFacts | undefined, { client, now }: Supposing) {
  if (client === undefined) return undefined;
  const found = facts?.device.is === "found" && facts.device.clientId === client.id ? facts.device : undefined;
  const known = found?.decided?.is === "allowed" ? found.decided : undefined;
  // What the user will allow is unknown in advance.
  const scopes = known?.scopes ?? client.scopes.filter((name) => mayRequest(client, name));
  const decided = { at: now, grantId: 0, subject: "", authTime: now, ...known, is: "allowed", scopes } as const;
  const times = { requestedAt: now, expiresAt: now + LIFETIME * 1000, polledAt: undefined, usedAt: undefined };
  const device = { is: "found", id: found?.id ?? 0, clientId: client.id, interval: 5, ...times, decided } as const;
  return { facts: { device, accountEnabled: true }, sent: { device_code: "*".repeat(70) } };
}

/** The user has decided meanwhile, or has come back. */
const decided = (facts: DeviceFacts | undefined, given: Supposing) =>
  facts?.device.is === "found" ? allowed(facts, given) : undefined;

export const deviceCodeSupplies: Required<GrantType<string, DeviceRequest, DeviceFacts>>["supplies"] = {
  "device-code": allowed,
  consent: decided,
  session: decided,
};
