/** A developer asks for a scope in the console, an operator decides, and the same request to the token endpoint is granted. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { addUser, type Call, caller } from "../admin/caller.ts";
import { as } from "../catalogue/reach/world.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

let world: World;
let root: Visitor;
let grace: Visitor;
let ada: Visitor;
let viewer: Visitor;
let call: Call;

beforeAll(async () => {
  world = await openWorld();
  await addUser(world, "viewer", "auditor");
  call = await caller(world);
  [root, grace, ada, viewer] = (await Promise.all(
    ["root", "grace", "ada", "viewer"].map((name) => Visitor.signedIn(world, name)),
  )) as [Visitor, Visitor, Visitor, Visitor];
});
afterAll(() => world.close());

async function app(): Promise<{ readonly id: string; readonly token: () => Promise<number> }> {
  const made = await call("POST", "/applications", {
    client_name: "Crew planner",
    owner: "grace",
    grant_types: ["client_credentials"],
    scope: "read_profile",
  });
  const id = String(made.json.client_id);
  const form = { grant_type: "client_credentials", scope: "write_multipass" };
  return { id, token: async () => (await world.form("/token", form, as(id, String(made.json.client_secret)))).status };
}
const etagIn = ({ text }: { readonly text: string }): string =>
  (/name="etag" value="([^"]*)"/.exec(text)?.[1] ?? "").replaceAll("&quot;", '"');
const ask = (visitor: Visitor, application: string, scope = "write_multipass", reason = "It books <multipasses>.") =>
  visitor.post("/requests/new", { application, scope, reason });
const pathOf = ({ at }: { readonly at: string }): string => at.replace("/console", "");

it("asked, approved, granted", async () => {
  const { id, token } = await app();
  expect(await token()).toBe(400);
  const form = await grace.get(`/requests/new?application=${id}&scope=write_multipass`);
  expect(form.text).toContain(`value="${id}"`);
  const asked = await ask(grace, id);
  expect(asked.text).toContain("An operator decides");
  expect(asked.text).toContain("It books &lt;multipasses>.");
  expect(asked.text).not.toContain('value="approved"');
  expect((await root.get("/requests")).text).toContain("Crew planner");
  const shown = await root.get(pathOf(asked));
  const done = await root.post(pathOf(asked), { etag: etagIn(shown), state: "approved", comment: "Fine." });
  expect(done.text).toContain("Approved");
  expect(await token()).toBe(200);
  expect((await grace.get(pathOf(asked))).text).toContain("<blockquote>Fine.</blockquote>");
  expect((await grace.get("/requests")).text).not.toContain(pathOf(asked));
  expect((await grace.get("/requests?state=approved")).text).toContain(pathOf(asked));
});

it("asked, and declined with a comment, which is needed", async () => {
  const { id, token } = await app();
  const asked = await ask(grace, id);
  const etag = etagIn(await root.get(pathOf(asked)));
  const without = await root.post(pathOf(asked), { etag, state: "declined" });
  expect([without.status, without.text.includes('id="comment-fault"')]).toEqual([422, true]);
  await root.post(pathOf(asked), { etag, state: "declined", comment: "Use read_profile." });
  expect((await grace.get(pathOf(asked))).text).toContain("Use read_profile.");
  expect(await token()).toBe(400);
  const late = await root.post(pathOf(asked), { etag: "", state: "approved" });
  expect(late.status).toBe(422);
});

it("nobody else decides or sees it", async () => {
  const { id, token } = await app();
  const asked = await ask(grace, id);
  const etag = etagIn(await root.get(pathOf(asked)));
  for (const state of ["approved", "declined"])
    expect((await grace.post(pathOf(asked), { etag, state, comment: "Mine." })).status).toBe(403);
  expect((await ada.get(pathOf(asked))).status).toBe(404);
  expect((await ada.post(pathOf(asked), { etag, state: "withdrawn" })).status).toBe(404);
  expect((await ada.get("/requests")).text).not.toContain("Crew planner");
  const seen = await viewer.get(pathOf(asked));
  expect([seen.status, seen.text.includes('name="state"')]).toEqual([200, false]);
  expect((await viewer.post(pathOf(asked), { etag, state: "approved" })).status).toBe(403);
  expect((await root.post(pathOf(asked), { csrf: "forged", etag, state: "approved" })).status).toBe(403);
  expect(await token()).toBe(400);
  expect((await grace.post(pathOf(asked), { etag, state: "withdrawn" })).text).toContain("The request was withdrawn");
});

it("every fault of the form is at its field, and what was typed stays", async () => {
  const shown = await ask(ada, "demo-service", "write_multipas candor:keys", "Because & why");
  expect(shown.status).toBe(422);
  expect(shown.text).toContain('id="application-fault"');
  expect(shown.text).toContain("Did you mean write_multipass?");
  expect(shown.text).toContain("Because &amp; why</textarea>");
  const empty = await ask(grace, "", "", "");
  expect([empty.status, empty.text.includes('id="reason-fault"')]).toEqual([422, true]);
});

it("what changed since can't be approved, and says why", async () => {
  const { id } = await app();
  const asked = await ask(grace, id);
  const before = await call("GET", `/applications/${id}`);
  await call("PATCH", `/applications/${id}`, { owner: "ada" }, { "if-match": before.headers.get("etag") ?? "" });
  const shown = await root.get(pathOf(asked));
  expect(shown.text).toContain("The member owner of the application was changed.");
  expect(shown.text).not.toContain('value="approved"');
  const tried = await root.post(pathOf(asked), { etag: etagIn(shown), state: "approved" });
  expect(tried.status).toBe(422);
});
