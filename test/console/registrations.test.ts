/** Applications that registered themselves, in the console: how they did, what they didn't get, and who vouches for them. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Call, caller } from "../admin/caller.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

let world: World;
let root: Visitor;
let call: Call;
beforeEach(async () => {
  world = await openWorld({});
  root = await Visitor.signedIn(world, "root");
  call = await caller(world, "candor:applications candor:users candor:audit");
});
afterEach(() => world.close());

async function register(body: object = {}, token?: string): Promise<string> {
  const response = await world.send("/register", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ client_name: "Notes", redirect_uris: ["https://notes.example/callback"], ...body }),
  });
  expect(response.status).toBe(201);
  return String(((await response.json()) as { client_id: unknown }).client_id);
}

const tokenIn = (text: string): string => /<code>([\w-]{43})<\/code>/.exec(text)?.[1] ?? "";

describe("what registered itself", () => {
  it("is listed by how it did, and found by name", async () => {
    const made = await root.post("/registrations/tokens", { label: "Pipeline", owner: "grace", uses: "3", days: "7" });
    const token = tokenIn(made.text);
    await register({ client_name: "Open <b>notes</b>", software_id: "notes.example", software_version: "4" });
    await register({ client_name: "Piped" }, token);
    const all = (await root.get("/registrations")).text;
    expect(all).toContain("Open &lt;b>notes&lt;/b>");
    expect(all).toContain("notes.example");
    expect(all).toContain("With Pipeline");
    const id = /by=([^"]+)">1</.exec((await root.get("/registrations/tokens")).text)?.[1] ?? "";
    const piped = (await root.get(`/registrations?by=${id}`)).text;
    expect([piped.includes("Piped"), piped.includes("Open")]).toEqual([true, false]);
    const unvouched = (await root.get("/registrations?unvouched=true")).text;
    expect([unvouched.includes("Piped"), unvouched.includes("Nobody vouches")]).toEqual([false, true]);
    expect((await root.get("/registrations?q=zzz")).text).toContain("No application matches");
    expect((await root.get("/registrations?by=gone")).text).toContain("Token gone");
  });

  it("shows what it asked for and didn't get, without values of unknown members", async () => {
    const id = await register({
      scope: "openid manage_pass",
      grant_types: ["authorization_code", "client_credentials", "password"],
      "client_name#ja": "メモ",
      frobnicate: "a-secret-of-theirs",
    });
    const { text } = await root.get(`/applications/${id}`);
    for (const left of ["manage_pass", "password", "frobnicate", "client_name#ja"]) expect(text).toContain(`>${left}<`);
    expect(text).not.toContain("a-secret-of-theirs");
    expect((await call("GET", `/applications/${id}`)).json.registration).toMatchObject({
      left_out: [
        { member: "scope", values: ["manage_pass"] },
        { member: "grant_types", values: ["password"] },
        { member: "client_name#ja" },
        { member: "frobnicate" },
      ],
    });
  });

  it("is vouched for by an operator, in the audit log, and by nobody else", async () => {
    const id = await register();
    const isUnvouched = async () => (await world.deps.registries.current().client(id))?.client.unvouched === true;
    expect(await isUnvouched()).toBe(true);
    const grace = await Visitor.signedIn(world, "grace");
    expect((await grace.post(`/applications/${id}/vouch`, { owner: "grace" })).status).toBe(403);
    const wrong = await root.post(`/applications/${id}/vouch`, { owner: "nobody-at-all" });
    expect([wrong.status, wrong.text.includes("the user name of an existing user")]).toEqual([400, true]);
    expect(await isUnvouched()).toBe(true);
    const saved = await root.post(`/applications/${id}/vouch`, { owner: "grace", first_party: "" });
    expect([saved.status, saved.at]).toEqual([200, `/console/applications/${id}`]);
    expect(await isUnvouched()).toBe(false);
    const [entry] = await world.deps.storage.audit.list({ id, limit: 1 });
    expect(entry).toMatchObject({ action: "application/change", actor: { is: "user", id: "demo-root" } });
    expect((await grace.get(`/applications/${id}`)).text).toContain("It registered itself");
    const { items } = (await call("GET", "/applications?registered_by=anybody")).json;
    expect(items).toMatchObject([{ client_id: id, registration: { vouched: true } }]);
    expect((await call("GET", "/applications?unvouched=true")).json.items).toEqual([]);
  });

  it("is nothing to vouch for if somebody else registered it", async () => {
    expect((await root.post("/applications/demo-web/vouch", { owner: "ada" })).status).toBe(404);
  });
});

describe("initial access tokens", () => {
  it("are made, shown once, used and ended", async () => {
    const made = await root.post("/registrations/tokens", { label: "Pipeline", uses: "2", days: "7" });
    const token = tokenIn(made.text);
    expect(made.headers.get("cache-control")).toBe("no-store");
    expect((await root.get("/registrations/tokens")).text).not.toContain(token);
    await register({}, token);
    const list = (await root.get("/registrations/tokens")).text;
    expect(list).toContain("1 of 2");
    const path = /action="\/console(\/registrations\/tokens\/[^"]+\/end)"/.exec(list)?.[1] ?? "";
    expect((await root.post(path)).text).toContain("The token is ended.");
    expect((await root.get("/registrations/tokens")).text).not.toContain("Pipeline");
    const actions = (await world.deps.storage.audit.list({ kind: "initial-token", limit: 9 })).map((one) => one.action);
    expect(actions).toEqual(["initial-token/end", "initial-token/add"]);
  });

  it("names what is wrong beside its field, and keeps what was typed", async () => {
    const { status, text } = await root.post("/registrations/tokens", {
      ...{ label: "For “x”", owner: "nobody-at-all", uses: "0", days: "soon" },
    });
    expect(status).toBe(400);
    expect(text).toContain("No token was made");
    for (const typed of ["For “x”", "nobody-at-all", "soon"]) expect(text).toContain(`value="${typed}"`);
    expect(text.match(/class="fault"/g)?.length ?? 0).toBeGreaterThanOrEqual(2);
  });

  it("are pages for operators; auditors look", async () => {
    const ada = await Visitor.signedIn(world, "ada");
    expect((await ada.get("/registrations/tokens")).status).toBe(403);
    expect((await ada.get("")).text).not.toContain("Self-registered");
  });
});
