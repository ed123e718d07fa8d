/** Teams: operators make them, members invite and leave, and nobody inherits one. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { caller, callerAs, etagOf, PORTAL } from "../admin/caller.ts";
import { ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

let world: World;
let root: Visitor;
let ada: Visitor;
beforeEach(async () => {
  world = await openWorld({ clients: [PORTAL] });
  [root, ada] = [await Visitor.signedIn(world, "root"), await Visitor.signedIn(world, "ada")];
});
afterEach(() => world.close());

const linkIn = (text: string): URL => new URL(/https:\/\/[^<\s]*\/join\?token=[\w.-]+/.exec(text)?.[0] ?? "none:");
const members = async (name = "crew") => {
  const found = await world.deps.storage.registrations.find("team", name);
  return found && (JSON.parse(found.content).team.members as { subject: string }[]).map(({ subject }) => subject);
};
const make = () => root.post("/teams/new", { name: "crew" });
const invited = async (by: Visitor, fields = {}) => linkIn((await by.post("/teams/crew/invite", fields)).text);
const joinWith = async (visitor: Visitor, link: URL) => {
  await visitor.get(`/join${link.search}`);
  return visitor.post("/join", { token: link.searchParams.get("token") ?? "" });
};

describe("in the console", () => {
  it("a team is made, joined by link once, and left", async () => {
    expect((await make()).text).toContain("The team crew is made.");
    const link = await invited(root);
    const page = await world.send(link.pathname + link.search);
    expect(await page.text()).toContain("Join the team crew");
    expect((await joinWith(ada, link)).text).toContain("You are in the team crew.");
    expect(await members()).toEqual(["demo-ada"]);
    const grace = await Visitor.signedIn(world, "grace");
    expect((await joinWith(grace, link)).status).toBe(403);
    const second = await invited(ada);
    expect((await joinWith(grace, second)).at).toBe("/console/teams/crew");
    expect(await members()).toEqual(["demo-ada", "demo-grace"]);
    expect((await grace.post("/teams/crew/leave", { subject: "demo-ada" })).status).toBe(404);
    expect((await grace.post("/teams/crew/leave", { subject: "demo-grace" })).text).toContain("You left crew.");
    expect(await members()).toEqual(["demo-ada"]);
    expect((await root.post("/teams/crew/leave", { subject: "demo-ada" })).text).toContain("taken out");
  });

  it("a team of others looks as if it didn't exist, and only operators make and remove one", async () => {
    await make();
    for (const path of ["/teams/crew", "/teams/none"]) expect((await ada.get(path)).status).toBe(404);
    for (const path of ["/teams/crew/invite", "/teams/crew/leave", "/teams/none/invite"])
      expect((await ada.post(path, { subject: "demo-ada" })).status).toBe(404);
    for (const path of ["/teams/new", "/teams/crew/remove"])
      expect((await ada.post(path, { name: "mine" })).status).not.toBe(200);
    expect(await members("mine")).toBeUndefined();
    expect((await ada.get("/teams")).text).not.toContain("crew");
  });

  it("a wrong name and one that exists are refused at the form", async () => {
    const wrong = await root.post("/teams/new", { name: "Two words" });
    expect([wrong.status, wrong.text.includes("lower-case letters")]).toEqual([400, true]);
    await make();
    expect((await make()).status).toBe(400);
  });

  it("a member can't make accounts; an operator's link can, with the role of a user", async () => {
    await make();
    await joinWith(ada, await invited(root));
    const send = async (link: URL) => {
      const page = await world.send(link.pathname + link.search);
      const cookie = page.headers
        .getSetCookie()
        .map((one) => one.split(";", 1)[0])
        .join("; ");
      const csrf = /name="csrf" value="([^"]*)"/.exec(await page.text())?.[1] ?? "";
      const fields = {
        csrf,
        token: link.searchParams.get("token") ?? "",
        username: "eve",
        password: "eves-horse-battery",
      };
      return world.form("/join", fields, { cookie, origin: ISSUER });
    };
    expect((await send(await invited(ada, { new_users: "true" }))).status).not.toBe(303);
    expect(await world.deps.storage.people.findByUsername("eve")).toBeUndefined();
    expect((await send(await invited(root, { new_users: "true" }))).status).toBe(303);
    const eve = await world.deps.storage.people.findByUsername("eve");
    expect(eve?.role).toBe("user");
    expect(await members()).toEqual(["demo-ada", eve?.subject]);
  });

  it("a removed user is in no team any more", async () => {
    await make();
    await joinWith(ada, await invited(root));
    await root.post("/users/demo-ada/remove", { confirm: "ada" });
    expect(await members()).toEqual([]);
  });
});

describe("through the API", () => {
  it("operators make, change and remove teams; an application keeps its team", async () => {
    const call = await caller(world, "candor:users candor:applications");
    const made = await call("POST", "/teams", { name: "crew", members: ["demo-ada"] });
    expect([made.status, made.json]).toEqual([201, { name: "crew", members: ["demo-ada"] }]);
    expect((await call("POST", "/teams", { name: "Crew!" })).pointers).toEqual(["/name"]);
    expect((await call("POST", "/teams", { name: "x", members: ["a", "a"] })).pointers).toEqual(["/members/1"]);
    const app = await call("POST", "/applications", {
      client_name: "Of the crew",
      team: "crew",
      redirect_uris: ["https://crew.example/cb"],
    });
    expect(app.status).toBe(201);
    const used = await call("DELETE", "/teams/crew", undefined, etagOf(await call("GET", "/teams/crew")));
    expect([used.status, used.code]).toEqual([409, "admin/in-use"]);
    await call("DELETE", `/applications/${app.json.client_id}`, undefined, etagOf(app));
    expect((await call("DELETE", "/teams/crew", undefined, etagOf(await call("GET", "/teams/crew")))).status).toBe(204);
  });

  it("members see their team, invite and leave; making one takes more than they have", async () => {
    const call = await caller(world, "candor:users candor:applications");
    await call("POST", "/teams", { name: "crew", members: ["demo-ada", "demo-grace"] });
    await call("POST", "/teams", { name: "other" });
    const member = await callerAs(world, "ada");
    expect((await member("GET", "/teams")).json.items).toEqual([{ name: "crew", members: ["demo-ada", "demo-grace"] }]);
    expect((await member("GET", "/teams/other")).code).toBe("admin/not-found");
    expect((await member("POST", "/teams", { name: "mine" })).status).toBe(403);
    const etag = etagOf(await member("GET", "/teams/crew"));
    expect((await member("PATCH", "/teams/crew", { members: ["demo-ada"] }, etag)).status).toBe(403);
    expect((await member("DELETE", "/teams/crew", undefined, etag)).status).toBe(403);
    expect((await member("POST", "/teams/other/invitations", {})).code).toBe("admin/not-found");
    expect((await member("POST", "/teams/crew/invitations", { new_users: true })).pointers).toEqual(["/new_users"]);
    expect((await member("POST", "/teams/crew/invitations", { email: "eve@example.com" })).status).toBe(201);
    expect((await member("GET", "/teams/crew/invitations")).json.items).toHaveLength(1);
    expect((await member("DELETE", "/teams/crew/members/demo-grace")).code).toBe("admin/not-found");
    expect((await member("DELETE", "/teams/crew/members/demo-ada")).status).toBe(204);
    expect((await member("GET", "/teams/crew")).code).toBe("admin/not-found");
  });
});
