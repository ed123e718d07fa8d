/** Attributes that the operator declares: through the admin API, in tokens, in the audit log, and out of reach of others. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWorld, type World } from "../catalogue/world.ts";
import { type Call, caller, callerAs, PORTAL } from "./caller.ts";

const attributes = [
  { name: "department", title: "Department", editable: true },
  { name: "level", type: "number" },
  { name: "contractor", type: "boolean" },
  { name: "sites", type: "list", editable: true },
] as const;

let world: World;
let call: Call;
beforeEach(async () => {
  world = await openWorld({ clients: [PORTAL], config: { users: { attributes: [...attributes] } } });
  call = await caller(world, "candor:users candor:applications candor:scopes candor:keys candor:audit");
});
afterEach(() => world.close());

const ADA = "/users/demo-ada";
const set = async (claims: Readonly<Record<string, unknown>>, of: Call = call) => {
  const { headers } = await call("GET", ADA);
  return of("PATCH", ADA, { claims }, { "if-match": headers.get("etag") ?? "" });
};
const claimsNow = async () => (await world.deps.storage.people.find("demo-ada"))?.claims ?? {};

const ALL = { department: "R&D", level: 2.5, contractor: false, sites: ["Oslo", "Lyon"] };

describe("attributes of a user", () => {
  it("are kept with each type, shown, merged and removed", async () => {
    expect((await set(ALL)).status).toBe(200);
    const shown = await call("GET", ADA);
    expect(shown.json.claims).toMatchObject({ ...ALL, email: expect.any(String) });
    await set({ level: null, department: "Sales" });
    const { level, ...rest } = await claimsNow();
    expect([level, rest.department, rest.sites]).toEqual([undefined, "Sales", ["Oslo", "Lyon"]]);
    const added = await call("POST", "/users", { username: "eve", claims: { sites: ["Rome"] } });
    expect((added.json.user as { claims: object }).claims).toMatchObject({ sites: ["Rome"] });
  });

  it.each([
    ["department", 3, "text"],
    ["department", "a\u0000b", "text"],
    ["department", "x".repeat(1_001), "text"],
    ["level", "2", "a number"],
    ["contractor", "yes", "true or false"],
    ["sites", "Oslo", "a list"],
    ["sites", ["Oslo", "Oslo"], "different"],
    ["sites", [["Oslo"]], "a list"],
    ["departement", "Sales", "department"],
    ["constructor", "x", "one of the claims"],
  ])("%s can't be %j", async (name, value, expected) => {
    const before = await claimsNow();
    const refused = await set({ [name]: value });
    expect([refused.code, refused.pointers]).toEqual(["admin/field-invalid", [`/claims/${name}`]]);
    expect(refused.text).toContain(expected);
    expect(await claimsNow()).toEqual(before);
  });

  it("leave a user changeable after their declaration is gone or different, and can be removed then", async () => {
    await world.deps.storage.people.change(
      "demo-ada",
      (one) => ({ ...one, claims: { ...one.claims, level: "was text", gone: "x" } }),
      false,
    );
    expect((await set({ name: "Ada" })).status).toBe(200);
    expect((await set({ gone: "y" })).code).toBe("admin/field-invalid");
    expect((await set({ gone: null })).status).toBe(200);
    expect(await claimsNow()).not.toHaveProperty("gone");
  });

  it("are named in the audit log, without their values", async () => {
    await set({ department: "Secret Project", sites: ["Hidden Site"] });
    const [entry] = await world.deps.storage.audit.list({ limit: 1 });
    expect(entry).toMatchObject({ action: "user/change", after: { claims: ["department", "sites"] } });
    expect(JSON.stringify(await world.deps.storage.audit.list({ limit: 50 }))).not.toMatch(
      /Secret Project|Hidden Site/,
    );
  });

  it("are declared in the settings, which the API shows", async () => {
    const { json } = await call("GET", "/settings");
    expect(json.users_attributes).toMatchObject([{ name: "department", type: "text", editable: true }, {}, {}, {}]);
    expect(json.users_editable).toEqual(["name", "email"]);
  });

  it("are nothing that a user without a role reads or writes through the API", async () => {
    await set(ALL);
    const grace = await callerAs(world, "grace", "candor:applications");
    for (const path of [ADA, "/users", "/users?q=ada"]) {
      const refused = await grace("GET", path);
      expect([refused.code, refused.text.includes("R&D")]).toEqual(["token/insufficient-scope", false]);
    }
    expect((await set({ level: 9 }, grace)).code).toBe("token/insufficient-scope");
    expect(await claimsNow()).toMatchObject(ALL);
    const body = { client_id: "demo-web", user: "ada", scope: "openid profile" };
    const preview = await grace("POST", "/claims/preview", body);
    expect(preview.status).toBeGreaterThanOrEqual(400);
    expect(preview.text).not.toContain("R&D");
  });
});

describe("in tokens", () => {
  it("they appear where a rule says so, and nowhere else", async () => {
    await set(ALL);
    const claims = [
      { claim: "dept", from: "department", in: ["id_token", "userinfo"] },
      { claim: "lvl", from: "level", in: ["id_token"] },
      { claim: "where", from: "sites", only: ["Oslo"], in: ["id_token"] },
      { claim: "boss", from: "contractor", in: ["userinfo"] },
    ];
    expect((await call("POST", "/scopes", { name: "work", description: "See your work", claims })).status).toBe(201);
    const app = await call("POST", "/applications", {
      ...{ client_name: "HR", redirect_uris: ["https://hr.example/callback"], scope: "openid profile work" },
    });
    expect(app.status).toBe(201);
    const preview = async (scope: string) =>
      (await call("POST", "/claims/preview", { client_id: app.json.client_id, user: "ada", scope })).json;
    const shown = await preview("openid work");
    expect(shown.id_token).toMatchObject({
      claims: { dept: "R&D", lvl: 2.5, where: ["Oslo"] },
      sources: { dept: "scope work" },
    });
    expect(shown.userinfo).toMatchObject({ claims: { dept: "R&D", boss: false } });
    expect(JSON.stringify(await preview("openid profile"))).not.toMatch(/R&D|Oslo/);
  });
});
