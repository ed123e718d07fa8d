/** The audit log in the console. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { addUser, caller, etagOf } from "../admin/caller.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

let world: World;
let root: Visitor;
let id: string;
beforeAll(async () => {
  world = await openWorld();
  await addUser(world, "iris", "auditor");
  const admin = await caller(world);
  const app = { client_name: "<b>Bold</b>", redirect_uris: ["https://grace.example/"], owner: "grace" };
  const made = await admin("POST", "/applications", app);
  id = String(made.json.client_id);
  await admin("PATCH", `/applications/${id}`, { client_name: "Calm" }, etagOf(made));
  for (let i = 0; i < 60; i++) await admin("POST", "/scopes", { name: `scope${i}`, description: "A scope" });
  root = await Visitor.signedIn(world, "root");
});
afterAll(() => world.close());

const numbers = (text: string): readonly number[] =>
  [...text.matchAll(/\/console\/audit\/(\d+)"/g)].map(([, number]) => Number(number));

it("lists changes by pages, and filters them", async () => {
  const first = await root.get("/audit");
  expect([first.status, numbers(first.text).length]).toEqual([200, 50]);
  const next = /href="([^"]*next=\d+[^"]*)"/.exec(first.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const second = await root.get(`/${next}`);
  expect(Math.max(...numbers(second.text))).toBe(Math.min(...numbers(first.text)) - 1);
  expect(numbers((await root.get(`/audit?id=${id}`)).text)).toHaveLength(2);
  expect(numbers((await root.get("/audit?action=application/change&actor=demo-admin")).text)).toHaveLength(1);
  const none = await root.get("/audit?actor=nobody");
  expect(none.text).toContain("No change matches");
  // What can't be a filter counts as none.
  expect((await root.get("/audit?from=yesterday&next=x&kind=")).status).toBe(200);
});

it("shows one entry as a difference, as text", async () => {
  const [change = 0] = numbers((await root.get(`/audit?id=${id}`)).text);
  const page = await root.get(`/audit/${change}`);
  expect(page.text).toContain(
    "<del>&lt;b>Bold&lt;/b></del>".replaceAll(
      ">Bold&lt;/b>",
      page.text.includes("&gt;") ? "&gt;Bold&lt;/b&gt;" : ">Bold&lt;/b>",
    ),
  );
  expect(page.text).toContain("<ins>Calm</ins>");
  expect(page.text).not.toContain("<b>Bold</b>");
  for (const number of ["0", "99999", "x"]) expect((await root.get(`/audit/${number}`)).status).toBe(404);
});

it("verifies the log, and exports it", async () => {
  await root.get("/audit");
  const verified = await root.post("/audit/verify");
  expect(verified.text).toMatch(/entries were<\/?|entries were read/);
  expect(verified.text).toMatch(/\d+:[\w-]{43}/);
  const csv = await root.get("/audit/export?format=csv");
  expect([csv.headers.get("content-type"), csv.text.startsWith("number,time,")]).toEqual([
    "text/csv; charset=utf-8",
    true,
  ]);
});

it("an owner sees own applications only", async () => {
  const grace = await Visitor.signedIn(world, "grace");
  const page = await grace.get("/audit");
  expect([page.status, numbers(page.text).length, page.text.includes("scope1")]).toEqual([200, 2, false]);
  const [other = 0] = numbers((await root.get("/audit?kind=scope")).text);
  expect((await grace.get(`/audit/${other}`)).status).toBe(404);
  expect((await grace.post("/audit/verify")).status).toBe(404);
  expect((await grace.get("/audit/export")).status).toBe(404);
  const iris = await Visitor.signedIn(world, "iris");
  expect((await iris.get("/audit/export")).status).toBe(200);
});
