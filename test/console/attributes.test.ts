/** Attributes that the operator declares, in the console: all of them for operators, and their own, if they may, for users. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

let world: World;
const open = async (editable: ("name" | "email" | "phone_number")[] = ["name", "email"]) => {
  world = await openWorld({
    config: {
      users: {
        attributes: [
          { name: "department", title: "Your <department>", editable: true },
          { name: "level", type: "number" },
          { name: "remote", type: "boolean", editable: true },
          { name: "sites", type: "list", editable: true },
          { name: "score", type: "number", editable: true },
        ],
        editable,
      },
    },
  });
};
beforeEach(() => open());
afterEach(() => world.close());

const claimsNow = async () => (await world.deps.storage.people.find("demo-ada"))?.claims ?? {};
const give = (claims: object) =>
  world.deps.storage.people.change("demo-ada", (one) => ({ ...one, claims: { ...one.claims, ...claims } }), false);

describe("a user's own page", () => {
  it("has fields for what the user may change, and saves them by type", async () => {
    const ada = await Visitor.signedIn(world, "ada");
    const page = await ada.get("/me");
    expect(page.text).toContain("Your &lt;department>");
    expect(page.text).not.toContain("attribute.level");
    const saved = await ada.post("/me/profile", {
      ...{ name: "Ada", email: "ada@example.com", "attribute.department": "R&D", "attribute.score": "2.5" },
      ...{ "attribute.remote": ["false", "true"], "attribute.sites": "Oslo\r\n\r\nLyon" },
    });
    expect(saved.text).toContain("Your profile is saved.");
    expect(await claimsNow()).toMatchObject({ department: "R&D", score: 2.5, remote: true, sites: ["Oslo", "Lyon"] });
    await ada.post("/me/profile", { "attribute.remote": "false", "attribute.sites": "", "attribute.score": "" });
    const { sites, score, ...rest } = await claimsNow();
    expect([sites, score, rest.remote, rest.department, rest.name]).toEqual([
      undefined,
      undefined,
      false,
      "R&D",
      "Ada",
    ]);
  });

  it("changes nothing else, whatever the form says", async () => {
    await give({ level: 1, groups: ["staff"], phone_number: "+47 22 00 00 00" });
    const before = await claimsNow();
    const ada = await Visitor.signedIn(world, "ada");
    const saved = await ada.post("/me/profile", {
      ...{ "attribute.level": "9", level: "9", "claims[level]": "9", "attribute.groups": "root", groups: "root" },
      ...{ "attribute.phone_number": "+1 604 555 1234", phone_number: "+1 604 555 1234", "attribute.__proto__": "x" },
      ...{ "attribute.email_verified": "true", email_verified: "true", "attribute.unknown": "x", roles: "boss" },
    });
    expect(saved.status).toBe(200);
    expect({ ...(await claimsNow()), updated_at: 0 }).toEqual({ ...before, updated_at: 0 });
  });

  it("says at the field what is wrong, and keeps what was typed", async () => {
    const before = await claimsNow();
    const ada = await Visitor.signedIn(world, "ada");
    const refused = await ada.post("/me/profile", { "attribute.score": "many", "attribute.department": "Kept <text>" });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('id="attribute.score-fault"');
    expect(refused.text).toContain("Kept &lt;text>");
    expect(await claimsNow()).toEqual(before);
  });

  it("has the standard fields that the setting allows, and a new phone number is unverified", async () => {
    await world.close();
    await open(["phone_number"]);
    await give({ phone_number: "+47 22 00 00 00", phone_number_verified: true, name: "Ada" });
    const ada = await Visitor.signedIn(world, "ada");
    const page = await ada.get("/me");
    expect(page.text).toContain('name="phone_number"');
    expect(page.text).not.toContain('name="email"');
    await ada.post("/me/profile", { phone_number: "+1 604 555 1234", name: "Root", email: "root@example.com" });
    const claims = await claimsNow();
    expect([claims.phone_number, claims.phone_number_verified, claims.name]).toEqual(["+1 604 555 1234", false, "Ada"]);
    expect(claims.email).not.toBe("root@example.com");
  });
});

describe("the page of a user", () => {
  it("lets an operator change every attribute, each in a field of its own", async () => {
    await give({ level: 1, locale: "en-US" });
    const root = await Visitor.signedIn(world, "root");
    const page = await root.get("/users/demo-ada");
    expect(page.text).toContain('name="attribute.level"');
    const etag = /name="etag" value="([^"]*)"/.exec(page.text)?.[1]?.replaceAll("&quot;", '"') ?? "";
    const form = {
      ...{ etag, username: "ada", role: "user", name: "Ada", email: "", groups: "", roles: "" },
      ...{ others: '{"locale":"en-US"}', "attribute.department": "Sales", "attribute.sites": "Rome" },
    };
    const refused = await root.post("/users/demo-ada", { ...form, "attribute.level": "high" });
    expect([refused.status, refused.text.includes('id="attribute.level-fault"')]).toEqual([400, true]);
    const saved = await root.post("/users/demo-ada", { ...form, "attribute.level": "4", "attribute.remote": "false" });
    expect(saved.text).toContain("The user is saved.");
    const claims = await claimsNow();
    expect(claims).toMatchObject({ department: "Sales", level: 4, sites: ["Rome"], locale: "en-US" });
    expect(claims).not.toHaveProperty("remote");
  });

  it("is out of reach of other users", async () => {
    await give({ department: "Secret" });
    const grace = await Visitor.signedIn(world, "grace");
    const page = await grace.get("/users/demo-ada");
    expect([page.status >= 400, page.text.includes("Secret")]).toEqual([true, false]);
    expect((await grace.post("/users/demo-ada", { "attribute.department": "x" })).status).toBeGreaterThanOrEqual(400);
    expect(await claimsNow()).toMatchObject({ department: "Secret" });
  });

  it("the settings show what is declared", async () => {
    const root = await Visitor.signedIn(world, "root");
    const page = await root.get("/settings");
    expect(page.text).toContain("department");
    expect(page.text).not.toContain("[object Object]");
  });
});
