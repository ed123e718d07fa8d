/** Signing keys in the console. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { addUser } from "../admin/caller.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

let world: World;
let root: Visitor;
beforeAll(async () => {
  world = await openWorld();
  await addUser(world, "iris", "auditor");
  root = await Visitor.signedIn(world, "root");
});
afterAll(() => world.close());

const kids = () => world.deps.keys.standing().map(({ kid }) => kid);

it("shows a picture of when each key signs, and what it signs", async () => {
  const page = await root.get("/keys");
  expect(page.status).toBe(200);
  expect(page.text).toContain('aria-label="When each key signs: ES256 signing');
  expect(page.text).toMatch(/ID tokens of \d+ apps/);
  for (const kid of kids()) expect(page.text).toContain(`/console/keys/${kid}`);
  expect(page.text).not.toMatch(/PRIVATE|sealed/);
});

it("replaces the keys of the selected algorithms, and deletes one at once", async () => {
  await root.get("/keys");
  const none = await root.post("/keys/rotate", { soon: "" });
  expect(none.text).toContain("Select at least one algorithm");
  const before = kids();
  const done = await root.post("/keys/rotate", { algs: ["ES256", "HS256"], soon: "" });
  expect([done.status, done.at]).toEqual([200, "/console/keys"]);
  const [made = ""] = kids().filter((kid) => !before.includes(kid));
  expect(kids()).toHaveLength(before.length + 1);
  const one = await root.get(`/keys/${made}`);
  expect(one.text).toContain("It has signed nothing yet");
  expect((await root.post(`/keys/${made}/revoke`)).at).toBe("/console/keys");
  expect(kids()).toEqual(before);
  expect((await root.post(`/keys/${made}/revoke`)).status).toBe(404);
});

it("an auditor sees them and changes nothing; a user sees nothing of them", async () => {
  const iris = await Visitor.signedIn(world, "iris");
  const page = await iris.get("/keys");
  expect([page.status, page.text.includes("/keys/rotate")]).toEqual([200, false]);
  const before = kids();
  expect((await iris.post("/keys/rotate", { algs: "ES256" })).status).toBe(403);
  const grace = await Visitor.signedIn(world, "grace");
  expect((await grace.get("/keys")).status).toBe(403);
  expect((await grace.get("")).text).not.toContain('href="/console/keys"');
  expect((await grace.post(`/keys/${before[0]}/revoke`)).status).toBe(403);
  expect(kids()).toEqual(before);
});

it("a form of another site changes nothing", async () => {
  await root.get("/keys");
  const forged = await root.post("/keys/rotate", { csrf: "x", algs: "ES256" });
  expect(forged.status).toBeGreaterThanOrEqual(400);
});
