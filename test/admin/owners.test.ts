/** What users do with applications of their own, and what they can't do with them or with those of others; in memory and in SQLite. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorld, type World } from "../catalogue/world.ts";
import { type Answer, addTeam, type Call, caller, callerAs, etagOf, PORTAL } from "./caller.ts";

const CALLBACK = "https://reports.example/callback";
const REPORTS = { client_name: "Reports", redirect_uris: [CALLBACK], scope: "openid read_profile" };
const MOST = 3;

const pathOf = ({ json }: Answer): string => `/applications/${json.client_id}`;

describe.each(["memory", "sqlite"])("in %s", (storage) => {
  const directory = mkdtempSync(join(tmpdir(), "candor-owners-"));
  let world: World;
  let operator: Call;
  let grace: Call;
  let ada: Call;
  beforeAll(async () => {
    world = await openWorld({
      ...(storage === "sqlite" && { sqliteIn: directory }),
      clients: [PORTAL],
      config: { selfService: { enabled: true, applications: MOST } },
    });
    await addTeam(world, "web", "ada");
    operator = await callerAs(world, "root");
    grace = await callerAs(world, "grace");
    ada = await callerAs(world, "ada");
  });
  afterAll(async () => {
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Removes what somebody has, so that each test begins with nothing. */
  async function clear(call: Call): Promise<void> {
    for (const one of (await call("GET", "/applications")).json.items as Answer["json"][]) {
      const found = await operator("GET", `/applications/${one.client_id}`);
      if (found.headers.has("etag")) await operator("DELETE", pathOf(found), undefined, etagOf(found));
    }
  }

  it("what a user registers is the user's own, and nobody else's", async () => {
    const app = await grace("POST", "/applications", REPORTS);
    expect([app.status, app.json.owner]).toEqual([201, "grace"]);
    expect((await grace("PATCH", pathOf(app), { client_name: "Mine" }, etagOf(app))).status).toBe(200);
    for (const [method, body] of [["GET"], ["PATCH", { client_name: "Hers" }], ["DELETE"]] as const) {
      const other = await ada(method, pathOf(app), body, etagOf(app));
      expect([other.status, other.code]).toEqual([404, "admin/not-found"]);
    }
    expect((await ada("GET", "/applications")).text).not.toContain(String(app.json.client_id));
    await clear(grace);
  });

  it("or a team's that the user is in", async () => {
    const app = await ada("POST", "/applications", { ...REPORTS, team: "web" });
    expect([app.status, app.json.owner, app.json.team]).toEqual([201, undefined, "web"]);
    expect((await grace("GET", pathOf(app))).code).toBe("admin/not-found");
    const other = await grace("POST", "/applications", { ...REPORTS, team: "web" });
    expect([other.status, other.code, other.pointers]).toEqual([403, "admin/operator-only", ["/team"]]);
    await clear(ada);
  });

  it.each<[member: string, value: unknown]>([
    ["first_party", true],
    ["pkce_required", false],
    ["refresh_without_offline_access", true],
    ["introspects", ["https://id.example/api"]],
    ["allowed_schemes", ["vscode"]],
    ["grant_types", ["client_credentials"]],
    ["scope", "openid write_multipass"],
    ["scope", "openid candor:keys"],
    ["scope", "candor:applications"],
    ["access_token_lifetime", 86_400],
    ["refresh_lifetime", 300_000_000],
    ["owner", "ada"],
    ["owner", "root"],
    ["owner", "nobody-by-this-name"],
    ["team", "web"],
  ])("can't register one with %s %j, nor change it so", async (member, value) => {
    const [place] = [`/${member}`];
    const added = await grace("POST", "/applications", { ...REPORTS, [member]: value });
    const faults = added.json.errors as { pointer: string; sent: string; expected: string; code: string }[];
    expect([added.status, added.code]).toEqual([403, "admin/operator-only"]);
    expect(
      faults.every(({ pointer, sent, expected }) => pointer.startsWith(place) && sent !== "" && expected !== ""),
    ).toBe(true);
    expect((await operator("GET", "/applications")).text).not.toContain('"Reports"');
    if (member === "owner") return;
    const app = await grace("POST", "/applications", REPORTS);
    const changed = await grace("PATCH", pathOf(app), { [member]: value }, etagOf(app));
    expect([changed.status, changed.code]).toEqual([403, "admin/operator-only"]);
    expect((await grace("GET", pathOf(app))).headers.get("etag")).toBe(app.headers.get("etag"));
    expect((await operator("PATCH", pathOf(app), { [member]: value }, etagOf(app))).code).not.toBe(
      "admin/operator-only",
    );
    await clear(grace);
  });

  it("all faults of a body are named, whatever their reason", async () => {
    const body = {
      ...REPORTS,
      redirect_uris: [`${CALLBACK}#done`],
      first_party: true,
      is_admin: true,
      client_id: "mine",
    };
    const { code, pointers } = await grace("POST", "/applications", body);
    expect([code, [...pointers].sort()]).toEqual([
      "admin/member-unknown",
      ["/client_id", "/first_party", "/is_admin", "/redirect_uris/0"],
    ]);
  });

  it("an owner stops an application, and only an operator starts it again", async () => {
    const app = await grace("POST", "/applications", REPORTS);
    const stopped = await grace("PATCH", pathOf(app), { disabled: true }, etagOf(app));
    expect(stopped.status).toBe(200);
    for (const disabled of [false, null])
      expect((await grace("PATCH", pathOf(app), { disabled }, etagOf(stopped))).pointers).toEqual(["/disabled"]);
    expect((await operator("PATCH", pathOf(app), { disabled: false }, etagOf(stopped))).status).toBe(200);
    await clear(grace);
  });

  it("an owner hands it over to a user who exists, and then no longer reaches it", async () => {
    const app = await grace("POST", "/applications", REPORTS);
    const nobody = await grace("PATCH", pathOf(app), { owner: "nobody" }, etagOf(app));
    expect([nobody.code, nobody.pointers]).toEqual(["admin/field-invalid", ["/owner"]]);
    const given = await grace("PATCH", pathOf(app), { owner: "ADA" }, etagOf(app));
    expect(given.status).toBe(200);
    expect([(await grace("GET", pathOf(app))).status, (await ada("GET", pathOf(app))).status]).toEqual([404, 200]);
    await clear(ada);
  });

  it("an operator names only users and teams that exist", async () => {
    for (const call of [operator, await caller(world)]) {
      const unknown = await call("POST", "/applications", { ...REPORTS, owner: "nobody", team: "nothing" });
      expect([unknown.code, unknown.pointers]).toEqual(["admin/field-invalid", ["/owner", "/team"]]);
      const app = await call("POST", "/applications", { ...REPORTS, owner: "grace", team: "web", first_party: true });
      expect(app.status).toBe(201);
      // What the operator has set stays, whatever else the owner changes.
      const changed = await grace(
        "PATCH",
        pathOf(app),
        { ...app.json, client_secret: undefined, client_secret_expires_at: undefined, client_name: "New" },
        etagOf(app),
      );
      expect([changed.status, changed.json.first_party, changed.json.client_name]).toEqual([200, true, "New"]);
      await clear(grace);
    }
  });

  it("a user has as many as allowed, also when they are registered at once", async () => {
    const all = await Promise.all(Array.from({ length: MOST + 4 }, () => grace("POST", "/applications", REPORTS)));
    expect(all.filter(({ status }) => status === 201).length).toBe(MOST);
    expect(new Set(all.filter(({ status }) => status !== 201).map(({ status, code }) => `${status} ${code}`))).toEqual(
      new Set(["403 admin/quota-reached"]),
    );
    // Nor can somebody else give her one more. An operator can.
    const hers = await ada("POST", "/applications", REPORTS);
    expect((await ada("PATCH", pathOf(hers), { owner: "grace" }, etagOf(hers))).code).toBe("admin/quota-reached");
    expect((await operator("POST", "/applications", { ...REPORTS, owner: "grace" })).status).toBe(201);
    await clear(grace);
    expect((await grace("POST", "/applications", REPORTS)).status).toBe(201);
    await clear(grace);
    await clear(ada);
  });
});

describe("as a server is without the setting", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ clients: [PORTAL], config: { selfService: {} } });
  });
  afterAll(() => world.close());

  it("users register nothing, and change what an operator gave them", async () => {
    const grace = await callerAs(world, "grace");
    for (const path of ["/applications", "/applications?dry_run=true"]) {
      const { status, code } = await grace("POST", path, REPORTS);
      expect([status, code]).toEqual([403, "admin/self-service-off"]);
    }
    expect((await grace("POST", "/applications", "{")).code).toBe("admin/self-service-off");
    const app = await (await caller(world))("POST", "/applications", { ...REPORTS, owner: "grace" });
    const changed = await grace("PATCH", pathOf(app), { scope: "openid profile" }, etagOf(app));
    expect([changed.status, changed.json.scope]).toEqual([200, "openid profile"]);
  });
});
