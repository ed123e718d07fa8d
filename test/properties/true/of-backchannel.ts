/** What must hold of a request that is refused because of how it asks a user, or of what the user has decided. */
import { expect } from "vitest";
import type { CibaFacts } from "../../../src/protocol/grants/ciba/facts.ts";
import { ciba } from "../../../src/protocol/grants/ciba/grant.ts";
import { factsOf } from "../../../src/protocol/grants/grant-type.ts";
import type { Holds } from "./of-requests.ts";
import { expectSent, type Sent } from "./sent.ts";

/** The authentication request that was loaded. */
function askedOf({ on }: Sent) {
  const facts = on.decision === "token" ? factsOf<CibaFacts>(ciba, on) : undefined;
  return facts?.asked.is === "found" ? facts.asked : expect.fail("No authentication request was loaded.");
}

const seconds = (from: number, to: number) => Math.max(0, Math.round((to - from) / 1000));

export const ofBackchannel = {
  "ciba/hints-invalid": (e, { value }) => {
    for (const name of e.sent) expect(value(name)).toBeDefined();
    expect(e.sent.length === 1 && e.supported.includes(e.sent[0] ?? "")).toBe(false);
  },
  "ciba/user-unknown": (e, { on, value }) => {
    expect(value(e.by)).toBeDefined();
    expect(on.decision === "backchannel" && on.user?.is).toBe("unknown");
  },
  "ciba/too-many": (e) => expect(e.retryAfter).toBeGreaterThan(0),
  "ciba/binding-message-invalid": (e, { value }) => {
    expect([...(value("binding_message") ?? "")]).toHaveLength(e.characters);
    expect(e.characters > e.most || !e.plain).toBe(true);
  },
  "ciba/id-unknown": (e, { value }) => {
    const isOne = /^candor_ciba_[\w-]{56}$/.test(value("auth_req_id") ?? "");
    if (e.looks !== undefined) expect(isOne).toBe(false);
    else expect(e.issuedHere && !isOne).toBe(false);
  },
  "ciba/of-other-client": (e, sent) => {
    expect(askedOf(sent).clientId).toBe(e.issuedTo);
    expect(e.issuedTo).not.toBe(e.clientId);
  },
  "ciba/already-used": (e, sent) => expect(e.age).toBe(seconds(askedOf(sent).usedAt ?? 0, sent.on.now)),
  "ciba/expired": (e, sent) => {
    const { requestedAt, expiresAt } = askedOf(sent);
    expect([e.age, e.lifetime]).toEqual([seconds(requestedAt, sent.on.now), seconds(requestedAt, expiresAt)]);
    expect(e.age).toBeGreaterThanOrEqual(e.lifetime);
  },
  "ciba/denied": (e, sent) => {
    expect(askedOf(sent).decided?.is).toBe("denied");
    expectSent(e.clientId, askedOf(sent).clientId);
  },
  "ciba/pending": (e, sent) => {
    const { decided, interval, expiresAt } = askedOf(sent);
    expect([decided, e.interval, e.left]).toEqual([undefined, interval, seconds(sent.on.now, expiresAt)]);
  },
  "ciba/polled-too-fast": (e, sent) => {
    const { polledAt = 0, interval } = askedOf(sent);
    expect([e.milliseconds, e.interval]).toEqual([sent.on.now - polledAt, interval + 5]);
    expect(e.milliseconds).toBeLessThan(interval * 1000);
  },
  "ciba/not-waiting": (e) => expect(["gone", "expired", "decided"]).toContain(e.because),
} satisfies Holds;
