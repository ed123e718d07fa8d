/** What must hold of a request that is refused for its device code, or for the code that a user typed. */
import { expect } from "vitest";
import type { DeviceFacts } from "../../../src/protocol/grants/device-code/facts.ts";
import { deviceCode } from "../../../src/protocol/grants/device-code/grant.ts";
import { factsOf } from "../../../src/protocol/grants/grant-type.ts";
import type { Holds } from "./of-requests.ts";
import { expectSent, type Sent } from "./sent.ts";

/** The device request that was loaded. */
function deviceOf({ on }: Sent) {
  const facts = on.decision === "token" ? factsOf<DeviceFacts>(deviceCode, on) : undefined;
  return facts?.device.is === "found" ? facts.device : expect.fail("No device request was loaded.");
}

const seconds = (from: number, to: number) => Math.max(0, Math.round((to - from) / 1000));

export const ofDevices = {
  "device/code-unknown": (e, { value }) => {
    const sent = value("device_code") ?? "";
    const isDeviceCode = /^candor_device_[\w-]{56}$/.test(sent);
    if (e.looks !== undefined) expect(isDeviceCode).toBe(false);
    else expect(e.issuedHere && !isDeviceCode).toBe(false);
  },
  "device/of-other-client": (e, sent) => {
    expect(deviceOf(sent).clientId).toBe(e.issuedTo);
    expect(e.issuedTo).not.toBe(e.clientId);
  },
  "device/already-used": (e, sent) => expect(e.age).toBe(seconds(deviceOf(sent).usedAt ?? 0, sent.on.now)),
  "device/expired": (e, sent) => {
    const { requestedAt, expiresAt } = deviceOf(sent);
    expect([e.age, e.lifetime]).toEqual([seconds(requestedAt, sent.on.now), seconds(requestedAt, expiresAt)]);
    expect(e.age).toBeGreaterThanOrEqual(e.lifetime);
  },
  "device/denied": (e, sent) => {
    expect(deviceOf(sent).decided?.is).toBe("denied");
    expectSent(e.clientId, deviceOf(sent).clientId);
  },
  "device/pending": (e, sent) => {
    const { decided, interval, expiresAt } = deviceOf(sent);
    expect([decided, e.interval, e.left]).toEqual([undefined, interval, seconds(sent.on.now, expiresAt)]);
  },
  "device/polled-too-fast": (e, sent) => {
    const { polledAt = 0, interval } = deviceOf(sent);
    expect([e.milliseconds, e.interval]).toEqual([sent.on.now - polledAt, interval + 5]);
    expect(e.milliseconds).toBeLessThan(interval * 1000);
  },
  "device/user-code-wrong": (e, { value }) => {
    expect(["unknown", "expired", "decided"]).toContain(e.because);
    expect(value("user_code")).toBeDefined();
  },
} satisfies Holds;
