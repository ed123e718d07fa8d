/** What nobody inherits, through the API, a registry file and the configuration file. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { as } from "../catalogue/reach/world.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { caller, callerAs, etagOf, PORTAL } from "./caller.ts";

const folder = mkdtempSync(join(tmpdir(), "candor-left-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MACHINE = {
  id: "machine",
  name: "Machine",
  secrets: [{ value: "machine-secret" }],
  grantTypes: ["client_credentials" as const],
  scopes: ["read_profile"],
  defaultScopes: ["read_profile"],
};

/** What users hold of an application. */
async function allow({ deps, clock }: World, clientId: string): Promise<void> {
  await deps.storage.consents.add("demo-ada", clientId, ["read_profile"], clock.now);
}
const consents = ({ deps }: World, clientId: string) => deps.storage.consents.find("demo-ada", clientId);

describe("an application of the configuration file", () => {
  it("that was gone for one start inherits nothing, its own tokens included; one that stayed keeps everything", async () => {
    const at = join(folder, "file");
    const open = (...clients: (typeof MACHINE)[]) => openWorld({ sqliteIn: at, clients: [...clients, PORTAL] });
    const first = await open(MACHINE);
    await allow(first, "machine");
    await allow(first, "portal");
    first.clock.now -= 60_000;
    const { access_token } = (await (
      await first.form("/token", { grant_type: "client_credentials" }, as("machine"))
    ).json()) as { access_token: string };
    const active = async (world: World) =>
      (
        (await (await world.form("/introspect", { token: access_token }, as("demo-service"))).json()) as {
          active?: boolean;
        }
      ).active;
    const api = async (world: World) =>
      (await world.send("/demo/api/profile", { headers: { authorization: `Bearer ${access_token}` } })).status;
    await first.close();
    const same = await open(MACHINE);
    expect([await active(same), await api(same)]).toEqual([true, 200]);
    expect(await consents(same, "machine")).toEqual(["read_profile"]);
    await same.close();
    await (await open()).close();
    const again = await open(MACHINE);
    expect(await consents(again, "machine")).toEqual([]);
    expect(await consents(again, "portal")).toEqual(["read_profile"]);
    expect([await active(again), await api(again)]).toEqual([false, 401]);
    await again.close();
  });
});

describe("an application of the storage", () => {
  it("that is removed and registered again inherits nothing", async () => {
    const world = await openWorld();
    const call = await caller(world);
    const made = await call("POST", "/applications", {
      client_name: "Shop",
      redirect_uris: ["https://shop.example/cb"],
    });
    const id = String(made.json.client_id);
    await allow(world, id);
    expect((await call("DELETE", `/applications/${id}`, undefined, etagOf(made))).status).toBe(204);
    expect(await consents(world, id)).toEqual([]);
    await world.close();
  });
});

describe("a user name", () => {
  const owned = async (world: World) =>
    ((await (await callerAs(world, "grace"))("GET", "/applications")).json.items as { client_id: string }[]).map(
      ({ client_id }) => client_id,
    );
  /** Another user gets the name, with the subject that the tests sign in by. */
  async function takeOver(world: World, username: string): Promise<void> {
    const { usersOf } = await import("../../src/service/users/users.ts");
    const users = usersOf(world.deps, { is: "command", id: "root" });
    const grace = await world.deps.storage.people.find("demo-grace");
    await users.set("demo-grace", { username: "formerly" });
    await users.remove("demo-ada");
    await world.deps.storage.people.insert({
      ...(grace as NonNullable<typeof grace>),
      subject: `demo-${username}2`,
      username: "grace",
      role: "user",
    });
  }

  it("takes the applications of the storage along when its user is renamed, and none when somebody else gets it", async () => {
    const world = await openWorld({ clients: [PORTAL] });
    const call = await caller(world);
    const made = await call("POST", "/applications", {
      client_name: "Of grace",
      owner: "grace",
      redirect_uris: ["https://g.example/cb"],
    });
    await takeOver(world, "grace");
    const now = await call("GET", `/applications/${made.json.client_id}`);
    expect(now.json.owner).toBe("formerly");
    expect((await world.deps.storage.audit.list({ limit: 20 })).map(({ action }) => action)).toContain(
      "user/leave-behind",
    );
    const { isOwnOf } = await import("../../src/service/admin/caller.ts");
    const heir = { subject: "demo-grace2", username: "grace" };
    for (const id of ["demo-web", "demo-service", String(made.json.client_id)]) {
      const client = (await world.deps.registries.current().client(id))?.client;
      expect([id, client && (await isOwnOf(world.deps, heir, client))]).toEqual([id, false]);
    }
    await world.close();
  });

  it("of its first user owns what a file says", async () => {
    const world = await openWorld({ clients: [PORTAL] });
    expect(await owned(world)).toEqual(expect.arrayContaining(["demo-service", "demo-web"]));
    await world.close();
  });
});
