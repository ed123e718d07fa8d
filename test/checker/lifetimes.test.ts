/** What expires, with a clock that the check moves instead of waiting: each fault is found by its requirement, and by no other. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Probes } from "../../src/checker/check.ts";
import { PROBES } from "../../src/checker/probes/index.ts";
import { checkServer } from "../../src/checker/run.ts";
import { both } from "./between.ts";
import { EXPIRY_AT_CANDOR } from "./candor/expiry.ts";
import { checkedAll } from "./checked.ts";
import { CLIENTS, type MutantServer, PASSWORD, startMutant, USERNAME } from "./mutant-server.ts";
import { DEVICES, registeredDevices } from "./peer-mutants/device.ts";
import { codes, expiring, LIFETIMES } from "./peer-mutants/lifetimes.ts";
import { type Peer, startOidcProvider } from "./peers/oidc-provider.ts";
import type { Mutant } from "./through.ts";

let peer: Peer;
beforeAll(async () => {
  peer = await startOidcProvider({
    also: registeredDevices,
    configuration: { ttl: { AuthorizationCode: () => codes.live } },
  });
});
afterAll(() => peer.close());
beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
afterEach(() => vi.useRealTimers());

const wait = async (milliseconds: number) => void vi.setSystemTime(Date.now() + milliseconds);
const lifetimesIn = (all: Awaited<ReturnType<typeof checkedAll>>) =>
  Object.fromEntries(all.filter(({ id }) => id.startsWith("lifetime/")).map(({ id, is }) => [id, is]));

/** The probes that decide what is looked at here. */
const ONLY = Object.fromEntries(Object.entries(PROBES).filter(([name]) => name === "lifetimes"));

async function checked(mutant: Partial<Mutant>, patience: number, probes: Probes = ONLY) {
  codes.live = 60;
  peer.become({ between: mutant.between === undefined ? expiring : both(mutant.between, expiring) });
  const { web, other } = peer.clients;
  const clients = { web, other, device: DEVICES.device };
  return await checkedAll(peer.issuer, clients, peer.user, { patience, wait, probes, signedIn: true });
}

const HELD = {
  "lifetime/code": "held",
  "lifetime/introspection": "held",
  "lifetime/userinfo": "held",
  "lifetime/request-uri": "held",
  "lifetime/device-code": "held",
};

it("with patience, all of them are held, after other probes too", async () => {
  expect(lifetimesIn(await checked({}, 3700, PROBES))).toEqual(HELD);
  expect(lifetimesIn(await checked({}, 3700))).toEqual(HELD);
});

it.each(Object.entries(LIFETIMES))("%s", async (_, mutant) => {
  const broken = Object.fromEntries(mutant.breaks.map((id) => [id, "broken"]));
  expect(lifetimesIn(await checked(mutant, 3700))).toEqual({ ...HELD, ...broken });
});

it("with less patience, what lives longer is unclear, and it is said how long it lives", async () => {
  const all = await checked({}, 90);
  expect(lifetimesIn(all)).toEqual({
    ...HELD,
    ...{ "lifetime/introspection": "unclear", "lifetime/userinfo": "unclear", "lifetime/device-code": "unclear" },
  });
  const { because } = all.find(({ id }) => id === "lifetime/introspection") ?? {};
  expect(because).toBe("It expires after 3600 seconds. Let the check wait for that: --patience 3630.");
  const long = await checked(LIFETIMES["codes for an hour"] ?? {}, 90);
  expect(lifetimesIn(long)).toMatchObject({ "lifetime/code": "unclear" });
});

describe("Candor", () => {
  let server: MutantServer;
  beforeAll(async () => {
    server = await startMutant({
      clients: Object.values(DEVICES).map(({ client_id, client_secret }) => ({
        ...{ id: client_id, secrets: [{ value: client_secret }], scopes: ["openid"] },
        grantTypes: ["urn:ietf:params:oauth:grant-type:device_code"],
      })),
    });
  });
  afterAll(() => server.close());
  const user = { username: USERNAME, password: PASSWORD };

  const found = async () =>
    lifetimesIn(
      await checkedAll(server.issuer, { ...CLIENTS, device: DEVICES.device }, user, {
        ...{ patience: 4_000, wait, probes: ONLY },
      }),
    );

  it("holds what applies to it", async () => {
    server.become({});
    expect(await found()).toEqual(HELD);
  });

  it.each(Object.entries(EXPIRY_AT_CANDOR))("%s", async (_, mutant) => {
    server.become(mutant);
    const broken = Object.fromEntries(mutant.breaks.map((id) => [id, "broken"]));
    expect(await found()).toEqual({ ...HELD, ...broken });
  });

  it("isn't waited for unless that is asked for", async () => {
    server.become({});
    const { checked: all } = await checkServer(server.issuer, { clients: CLIENTS, user, only: ["lifetime/"] });
    expect(all.map(({ because }) => because)).toContain(
      "It is unclear what happens after a while. Let the check wait: --patience 630.",
    );
  });
});
