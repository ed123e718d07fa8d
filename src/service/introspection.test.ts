import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { basic, DAY, post, refusalOf, SECOND, VERIFIER } from "../../test/catalogue/samples.ts";
import {
  AUTHORIZE,
  encode,
  ISSUER,
  openWorld,
  registered,
  type World,
  withRegistry,
} from "../../test/catalogue/world.ts";
import { isRefusal, refuse } from "../reasons/index.ts";
import type { Deps } from "./deps.ts";
import { introspect } from "./introspection.ts";
import { token } from "./token.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const SECRETS = { "demo-web": "demo-web-secret", "demo-service": "demo-service-secret" };
type Id = keyof typeof SECRETS;
const by = (id: Id, form: Record<string, string>) =>
  post(encode(form), { authorization: basic(`${id}:${SECRETS[id]}`) });
const ask = (text: string, id: Id = "demo-web", deps: Deps = world.deps) => introspect(deps, by(id, { token: text }));

async function tokens(form: Record<string, string>): Promise<string> {
  const answer = await token(world.deps, by("demo-web", form));
  return isRefusal(answer) ? expect.fail(answer.refused) : String(answer.body.refresh_token);
}
const begin = async () => {
  const code = await world.code();
  const { redirect_uri } = AUTHORIZE;
  return tokens({ grant_type: "authorization_code", code, redirect_uri, code_verifier: VERIFIER });
};
const rotate = (text: string) => tokens({ grant_type: "refresh_token", refresh_token: text });

/** The world where something became of the client. */
function whereClient(change: object | undefined): Deps {
  const found = (id: string) => {
    const known = registered(world.deps, id);
    return known && change && { ...known, client: { ...known.client, ...change } };
  };
  return withRegistry(world.deps, { client: found });
}

describe("introspection of a refresh token", () => {
  it("says whose it is, what a refresh would bring, and until when it lasts if nobody uses it", async () => {
    const text = await begin();
    const start = world.clock.now;
    const { refreshIdleLifetime: idle } = world.deps.registry.settings;
    const worth = {
      active: true,
      client_id: "demo-web",
      sub: "demo-ada",
      scope: "openid offline_access read_profile",
      iss: ISSUER,
      exp: Math.floor(start / 1000) + idle,
    };
    expect(await ask(text)).toEqual(worth);
    world.clock.now = start + idle * SECOND - 1;
    expect(await ask(text)).toEqual(worth);
    world.clock.now = start + idle * SECOND;
    expect(await ask(text)).toEqual({ active: false });
  });

  it("says until when the family lasts, where that is sooner", async () => {
    let text = await begin();
    const start = world.clock.now;
    const { refreshLifetime: absolute } = world.deps.registry.settings;
    const end = start + absolute * SECOND;
    while (world.clock.now + 8 * DAY < end) {
      world.clock.now += 7 * DAY;
      text = await rotate(text);
    }
    world.clock.now = end - 1;
    expect(await ask(text)).toMatchObject({ active: true, exp: Math.floor(start / 1000) + absolute });
    world.clock.now = end;
    expect(await ask(text)).toEqual({ active: false });
  });

  it("counts for no longer than its lifetime if the clock was set back", async () => {
    const text = await begin();
    const start = world.clock.now;
    const absolute = world.deps.registry.settings.refreshLifetime * SECOND;
    world.clock.now = start - absolute + 1;
    expect(await ask(text)).toMatchObject({ active: true });
    world.clock.now = start - absolute;
    expect(await ask(text)).toEqual({ active: false });
    world.clock.now = start;
  });

  it.each<[what: string, change: object]>([
    ["disabled", { disabled: true }],
    ["no longer registered for refresh tokens", { grantTypes: ["authorization_code"] }],
    ["left with none of its scopes", { scopes: ["email"] }],
  ])("is not active where its client is %s", async (_, change) => {
    const text = await begin();
    const answer = await ask(text, "demo-web", whereClient(change));
    expect(isRefusal(answer) ? answer.refused : answer.active).toBe("disabled" in change ? "client/disabled" : false);
  });

  it("is not active once it was rotated, and its successor is", async () => {
    const old = await begin();
    const live = await rotate(old);
    expect([await ask(old), await ask(live)]).toMatchObject([{ active: false }, { active: true }]);
  });

  it.each(["candor_refresh_", "candor_refresh_x", `candor_refresh_${"A".repeat(56)}`])("%s is none", async (text) => {
    const { storage } = world.deps;
    const sought: unknown[] = [];
    const find = async (id: number) => void sought.push(id);
    const deps = { ...world.deps, storage: { ...storage, grants: { ...storage.grants, find } } } as Deps;
    expect(await ask(text, "demo-web", deps)).toEqual({ active: false });
    expect(sought).not.toContain(undefined);
  });

  it("isn't active if its grant is gone or has no refresh token", async () => {
    const text = await begin();
    const { storage } = world.deps;
    const where = (change: (grant: object | undefined) => object | undefined): Deps => {
      const find = async (id: number) => change(await storage.grants.find(id)) as never;
      return { ...world.deps, storage: { ...storage, grants: { ...storage.grants, find } } };
    };
    expect(
      await ask(
        text,
        "demo-web",
        where((grant) => grant),
      ),
    ).toMatchObject({ active: true });
    const gone = where(() => undefined);
    const without = where((grant) => ({ ...grant, refresh: undefined }));
    expect([await ask(text, "demo-web", gone), await ask(text, "demo-web", without)]).toEqual([
      { active: false },
      { active: false },
    ]);
  });

  it("is hidden from another client, which leaves a trace only while it is live", async () => {
    const old = await begin();
    const live = await rotate(old);
    const hidden = async (text: string) => {
      const unseen = vi.fn();
      const answer = await introspect(world.deps, by("demo-service", { token: text }), unseen);
      expect(answer).toEqual({ active: false });
      return unseen.mock.calls.map(([why]) => refusalOf(why));
    };
    expect(await hidden(old)).toEqual([]);
    expect(await hidden(live)).toEqual([
      refuse("client/introspection-not-allowed", {
        clientId: "demo-service",
        issuedTo: "demo-web",
        audience: [],
        introspects: registered(world.deps, "demo-service")?.client.introspects ?? [],
      }),
    ]);
  });
});
