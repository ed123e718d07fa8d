/** Applications in the console: found, changed after a preview, and removed, by whoever may. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Call, caller } from "../admin/caller.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

const CALLBACK = "https://reports.example/callback";

let world: World;
let call: Call;
let grace: Visitor;
let ada: Visitor;
let root: Visitor;
beforeAll(async () => {
  world = await openWorld();
  call = await caller(world);
  grace = await Visitor.signedIn(world, "grace");
  ada = await Visitor.signedIn(world, "ada");
  root = await Visitor.signedIn(world, "root");
});
afterAll(() => world.close());

const register = async (more: object = {}): Promise<string> => {
  const body = {
    client_name: "Reports",
    redirect_uris: [CALLBACK],
    scope: "openid read_profile",
    owner: "grace",
    ...more,
  };
  return String((await call("POST", "/applications", body)).json.client_id);
};
const of = async (id: string) => (await call("GET", `/applications/${id}`)).json;
const etagIn = (text: string): string => /name="etag" value="([^"]*)"/.exec(text)?.[1]?.replaceAll("&quot;", '"') ?? "";
const patchIn = (text: string): string =>
  /name="patch" value="([^"]*)"/.exec(text)?.[1]?.replaceAll("&quot;", '"') ?? "";
const URIS = (uris: string) => ({
  redirect_uris: uris,
  post_logout_redirect_uris: "",
  allowed_schemes: "",
  any_localhost_port: "true",
});

describe("a list", () => {
  it("has what is the caller's, is searched, and goes on where it ended", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 30; i++) ids.push(await register({ client_name: `Listed ${i}` }));
    const first = await grace.get("/applications?q=listed");
    const next =
      /href="\/console(\/applications\?[^"]*after=[^"]*)"/.exec(first.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const second = await grace.get(next);
    for (const id of ids) expect([first.text.includes(id), second.text.includes(id)].filter(Boolean).length).toBe(1);
    expect((await ada.get("/applications?q=listed")).text).toContain("No application has this");
    expect((await root.get("/applications?q=Listed%2029")).text).toContain("Listed 29");
  });
});

describe("an application", () => {
  it("is shown to its owner and to operators, on every tab, and to nobody else", async () => {
    const id = await register();
    for (const tab of ["", "/settings", "/redirect-uris", "/scopes", "/remove"]) {
      const statuses = await Promise.all(
        [grace, root, ada].map(async (who) => (await who.get(`/applications/${id}${tab}`)).status),
      );
      expect([tab, ...statuses]).toEqual([tab, 200, 200, 404]);
    }
    const posted = await ada.post(`/applications/${id}/settings`, { client_name: "Hers", etag: '"1"' });
    expect(posted.status).toBe(404);
    expect((await of(id)).client_name).toBe("Reports");
  });

  it("is changed only after a preview", async () => {
    const id = await register();
    const path = `/applications/${id}/redirect-uris`;
    const form = await grace.get(path);
    const preview = await grace.post(path, { etag: etagIn(form.text), ...URIS(`${CALLBACK}\n${CALLBACK}/new`) });
    expect([preview.status, (await of(id)).redirect_uris]).toEqual([200, [CALLBACK]]);
    expect(preview.text).toContain(`${CALLBACK}/new`);
    const fields = { etag: etagIn(preview.text), patch: patchIn(preview.text) };
    const again = await grace.post(path, { ...fields, step: "edit" });
    expect(again.text).toContain(`${CALLBACK}/new</textarea>`);
    const saved = await grace.post(path, fields);
    expect([saved.status, saved.at, (await of(id)).redirect_uris]).toEqual([
      200,
      `/console${path}`,
      [CALLBACK, `${CALLBACK}/new`],
    ]);
    expect(saved.text).toContain("Saved.");
  });

  it("keeps what was typed where something is wrong", async () => {
    const id = await register();
    const path = `/applications/${id}/redirect-uris`;
    const form = await grace.get(path);
    const refused = await grace.post(path, {
      etag: etagIn(form.text),
      ...URIS(`${CALLBACK}#done\nhttp://a.example/"><script>`),
    });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("it must have no fragment");
    expect(refused.text).toContain(`${CALLBACK}#done`);
    expect(refused.text).not.toContain("<script>");
    expect((await of(id)).redirect_uris).toEqual([CALLBACK]);
  });

  it("shows what somebody else has changed meanwhile, and loses nothing of what was typed", async () => {
    const id = await register();
    const path = `/applications/${id}/redirect-uris`;
    const etag = etagIn((await grace.get(path)).text);
    const read = await call("GET", `/applications/${id}`);
    await call(
      "PATCH",
      `/applications/${id}`,
      { redirect_uris: ["https://other.example/"] },
      { "if-match": read.headers.get("etag") ?? "" },
    );
    const late = await grace.post(path, { etag, ...URIS(`${CALLBACK}/mine`) });
    expect(late.status).toBe(412);
    expect(late.text).toContain("https://other.example/");
    expect(late.text).toContain(`${CALLBACK}/mine</textarea>`);
    const preview = await grace.post(path, { etag: etagIn(late.text), ...URIS(`${CALLBACK}/mine`) });
    await grace.post(path, { etag: etagIn(preview.text), patch: patchIn(preview.text) });
    expect((await of(id)).redirect_uris).toEqual([`${CALLBACK}/mine`]);
  });

  it("can't be given by its owner what only an operator may give", async () => {
    const id = await register();
    const scopes = await grace.get(`/applications/${id}/scopes`);
    expect(scopes.text).toContain(`/console/requests/new?application=${id}&amp;scope=write_multipass`);
    for (const patch of [{ scope: "openid write_multipass" }, { first_party: true }, { client_id: "x" }]) {
      const tab = "scope" in patch ? "scopes" : "settings";
      await grace.post(`/applications/${id}/${tab}`, { etag: etagIn(scopes.text), patch: JSON.stringify(patch) });
      const { scope, first_party, owner, client_id } = await of(id);
      expect([scope, first_party, owner, client_id]).toEqual(["openid read_profile", false, "grace", id]);
    }
  });

  it("of a file is shown and not changed", async () => {
    const page = await root.get("/applications/demo-web/settings");
    expect([page.status, page.text.includes("In a file"), page.text.includes('<button type="submit">See')]).toEqual([
      200,
      true,
      false,
    ]);
    const posted = await root.post("/applications/demo-web/settings", { etag: '"1"', client_name: "Other" });
    expect([posted.status, posted.text.includes("Change it there")]).toEqual([400, true]);
  });

  it("is removed once somebody has seen what that does", async () => {
    const id = await register();
    const page = await grace.get(`/applications/${id}/remove`);
    const stale = await grace.post(`/applications/${id}/remove`, { etag: '"0"' });
    expect([stale.status, (await of(id)).client_id]).toEqual([409, id]);
    const removed = await grace.post(`/applications/${id}/remove`, { etag: etagIn(page.text) });
    expect([removed.at, removed.text.includes("Reports was removed.")]).toEqual(["/console/applications", true]);
    expect((await call("GET", `/applications/${id}`)).code).toBe("admin/not-found");
  });
});

it.each<[query: string, fault: unknown]>([
  ["uri=https%3A%2F%2Fa.example%2Fcb", null],
  ["uri=http%3A%2F%2Fa.example%2Fcb", expect.stringContaining("https")],
  ["uri=https%3A%2F%2Fa.example%2F%23x", "it must have no fragment"],
  ["uri=cursor%3A%2F%2Fcb&type=native", expect.stringContaining("reversed domain name")],
  ["uri=cursor%3A%2F%2Fcb&type=native&schemes=cursor", null],
  ["uri=javascript%3Aalert(1)&type=native&schemes=javascript", expect.stringContaining("can't be allowed")],
  ["uri=", null],
])("a redirect URI is judged as it is typed: %s", async (query, fault) => {
  const { status, text } = await grace.get(`/redirect-uri-check?${query}`);
  expect([status, (JSON.parse(text) as { fault: unknown }).fault]).toEqual([200, fault]);
});
