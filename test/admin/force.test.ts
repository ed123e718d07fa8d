/** What is in use is removed only with force, which takes it from everything that uses it in the same step; in memory and in SQLite. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessToken, as } from "../catalogue/reach/world.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { addTeam, type Call, caller, callerAs, etagOf, PORTAL } from "./caller.ts";

describe.each(["memory", "sqlite"])("in %s", (storage) => {
  const directory = mkdtempSync(join(tmpdir(), "candor-force-"));
  let world: World;
  let call: Call;
  beforeAll(async () => {
    world = await openWorld({ clients: [PORTAL], ...(storage === "sqlite" && { sqliteIn: directory }) });
    call = await caller(world, "candor:applications candor:scopes candor:users");
  });
  afterAll(async () => {
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const machine = async (more: object) => {
    const made = await call("POST", "/applications", {
      client_name: "M",
      grant_types: ["client_credentials"],
      ...more,
    });
    return `/applications/${made.json.client_id}`;
  };
  const shown = async (path: string) => (await call("GET", path)).json;
  const remove = async (path: string, query = "") =>
    call("DELETE", path + query, undefined, etagOf(await call("GET", path)));

  it("a scope that applications are allowed, and that replaces another", async () => {
    await call("POST", "/scopes", { name: "used", description: "Used" });
    const old = { name: "old", description: "Old", state: "deprecated", replacement: "used" };
    expect((await call("POST", "/scopes", old)).status).toBe(201);
    const app = await machine({ scope: "read_profile used", default_scope: "used" });
    const refused = await remove("/scopes/used");
    expect([refused.status, refused.code]).toEqual([409, "admin/in-use"]);
    expect(refused.json.detail).toContain("force=true");
    const dry = await remove("/scopes/used", "?force=true&dry_run=true");
    const consequences = dry.json.consequences as { used_by: readonly string[]; clients: readonly string[] };
    expect([dry.status, consequences.used_by.length]).toEqual([200, 2]);
    expect(consequences.used_by).toContain("scope 'old'");
    expect(consequences.clients).toEqual([app.slice("/applications/".length)]);
    expect((await shown("/scopes/used")).name).toBe("used");

    const token = () => accessToken(world, { scope: "read_profile" }, as("demo-service"));
    await token();
    const before = await world.deps.storage.registrations.version();
    expect((await remove("/scopes/used", "?force=true")).status).toBe(204);
    expect(await world.deps.storage.registrations.version()).toBe(before + 1);
    expect(await shown(app)).toMatchObject({ scope: "read_profile" });
    expect((await shown("/scopes/old")).replacement).toBeUndefined();
    expect((await call("GET", "/scopes/used")).code).toBe("admin/not-found");
    const [entry] = await world.deps.storage.audit.list({ limit: 1 });
    expect(entry).toMatchObject({ action: "scope/remove", after: { taken_from: consequences.used_by } });
  });

  it("an API goes with its scopes, and clients no longer introspect its tokens", async () => {
    const api = `/apis/${encodeURIComponent("https://forced.example")}`;
    await call("POST", "/apis", { resource: "https://forced.example", name: "Forced" });
    for (const name of ["forced.read", "forced.write"])
      await call("POST", "/scopes", { name, description: name, api: "https://forced.example" });
    const app = await machine({ scope: "forced.read forced.write read_profile" });
    const introspects = await machine({ introspects: ["https://forced.example"] });
    expect((await remove(api)).code).toBe("admin/in-use");
    expect((await remove(api, "?force=true")).status).toBe(204);
    expect((await shown(app)).scope).toBe("read_profile");
    expect((await shown(introspects)).introspects ?? []).toEqual([]);
    for (const name of ["forced.read", "forced.write"])
      expect((await call("GET", `/scopes/${name}`)).code).toBe("admin/not-found");
  });

  it("a team that owns applications", async () => {
    await addTeam(world, "builders", "grace");
    const app = await machine({ team: "builders" });
    expect((await remove("/teams/builders")).code).toBe("admin/in-use");
    expect((await remove("/teams/builders", "?force=true")).status).toBe(204);
    expect((await shown(app)).team).toBeUndefined();
  });

  it("an application with live grants", async () => {
    const made = await call("POST", "/applications", {
      client_name: "Web",
      redirect_uris: ["https://id.example/portal"],
    });
    const path = `/applications/${made.json.client_id}`;
    await callerAs(world, "ada");
    const [live] = await world.deps.storage.holdings.grants({ clientId: PORTAL.id, limit: 1 });
    const grant = live?.grant ?? expect.fail("There is no grant.");
    await world.deps.storage.grants.insert({ ...grant, id: grant.id + 1, clientId: String(made.json.client_id) });
    const refused = await remove(path);
    expect([refused.code, String(refused.json.detail).includes("1 live grant")]).toEqual(["admin/in-use", true]);
    const dry = await remove(path, "?force=true&dry_run=true");
    expect(dry.json.consequences).toMatchObject({ used_by: ["1 live grant"], grants: { ending: 1 } });
    expect((await remove(path, "?force=true")).status).toBe(204);
  });

  it("what only a file changes stays, and so does what it uses", async () => {
    const deprecates = { name: "kept", description: "Kept" };
    await call("POST", "/scopes", deprecates);
    const app = await machine({ scope: "kept" });
    const { registries } = world.deps;
    const id = app.slice("/applications/".length);
    const inFile = (kind: Parameters<typeof registries.inFile>[0], name: string) =>
      name === id || registries.inFile(kind, name);
    const client = (await world.deps.registry.client(id)) ?? expect.fail("It isn't registered.");
    const current = () => {
      const registry = registries.current();
      return { ...registry, client: async (name: string) => (name === id ? client : registry.client(name)) };
    };
    Object.assign(world.deps, { registries: { ...registries, inFile, current, clientsInFile: [id] } });
    try {
      const refused = await remove("/scopes/kept", "?force=true");
      expect([refused.code, String(refused.json.detail).includes(id)]).toEqual(["admin/in-use", true]);
    } finally {
      Object.assign(world.deps, { registries });
    }
    expect((await shown("/scopes/kept")).name).toBe("kept");
  });

  it("without anything that uses it, force changes nothing; and nothing else accepts it", async () => {
    await call("POST", "/scopes", { name: "unused", description: "Unused" });
    expect((await call("PATCH", "/scopes/unused?force=true", {}, { "if-match": '"1"' })).code).toBe(
      "admin/parameter-unknown",
    );
    expect((await remove("/scopes/unused", "?force=yes")).code).toBe("request/parameter-invalid");
    expect((await call("DELETE", "/users/demo-root?force=true")).code).toBe("admin/parameter-unknown");
    expect((await remove("/scopes/unused", "?force=true")).status).toBe(204);
  });

  it("a new user of what is removed by force wins or loses as a whole", async () => {
    for (let round = 0; round < 4; round++) {
      const scope = await call("POST", "/scopes", { name: `forced${round}`, description: "In a race" });
      const app = await machine({});
      const other = await machine({ scope: `forced${round}` });
      const version = etagOf(await call("GET", app));
      await Promise.all([
        call("DELETE", `/scopes/forced${round}?force=true`, undefined, etagOf(scope)),
        call("PATCH", app, { scope: `forced${round}` }, version),
      ]);
      const isThere = (await call("GET", `/scopes/forced${round}`)).status === 200;
      for (const path of [app, other]) expect((await shown(path)).scope === `forced${round}`).toBe(isThere);
    }
  });
});
