/** Checks of the device authorization grant at the token endpoint (RFC 8628 3.5). */
import { refuse } from "../../../reasons/index.ts";
import { rfc } from "../../../specs.ts";
import { authenticated } from "../../client-authentication/checks.ts";
import type { Check } from "../../decision.ts";
import { lasts } from "../../lifetime.ts";
import type { CommonFacts } from "../../token/facts.ts";
import type { DeviceFacts, FoundDecision, FoundDevice } from "./facts.ts";
import type { DeviceRequest } from "./request.ts";

export interface DeviceCase extends CommonFacts, DeviceFacts {
  readonly request: DeviceRequest;
}

/** Seconds that are added to the interval of a device that polls too fast (RFC 8628 3.5). */
export const LONGER = 5;
/** Milliseconds that a poll may come early, because not every request takes as long on its way. */
const EARLY = 500;

/** The request that has passed the first check. */
export function foundIn({ device }: DeviceFacts): FoundDevice {
  if (device.is !== "found") throw new Error("The device request is used before its checks have run.");
  return device;
}

/** What the user has allowed, after all checks. */
export function allowedIn(facts: DeviceFacts): Extract<FoundDecision, { is: "allowed" }> {
  const { decided } = foundIn(facts);
  if (decided?.is !== "allowed") throw new Error("The user's decision is used before its checks have run.");
  return decided;
}

const seconds = (milliseconds: number): number => Math.max(0, Math.round(milliseconds / 1000));

/** Whether the device polls before its interval is over. */
const isHasty = ({ polledAt, interval }: FoundDevice, now: number): boolean =>
  polledAt !== undefined && now >= polledAt && now - polledAt < interval * 1000 - EARLY;

export const deviceCodeChecks: readonly Check<DeviceCase>[] = [
  {
    asks: "Is there such a device code?",
    cites: rfc(8628, "3.4"),
    run: ({ device }) => {
      if (device.is === "found") return undefined;
      if (device.is === "wrong-kind" || device.is === "corrupted")
        return refuse("device/code-unknown", { looks: device.looks, issuedHere: device.is === "corrupted" });
      return refuse("device/code-unknown", { issuedHere: device.is === "gone" });
    },
  },
  {
    asks: "Was the device code issued to this client?",
    cites: rfc(8628, "3.4"),
    run: (given) => {
      const { clientId } = foundIn(given);
      const { id } = authenticated(given.client);
      return clientId === id ? undefined : refuse("device/of-other-client", { clientId: id, issuedTo: clientId });
    },
  },
  {
    asks: "Is the device code used for the first time?",
    cites: rfc(8628, "3.5"),
    run: (given) => {
      const { usedAt } = foundIn(given);
      return usedAt === undefined ? undefined : refuse("device/already-used", { age: seconds(given.now - usedAt) });
    },
  },
  {
    asks: "Is the device code within its lifetime?",
    cites: rfc(8628, "3.5"),
    run: (given) => {
      const { requestedAt, expiresAt } = foundIn(given);
      const lifetime = expiresAt - requestedAt;
      return lasts(requestedAt, lifetime, given.now)
        ? undefined
        : refuse("device/expired", { age: seconds(given.now - requestedAt), lifetime: seconds(lifetime) });
    },
  },
  {
    asks: "Has the user not declined?",
    cites: rfc(8628, "3.5"),
    run: (given) =>
      foundIn(given).decided?.is === "denied"
        ? refuse("device/denied", { clientId: foundIn(given).clientId })
        : undefined,
  },
  {
    asks: "Does the device wait long enough between two polls?",
    cites: rfc(8628, "3.5"),
    run: (given) => {
      const device = foundIn(given);
      return device.decided === undefined && isHasty(device, given.now)
        ? refuse("device/polled-too-fast", {
            interval: device.interval + LONGER,
            milliseconds: given.now - (device.polledAt ?? 0),
          })
        : undefined;
    },
  },
  {
    asks: "Has the user decided?",
    cites: rfc(8628, "3.5"),
    run: (given) => {
      const { decided, interval, expiresAt } = foundIn(given);
      return decided === undefined
        ? refuse("device/pending", { interval, left: seconds(expiresAt - given.now) })
        : undefined;
    },
  },
  {
    asks: "Is the account of the user who allowed it enabled?",
    cites: rfc(6749, "5.2"),
    run: (given) =>
      given.accountEnabled ? undefined : refuse("grant/account-disabled", { clientId: foundIn(given).clientId }),
  },
];
