/** A user's own pages: what they show is the user's own, and what they end is ended. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

let world: World;
let ada: Visitor;
const PASSWORD = "correct-horse-battery";
beforeEach(async () => {
  world = await openWorld();
  ada = await Visitor.signedIn(world, "ada");
  await world.deps.storage.people.change("demo-ada", (one) => ({ ...one, passwordHash: `plain ${PASSWORD}` }), false);
});
afterEach(() => world.close());

const account = async () =>
  (await world.deps.storage.people.find("demo-ada")) as NonNullable<
    Awaited<ReturnType<World["deps"]["storage"]["people"]["find"]>>
  >;
const whats = async () =>
  (await world.deps.storage.holdings.activity({ subject: "demo-ada", limit: 9 })).map(({ what }) => what);

describe("the profile", () => {
  it("is changed by its user, and a new e-mail address is unverified", async () => {
    await world.deps.storage.people.change(
      "demo-ada",
      (one) => ({ ...one, claims: { ...one.claims, email: "old@example.com", email_verified: true } }),
      false,
    );
    await ada.get("/me");
    const saved = await ada.post("/me/profile", { name: "Ada L.", email: "new@example.com" });
    expect([saved.at, saved.status]).toEqual(["/console/me", 200]);
    expect(saved.text).toContain("Your profile is saved.");
    expect((await account()).claims).toMatchObject({ name: "Ada L.", email: "new@example.com", email_verified: false });
    expect(await whats()).toContain("profile-changed");
  });

  it("keeps what isn't the user's to change, whatever the form says", async () => {
    const before = await account();
    await ada.post("/me/profile", {
      name: "Ada",
      email: "a@example.com",
      role: "operator",
      email_verified: "true",
      groups: "staff",
      roles: "boss",
      username: "root",
      disabled: "",
    });
    const after = await account();
    expect([after.role, after.username, after.claims.groups, after.claims.roles]).toEqual([
      before.role,
      before.username,
      before.claims.groups,
      before.claims.roles,
    ]);
    expect(after.claims.email_verified).toBe(false);
  });

  it("shows what is wrong, and keeps what was typed", async () => {
    const shown = await ada.post("/me/profile", { name: "Ada", email: "nobody <script>" });
    expect(shown.status).toBe(400);
    expect(shown.text).toContain("nobody &lt;script>");
    expect(shown.text).toContain('aria-invalid="true"');
    expect((await account()).claims.email).not.toContain("nobody");
  });
});

describe("the password", () => {
  const change = (current: string, next: string, more: Record<string, string> = {}) =>
    ada.post("/me/password", { current, next, ...more });

  it("is changed with the current one, and the session stays", async () => {
    const changed = await change(PASSWORD, "another-horse-battery");
    expect(changed.text).toContain("Your password is changed.");
    expect((await account()).passwordHash).toBe("plain another-horse-battery");
    expect((await ada.get("/me")).status).toBe(200);
    expect(await whats()).toContain("password-changed");
    expect(changed.text).not.toContain("another-horse-battery");
  });

  it("ends the other sessions if asked, and only then", async () => {
    const other = await Visitor.signedIn(world, "ada");
    await change(PASSWORD, "another-horse-battery");
    expect((await other.get("/me")).at).toBe("/console/me");
    await change("another-horse-battery", PASSWORD, { end_others: "true" });
    expect((await other.get("/me")).at).not.toBe("/console/me");
    expect((await ada.get("/me")).at).toBe("/console/me");
  });

  it("needs the current one, and guessing it is throttled like a sign-in", async () => {
    for (let guess = 0; guess < 5; guess++) {
      const shown = await change(`wrong-horse-battery-${guess}`, "another-horse-battery");
      expect(shown.status).toBe(400);
    }
    const throttled = await change(PASSWORD, "another-horse-battery");
    expect(throttled.text).toContain("Too many");
    expect((await account()).passwordHash).toBe(`plain ${PASSWORD}`);
    expect(world.journal.at(-1)?.refusal.refused).toBe("user/throttled");
  });

  it("must be long enough", async () => {
    const shown = await change(PASSWORD, "short");
    expect([shown.status, (await account()).passwordHash]).toEqual([400, `plain ${PASSWORD}`]);
    expect(shown.text).toContain("12 to 256 characters");
  });
});

describe("applications", () => {
  it("are listed with what they may do, and lose it when access is removed", async () => {
    expect((await ada.get("/me/applications")).text).toContain("No application has access");
    await world.code();
    const shown = await ada.get("/me/applications");
    expect(shown.text).toContain("Read your profile");
    expect(shown.text).not.toContain("Candor console</h2>");
    const revoked = await ada.post("/me/applications/revoke", { client_id: "demo-web" });
    expect(revoked.text).toContain("has no access to your account any more");
    expect(await world.deps.storage.consents.find("demo-ada", "demo-web")).toEqual([]);
    expect(
      (await world.deps.storage.holdings.grants({ subject: "demo-ada", clientId: "demo-web", limit: 9 })).every(
        ({ grant }) => grant.revokedAt !== undefined,
      ),
    ).toBe(true);
    expect(await whats()).toContain("withdrawn");
  });

  it("of others stay, whatever is posted", async () => {
    await world.deps.storage.consents.add("demo-grace", "demo-web", ["openid"], 0);
    await ada.post("/me/applications/revoke", { client_id: "demo-web", subject: "demo-grace" });
    expect(await world.deps.storage.consents.find("demo-grace", "demo-web")).toEqual(["openid"]);
  });
});

describe("sessions and activity", () => {
  const open = async (subject: string) =>
    (await world.deps.storage.holdings.sessions({ subject, openAt: world.clock.now, limit: 50 })).map(({ id }) => id);

  it("are the user's own, with this one marked", async () => {
    const other = await Visitor.signedIn(world, "ada");
    const shown = await ada.get("/me/sessions");
    expect(shown.text.match(/This one/g)).toHaveLength(1);
    const theirs = (await open("demo-ada"))[0];
    expect((await ada.post("/me/sessions/end", { session: String(theirs) })).text).toContain("The session is ended.");
    expect((await other.get("/me")).at).not.toBe("/console/me");
    expect((await ada.get("/me/activity")).text).toContain("Session ended");
  });

  it("of somebody else look as if they didn't exist", async () => {
    await Visitor.signedIn(world, "grace");
    const [graces] = await open("demo-grace");
    const answer = await ada.post("/me/sessions/end", { session: String(graces) });
    const unknown = await ada.post("/me/sessions/end", { session: "12345" });
    expect([answer.status, unknown.status]).toEqual([404, 404]);
    expect(await open("demo-grace")).toContain(graces);
  });

  it("end together, except this one", async () => {
    const others = [await Visitor.signedIn(world, "ada"), await Visitor.signedIn(world, "ada")];
    await ada.post("/me/sessions/end-others");
    for (const other of others) expect((await other.get("/me")).at).not.toBe("/console/me");
    expect((await ada.get("/me/sessions")).status).toBe(200);
  });

  it("need a form of this browser", async () => {
    const csrf = ada.csrf;
    for (const path of ["/me/sessions/end-others", "/me/applications/revoke", "/me/password", "/me/profile"]) {
      ada.csrf = "forged";
      expect((await ada.post(path, { client_id: "demo-web" })).status).toBe(403);
      ada.csrf = csrf;
      expect((await ada.post(path, { client_id: "demo-web" }, { origin: "https://evil.example" })).status).toBe(403);
    }
  });
});
