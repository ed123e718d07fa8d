/** Users and grants in the console, by role, and links with which users make accounts. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

let world: World;
let root: Visitor;
beforeEach(async () => {
  world = await openWorld();
  root = await Visitor.signedIn(world, "root");
});
afterEach(() => world.close());

const people = () => world.deps.storage.people;
const linkIn = (text: string): URL => new URL(/https:\/\/[^<\s]*\/join\?token=[\w.-]+/.exec(text)?.[0] ?? "none:");
const etagIn = (text: string): string =>
  (/name="etag" value="([^"]*)"/.exec(text)?.[1] ?? "").replaceAll("&quot;", '"');
/** The form of a link, sent by a browser that nobody is signed in with. */
async function accept(link: URL, fields: Record<string, string>) {
  const page = await world.send(link.pathname + link.search);
  const cookie = page.headers
    .getSetCookie()
    .map((one) => one.split(";", 1)[0])
    .join("; ");
  const csrf = /name="csrf" value="([^"]*)"/.exec(await page.text())?.[1] ?? "";
  return world.form(
    "/join",
    { csrf, token: link.searchParams.get("token") ?? "", ...fields },
    { cookie, origin: ISSUER },
  );
}

describe("users", () => {
  it("are found, and nothing of a search is markup", async () => {
    expect((await root.get("/users?q=gra")).text).toContain(">grace<");
    expect((await root.get("/users?q=gra")).text).not.toContain(">ada<");
    const none = await root.get(`/users?q=${encodeURIComponent('"><script>x')}`);
    expect(none.text).toContain("Nobody matches");
    expect(none.text).not.toContain("<script>x");
    expect((await root.get("/users?role=boss&state=odd&next=%00")).status).toBe(200);
  });

  it("are for operators and auditors only, and auditors change nothing", async () => {
    const ada = await Visitor.signedIn(world, "ada");
    for (const path of ["/users", "/users/demo-ada", "/users/demo-ada/sessions", "/grants", "/users/new"])
      expect((await ada.get(path)).status).not.toBe(200);
    for (const path of [
      "/users/demo-grace/block",
      "/users/demo-grace/end-all",
      "/users/demo-grace/remove",
      "/users/new",
    ])
      expect((await ada.post(path, { username: "x" })).status).not.toBe(200);
    await people().change("demo-ada", (one) => ({ ...one, role: "auditor" }), false);
    expect((await ada.get("/users/demo-grace")).status).toBe(200);
    expect((await ada.get("/users/demo-grace")).text).not.toContain('action="/console/users/demo-grace/block"');
    for (const path of ["/users/demo-grace/block", "/users/demo-grace", "/users/demo-grace/end-all"])
      expect((await ada.post(path, { username: "x" })).status).toBe(403);
    expect(await people().find("demo-grace")).toMatchObject({ username: "grace", disabled: false });
  });

  it("are changed, and the second of two changes is shown that there was a first", async () => {
    const shown = await root.get("/users/demo-ada");
    const fields = {
      etag: etagIn(shown.text),
      username: "ada",
      role: "auditor",
      name: "Ada",
      email: "a@example.com",
      email_verified: "true",
      groups: "staff\nnight",
      roles: "",
      others: '{"locale":"en"}',
    };
    const saved = await root.post("/users/demo-ada", fields);
    expect(saved.text).toContain("The user is saved.");
    expect(await people().find("demo-ada")).toMatchObject({
      role: "auditor",
      claims: { groups: ["staff", "night"], email_verified: true, locale: "en" },
    });
    const stale = await root.post("/users/demo-ada", { ...fields, role: "operator" });
    expect([stale.status, stale.text.includes("Somebody else has changed")]).toEqual([400, true]);
    const bad = await root.post("/users/demo-ada", {
      ...fields,
      etag: etagIn(stale.text),
      username: "two words",
      others: "{",
    });
    expect(bad.status).toBe(400);
    expect((await people().find("demo-ada"))?.role).toBe("auditor");
    expect((await root.post("/users/nobody", fields)).status).toBe(404);
  });

  it("are blocked with everything that they hold; the last operator isn't", async () => {
    const ada = await Visitor.signedIn(world, "ada");
    expect((await root.post("/users/demo-ada/block")).text).toContain("signed out everywhere");
    expect((await ada.get("/me")).at).not.toBe("/console/me");
    expect((await root.post("/users/demo-ada/unblock")).text).toContain("may sign in again");
    const last = await root.post("/users/demo-root/block");
    expect([last.status, last.text.includes("last operator")]).toEqual([400, true]);
    const shown = await root.get("/users/demo-ada");
    expect((await root.post("/users/demo-ada/remove", { etag: etagIn(shown.text), confirm: "grace" })).status).toBe(
      400,
    );
    expect((await root.post("/users/demo-root/remove", { confirm: "root" })).text).toContain("last operator");
    await root.post("/users/demo-ada/remove", { confirm: "ada" });
    expect(await people().find("demo-ada")).toBeUndefined();
  });
});

