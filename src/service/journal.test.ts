/** What the journal keeps of a refusal, and what it counts; test/journal has the same through the server. */

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recordingAtOnce } from "../../test/catalogue/at-once.ts";
import { basic, post, refusalOf } from "../../test/catalogue/samples.ts";
import { openWorld, type World, withRegistry } from "../../test/catalogue/world.ts";
import type { Refused } from "../protocol/occasion.ts";
import { isRefusal, refuse } from "../reasons/index.ts";
import type { FloodLimits } from "./flood.ts";
import { openJournal } from "./journal.ts";
import { REFERENCE } from "./references.ts";
import { token } from "./token.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const AT = { endpoint: "token", method: "POST", path: "/token", address: "192.0.2.7", userAgent: "curl/8" };
const open = (limits: Partial<FloodLimits> = {}, storage = world.deps.storage) =>
  recordingAtOnce(
    openJournal({ ...world.deps, storage }, { perMinute: 3, charactersPerMinute: 1e6, share: 1, ...limits }),
  );

/** A token request of this client for a scope that there is not. */
async function refused(clientId = "demo-service", scope = "nonsense", secret = `${clientId}-secret`): Promise<Refused> {
  const body = `grant_type=client_credentials&scope=${scope}`;
  const answer = await token(world.deps, post(body, { authorization: basic(`${clientId}:${secret}`) }));
  if (!isRefusal(answer)) throw new Error("It was granted.");
  return answer;
}

describe("a refusal", () => {
  it("is found with everything that the decision was based on, immediately and permanently", async () => {
    const journal = open();
    const uttered = await refused();
    const { ref, kept } = journal.record(uttered, AT, world.deps.registry);
    expect([REFERENCE.test(ref), kept]).toEqual([true, true]);
    const entry = await journal.find(ref);
    expect(entry).toMatchObject({
      ref,
      at: world.clock.now,
      endpoint: "token",
      method: "POST",
      path: "/token",
      refusal: JSON.parse(JSON.stringify(refusalOf(uttered))),
      on: { decision: "token", now: world.clock.now, client: { clientId: "demo-service", secret: { is: "right" } } },
      clientId: "demo-service",
      from: { network: "192.0.2.0/24", agent: "curl/8" },
      fault: undefined,
      more: 0,
    });
    await journal.flush();
    expect(await open().find(ref)).toEqual(entry);
    expect(await journal.find("000000000000")).toBeUndefined();
  });

  it("is kept without the secret, and without the requester's own IP address", async () => {
    const journal = open();
    const { ref } = journal.record(
      await refused("demo-service", "x", "a-wrong-secret"),
      { ...AT, fault: "a fault" },
      world.deps.registry,
    );
    await journal.flush();
    const row = await world.deps.storage.refusals.find(ref);
    for (const secret of ["a-wrong-secret", "192.0.2.7"]) expect(JSON.stringify(row)).not.toContain(secret);
    expect(await journal.find(ref)).toMatchObject({
      fault: "a fault",
      refusal: { refused: "client-auth/secret-wrong" },
    });
  });

  it("is about a client only if there is one with that name", async () => {
    const journal = open();
    const { ref } = journal.record(
      await refused("nobody"),
      { endpoint: "token", method: "POST", path: "/token" },
      world.deps.registry,
    );
    expect(await journal.find(ref)).toMatchObject({
      clientId: undefined,
      refusal: { refused: "client/unknown" },
      from: {},
    });
  });

  it("is decided by the settings of its time", async () => {
    const before = open();
    const { ref } = before.record(await refused(), AT, world.deps.registry);
    await before.flush();
    const settings = { ...world.deps.registry.settings, codeLifetime: 7 };
    const after = recordingAtOnce(
      openJournal(withRegistry(world.deps, { settings }), {
        perMinute: 3,
        charactersPerMinute: 1e6,
        share: 1,
      }),
    );
    const uttered = await refused();
    const later = after.record(
      { ...uttered, on: { ...uttered.on, settings } as typeof uttered.on },
      AT,
      world.deps.registry,
    );
    expect(await after.find(ref)).toMatchObject({
      on: { settings: { codeLifetime: world.deps.registry.settings.codeLifetime } },
    });
    expect(await after.find(later.ref)).toMatchObject({ on: { settings: { codeLifetime: 7 } } });
  });

  it("is explained even if all earlier ones have been deleted", async () => {
    const journal = open();
    journal.record(await refused(), AT, world.deps.registry);
    await journal.flush();
    expect(await world.deps.storage.refusals.purge(world.clock.now + 1, 1e9)).toBe(1);
    const { ref } = journal.record(await refused(), AT, world.deps.registry);
    expect((await journal.find(ref))?.on).toBeDefined();
  });
});

describe("many of one kind", () => {
  it("by one party are counted under the last that was kept, until a minute is over", async () => {
    const journal = open();
    const uttered = await refused();
    const first = [1, 2, 3].map(() => journal.record(uttered, AT, world.deps.registry));
    expect(first.map(({ kept }) => kept)).toEqual([true, true, true]);
    expect(new Set(first.map(({ ref }) => ref)).size).toBe(3);
    const last = first[2]?.ref;
    for (let n = 0; n < 5; n++)
      expect(journal.record(uttered, AT, world.deps.registry)).toMatchObject({ ref: last, kept: false });
    await journal.flush();
    expect((await journal.find(last ?? ""))?.more).toBe(5);
    expect((await journal.find(first[0]?.ref ?? ""))?.more).toBe(0);

    world.clock.now += 59_999;
    expect(journal.record(uttered, AT, world.deps.registry)).toMatchObject({ ref: last, kept: false });
    world.clock.now += 1;
    expect(journal.record(uttered, AT, world.deps.registry)).toMatchObject({ kept: true });
    await journal.flush();
    await journal.flush();
    expect((await journal.find(last ?? ""))?.more).toBe(6);
  });

  it("do not keep out those of another kind, client or IP address", async () => {
    const journal = open({ perMinute: 1 });
    const uttered = await refused();
    expect(journal.record(uttered, AT, world.deps.registry).kept).toBe(true);
    expect(journal.record(uttered, AT, world.deps.registry).kept).toBe(false);
    expect(journal.record({ ...refuse("user/form-stale", {}), on: uttered.on }, AT, world.deps.registry).kept).toBe(
      true,
    );
    expect(journal.record(uttered, { ...AT, address: "192.0.2.8" }, world.deps.registry).kept).toBe(true);
    const of = await refused("demo-web", "x", "wrong");
    expect(journal.record(of, AT, world.deps.registry).kept).toBe(true);
    expect(journal.record(of, AT, world.deps.registry).kept).toBe(false);
  });
});
