/** Applications that registered themselves are removed when nobody has used them for `registration.unusedDays`. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { removeUnused } from "../../src/service/registration/unused.ts";
import { basic } from "../catalogue/samples.ts";
import { openWorld, type World } from "../catalogue/world.ts";

const DAY = 86_400_000;

let world: World;
beforeEach(async () => {
  world = await openWorld({
    config: {
      registration: {
        ...{ mode: "open", scopes: ["read_profile"], grantTypes: ["client_credentials"], unusedDays: 30 },
      },
    },
  });
});
afterEach(() => world.close());

async function registered(): Promise<{ readonly client_id: string; readonly client_secret: string }> {
  const response = await world.send("/register", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ grant_types: ["client_credentials"], scope: "read_profile" }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as { client_id: string; client_secret: string };
}

const tokenOf = ({ client_id, client_secret }: Awaited<ReturnType<typeof registered>>): Promise<Response> =>
  world.form(
    "/token",
    { grant_type: "client_credentials", scope: "read_profile" },
    { authorization: basic(`${client_id}:${client_secret}`) },
  );

const now = () => ({ ...world.deps, registry: world.deps.registries.current() });
const run = (isHeld = async () => true) => removeUnused(now(), world.clock.now, isHeld);

it("an unused one is removed with its entry in the audit log, and its next request says so", async () => {
  const unused = await registered();
  world.clock.now += 30 * DAY;
  expect(await run()).toBe(0);
  world.clock.now += 1;
  const used = await registered();
  expect(await run()).toBe(1);
  const [entry] = await world.deps.storage.audit.list({ limit: 1 });
  expect(entry).toMatchObject({
    action: "application/remove",
    actor: { is: "server", id: "schedule" },
    target: { kind: "application", id: unused.client_id },
    why: "Nobody used it for 30 days.",
  });
  const gone = await tokenOf(unused);
  expect([gone.status, await gone.text()]).toEqual([401, expect.stringContaining("client/registration-gone")]);
  expect((await tokenOf(used)).status).toBe(200);
});

it("what was granted keeps it", async () => {
  const app = await registered();
  world.clock.now += 20 * DAY;
  expect((await tokenOf(app)).status).toBe(200);
  world.clock.now += 20 * DAY;
  expect(await run()).toBe(0);
  world.clock.now += 11 * DAY;
  expect(await run()).toBe(1);
});

it("nothing is removed once another process has taken over", async () => {
  await registered();
  world.clock.now += 40 * DAY;
  expect(await run(async () => false)).toBe(0);
  expect(await run()).toBe(1);
});