describe("links", () => {
  it("let a user who was added choose the password, once", async () => {
    const made = await root.post("/users/new", {
      username: "eve",
      name: "Eve",
      email: "eve@example.com",
      role: "user",
    });
    const link = linkIn(made.text);
    expect((await accept(link, { password: "short" })).status).toBe(400);
    const accepted = await accept(link, { password: "eves-horse-battery", username: "root" });
    expect([accepted.status, accepted.headers.get("location")]).toEqual([303, `${ISSUER}/console/me`]);
    expect(await people().findByUsername("eve")).toMatchObject({
      passwordHash: "plain eves-horse-battery",
      role: "user",
    });
    expect((await accept(link, { password: "again-horse-battery" })).status).toBe(403);
    expect((await people().findByUsername("eve"))?.passwordHash).toBe("plain eves-horse-battery");
  });

  it("invite somebody who chooses a name, with the role that the operator chose", async () => {
    const made = await root.post("/users/new", {
      username: "",
      name: "Eve",
      email: "eve@example.com",
      role: "auditor",
    });
    const link = linkIn(made.text);
    expect((await accept(link, { username: "ada", password: "eves-horse-battery" })).status).toBe(400);
    expect((await accept(link, { username: "eve", password: "eves-horse-battery", role: "operator" })).status).toBe(
      303,
    );
    expect(await people().findByUsername("eve")).toMatchObject({
      role: "auditor",
      claims: { name: "Eve", email: "eve@example.com", email_verified: false },
    });
    expect((await accept(link, { username: "eve2", password: "eves-horse-battery" })).status).toBe(403);
  });

  it("expire, and that of the first operator does nothing here", async () => {
    const made = await root.post("/users/demo-ada/password-link");
    world.clock.now += 86_400_001;
    expect((await accept(linkIn(made.text), { password: "eves-horse-battery" })).status).toBe(403);
    const { inviteFirstOperator } = await import("../../src/service/invitations.ts");
    await people().remove("demo-root", false);
    const first = new URL((await inviteFirstOperator(world.deps)) ?? "", ISSUER);
    expect((await world.send(`/join${first.search}`)).status).toBe(403);
  });

  it("for a new password end everything that was begun with the old one", async () => {
    const ada = await Visitor.signedIn(world, "ada");
    const made = await root.post("/users/demo-ada/password-link");
    expect((await ada.get("/me")).at).toBe("/console/me");
    expect((await accept(linkIn(made.text), { password: "new-horse-battery" })).status).toBe(303);
    expect((await ada.get("/me")).at).not.toBe("/console/me");
  });
});

describe("grants", () => {
  it("are listed by application, drawn, and ended", async () => {
    await world.code();
    const list = await root.get("/grants?client_id=demo-web&live=true");
    const id = /\/console\/grants\/(\d+)/.exec(list.text)?.[1];
    const shown = await root.get(`/grants/${id}`);
    expect(shown.text).toContain("<svg");
    expect(shown.text).toContain("Code not redeemed");
    expect((await root.post(`/grants/${id}/end`)).text).toContain("The grant is ended");
    expect((await root.get(`/grants/${id}`)).text).toContain("an operator ended it");
    expect((await root.get("/users/demo-ada/grants")).status).toBe(200);
    for (const bad of ["0", "x", "999"]) expect((await root.get(`/grants/${bad}`)).status).toBe(404);
  });
});
