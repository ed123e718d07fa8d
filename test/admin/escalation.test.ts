/** What somebody would try to do more than the role allows, or to keep what was taken away. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Account } from "../../src/ports/storage.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "../console/visitor.ts";
import { AUDITOR, addTeam, addUser, type Call, caller, callerAs, etagOf, PORTAL } from "./caller.ts";

const ALL = "candor:applications candor:scopes candor:users candor:refusals candor:keys candor:audit";
const PASSWORD = "a-long-password-of-somebody";

let world: World;
let admin: Call;
beforeEach(async () => {
  world = await openWorld({ clients: [AUDITOR, PORTAL] });
  await addUser(world, "iris", "auditor");
  await addUser(world, "olga", "operator");
  await addTeam(world, "crew", "grace", "ada");
  admin = await caller(world, ALL);
});
afterEach(() => world.close());

const people = () => world.deps.storage.people;
const roleOf = async (name: string) => (await people().find(`demo-${name}`))?.role;
const become = (name: string, now: Partial<Account>) =>
  people().change(`demo-${name}`, (account) => ({ ...account, ...now }), false);
const linkOf = ({ json }: { json: Readonly<Record<string, unknown>> }) => String(json.link).split("?token=")[1] ?? "";

/** Opens a link and makes an account, or sets the password, without being signed in. */
async function use(token: string, username = "eve"): Promise<number> {
  const nobody = new Visitor(world);
  const page = await nobody.get(`//join?token=${token}`);
  if (page.status !== 200) return page.status;
  const action = /<form[^>]*action="([^"]*)"/.exec(page.text)?.[1] ?? "/join";
  const fields = Object.fromEntries(
    [...page.text.matchAll(/<input[^>]*name="(\w+)"[^>]*value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  );
  const cookie = [...nobody.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const body = new URLSearchParams({ ...fields, username, password: PASSWORD });
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: world.deps.issuer, cookie };
  return (await world.send(action, { method: "POST", headers, body: body.toString() })).status;
}

describe("nobody becomes more than the own role", () => {
  it("by the API, whatever the user is and whatever the token has", async () => {
    for (const name of ["grace", "iris"]) {
      const call = await callerAs(world, name);
      const own = `/users/demo-${name}`;
      const etag = etagOf(await admin("GET", own));
      for (const [method, path, body] of [
        ["PATCH", own, { role: "operator" }],
        ["POST", "/users", { username: "eve", role: "operator" }],
        ["POST", "/invitations", { role: "operator" }],
        ["POST", "/users/demo-root/password-links", undefined],
        ["DELETE", "/users/demo-root", undefined],
      ] as const)
        expect([name, path, (await call(method, path, body, etag)).status]).toEqual([name, path, 403]);
    }
    expect([await roleOf("grace"), await roleOf("iris"), await roleOf("root")]).toEqual([
      "user",
      "auditor",
      "operator",
    ]);
  });

  it("by the console, also with members that the own profile doesn't have", async () => {
    for (const name of ["grace", "iris"]) {
      const visitor = await Visitor.signedIn(world, name);
      const more = {
        role: "operator",
        roles: "administrator",
        groups: "staff",
        subject: "demo-root",
        disabled: "false",
      };
      await visitor.post("/me/profile", { name: "Me", email: "me@example.com", ...more, "claims[role]": "operator" });
      expect(await people().find(`demo-${name}`)).toMatchObject({
        role: name === "iris" ? "auditor" : "user",
        claims: { name: "Me", groups: ["engineering"] },
      });
      for (const path of [
        `/users/demo-${name}`,
        "/users/new",
        "/users/demo-root/password-link",
        "/settings",
        "/branding",
      ])
        expect([name, path, (await visitor.post(path, more)).status]).toEqual([name, path, 403]);
    }
  });

  it("by a token that may change users and nothing else: it makes, invites and takes over nobody who may more", async () => {
    const narrow = await caller(world, "candor:users", "auditor");
    for (const role of ["operator", "auditor"]) {
      expect((await narrow("POST", "/users", { username: "eve", role })).pointers).toEqual(["/role"]);
      expect((await narrow("POST", "/invitations", { role })).pointers).toEqual(["/role"]);
      const etag = etagOf(await narrow("GET", "/users/demo-ada"));
      expect((await narrow("PATCH", "/users/demo-ada", { role }, etag)).pointers).toEqual(["/role"]);
    }
    for (const name of ["root", "iris"])
      expect((await narrow("POST", `/users/demo-${name}/password-links`)).code).toBe("admin/role-insufficient");
    // What it is for works.
    expect((await narrow("POST", "/users", { username: "eve", claims: { groups: ["staff"] } })).status).toBe(201);
    expect((await narrow("POST", "/users/demo-ada/password-links")).status).toBe(201);
    const etag = etagOf(await narrow("GET", "/users/demo-iris"));
    expect(
      (await narrow("PATCH", "/users/demo-iris", { role: "auditor", claims: { name: "Iris" } }, etag)).status,
    ).toBe(200);
  });

  it("by a token of an operator that is for users alone", async () => {
    const call = await callerAs(world, "root", "candor:users");
    expect((await call("POST", "/users", { username: "eve", role: "operator" })).pointers).toEqual(["/role"]);
    expect((await call("POST", "/users/demo-root/password-links")).code).toBe("admin/role-insufficient");
  });
});

describe("a link", () => {
  it("is used once, also by two at the same moment", async () => {
    const token = linkOf(await admin("POST", "/invitations", {}));
    const both = await Promise.all([use(token, "eve"), use(token, "mallory")]);
    expect(both.sort()).toEqual([303, 403]);
    expect(await use(token, "other")).toBe(403);
  });

  it.each<[what: string, change: Partial<Account>]>([
    ["is an auditor now", { role: "auditor" }],
    ["is a user now", { role: "user" }],
    ["is blocked", { disabled: true }],
  ])("of an operator who %s makes no operator, and takes over nobody", async (_, change) => {
    const olga = await callerAs(world, "olga");
    const [invitation, password] = [
      linkOf(await olga("POST", "/invitations", { role: "operator" })),
      linkOf(await olga("POST", "/users/demo-root/password-links")),
    ];
    const before = await people().find("demo-root");
    await become("olga", change);
    expect([await use(invitation), await use(password)]).toEqual([403, 403]);
    expect(await people().find("demo-root")).toEqual(before);
    expect(await people().findByUsername("eve")).toBeUndefined();
  });

  it("of an operator who was removed doesn't either, and works for one who is still there", async () => {
    const olga = await callerAs(world, "olga");
    const token = linkOf(await olga("POST", "/invitations", { role: "operator" }));
    const other = linkOf(await (await callerAs(world, "root"))("POST", "/invitations", { role: "auditor" }));
    await people().remove("demo-olga", true);
    expect([await use(token), await use(other)]).toEqual([403, 303]);
    expect((await people().findByUsername("eve"))?.role).toBe("auditor");
  });

  it("of somebody who left the team doesn't lead back into it", async () => {
    const ada = await Visitor.signedIn(world, "ada");
    const call = await callerAs(world, "ada");
    const token = linkOf(await call("POST", "/teams/crew/invitations", {}));
    expect(token).not.toBe("");
    expect((await admin("DELETE", "/teams/crew/members/demo-ada")).status).toBeLessThan(300);
    expect((await ada.get(`//join?token=${token}`)).status).toBe(403);
    expect((await admin("GET", "/teams/crew")).json.members).toEqual(["demo-grace"]);
  });
});

describe("what is taken away is gone at the next request", () => {
  it("of a team's former member, in an open session and with a token", async () => {
    const made = await admin("POST", "/applications", {
      ...{ client_name: "Crew", grant_types: ["client_credentials"], scope: "read_profile", team: "crew" },
    });
    const path = `/applications/${made.json.client_id}`;
    const [visitor, call] = [await Visitor.signedIn(world, "ada"), await callerAs(world, "ada")];
    expect([(await visitor.get(path)).status, (await call("GET", path)).status]).toEqual([200, 200]);
    await admin("DELETE", "/teams/crew/members/demo-ada");
    expect([(await visitor.get(path)).status, (await call("GET", path)).code]).toEqual([404, "admin/not-found"]);
    const change = await call("PATCH", path, { client_name: "Mine" }, etagOf(made));
    expect([change.code, (await visitor.post(`${path}/remove`, { etag: '"1"' })).status]).toEqual([
      "admin/not-found",
      404,
    ]);
    expect((await call("POST", `${path}/secrets`, {})).code).toBe("admin/not-found");
  });

  it("of a user whose role changes, in an open session and with a token", async () => {
    const [visitor, call] = [await Visitor.signedIn(world, "olga"), await callerAs(world, "olga")];
    expect([(await visitor.get("/users")).status, (await call("GET", "/users")).status]).toEqual([200, 200]);
    const etag = etagOf(await admin("GET", "/users/demo-olga"));
    expect((await admin("PATCH", "/users/demo-olga", { role: "user" }, etag)).status).toBe(200);
    expect([(await visitor.get("/users")).status, (await call("GET", "/users")).status]).toEqual([403, 403]);
    expect((await visitor.post("/users/demo-ada/block")).status).toBe(403);
    expect((await people().find("demo-ada"))?.disabled).toBe(false);
    expect((await visitor.get("")).text).not.toContain("/console/users");
  });

  it("of a user who is blocked: the console, the token, and both once the user may sign in again", async () => {
    const [visitor, call] = [await Visitor.signedIn(world, "olga"), await callerAs(world, "olga")];
    const set = async (disabled: boolean) =>
      admin("PATCH", "/users/demo-olga", { disabled }, etagOf(await admin("GET", "/users/demo-olga")));
    const isOut = async () =>
      (await call("GET", "/users")).status === 401 && !(await visitor.get("/users")).at.startsWith("/console/users");
    expect((await set(true)).status).toBe(200);
    expect(await isOut()).toBe(true);
    expect((await visitor.post("/users/demo-ada/block")).status).toBe(403);
    expect((await set(false)).status).toBe(200);
    expect(await isOut()).toBe(true);
    expect((await people().find("demo-ada"))?.disabled).toBe(false);
  });
});

describe("requests for scopes", () => {
  it("aren't approved by who asked, alone or through a team mate, in the API and the console", async () => {
    const grace = await callerAs(world, "grace");
    const app = await admin("POST", "/applications", {
      ...{ client_name: "Crew", grant_types: ["client_credentials"], scope: "read_profile", team: "crew" },
    });
    const asked = await grace("POST", "/requests", {
      ...{ application: app.json.client_id, scope: "write_multipass", reason: "It books multipasses." },
    });
    const path = `/requests/${asked.json.id}`;
    for (const name of ["grace", "ada", "iris"]) {
      const call = await callerAs(world, name);
      const tried = await call("PATCH", path, { state: "approved" }, etagOf(asked));
      expect([name, tried.status]).toEqual([name, 403]);
      const visitor = await Visitor.signedIn(world, name);
      await visitor.post(path, { decision: "approved", state: "approved", etag: asked.headers.get("etag") ?? "" });
    }
    expect((await admin("GET", path)).json.state).toBe("open");
    expect((await admin("GET", `/applications/${app.json.client_id}`)).json.scope).toBe("read_profile");
  });
});

describe("the last operator", () => {
  it("isn't demoted, blocked or removed, by nobody and by no way", async () => {
    await become("olga", { role: "user" });
    const root = await Visitor.signedIn(world, "root");
    const etag = etagOf(await admin("GET", "/users/demo-root"));
    expect((await admin("PATCH", "/users/demo-root", { role: "user" }, etag)).pointers).toEqual(["/role"]);
    expect((await admin("PATCH", "/users/demo-root", { disabled: true }, etag)).pointers).toEqual(["/disabled"]);
    expect((await admin("DELETE", "/users/demo-root", undefined, etag)).code).toBe("admin/in-use");
    await root.post("/users/demo-root/block");
    await root.post("/users/demo-root/remove", { confirm: "root" });
    await root.post("/users/demo-root", { username: "root", role: "user", etag: etag["if-match"] ?? "" });
    expect(await people().find("demo-root")).toMatchObject({ role: "operator", disabled: false });
  });

  it("stays, when two demote each other at the same moment", async () => {
    const [root, olga] = [await callerAs(world, "root"), await callerAs(world, "olga")];
    const demote = async (by: Call, name: string) =>
      by("PATCH", `/users/demo-${name}`, { role: "user" }, etagOf(await admin("GET", `/users/demo-${name}`)));
    await Promise.all([demote(root, "olga"), demote(olga, "root")]);
    expect([await roleOf("root"), await roleOf("olga")]).toContain("operator");
  });
});
