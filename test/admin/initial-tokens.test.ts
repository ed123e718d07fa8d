/** Initial access tokens (RFC 7591, section 3): shown once, kept as hashes, used up, and what registers with them. */
import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWorld, type World } from "../catalogue/world.ts";
import { type Answer, type Call, caller, callerAs, etagOf, PORTAL } from "./caller.ts";

const DAY = 86_400_000;
const FILE = { label: "The portal's pipeline", sha256: createHash("sha256").update("of-the-file").digest("hex") };

let world: World;
let call: Call;
beforeEach(async () => {
  world = await openWorld({
    clients: [PORTAL],
    config: { registration: { mode: "initial-access-token", tokens: [FILE], scopes: ["openid", "read_profile"] } },
  });
  call = await caller(world, "candor:applications candor:users candor:audit");
});
afterEach(() => world.close());

const items = ({ json }: Answer) => json.items as readonly Readonly<Record<string, unknown>>[];
const make = (body: object = {}) => call("POST", "/initial-tokens", { label: "Build", ...body });
const register = async (token: unknown, body: object = {}) => {
  const response = await world.send("/register", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ redirect_uris: ["https://app.example/callback"], ...body }),
  });
  return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
};

describe("a token", () => {
  it("is shown once, and kept only as a hash", async () => {
    const made = await make({ owner: "grace", uses: 2 });
    expect(made.status).toBe(201);
    const { token, id } = made.json as Readonly<Record<string, string>>;
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(made.json).toMatchObject({ label: "Build", owner: "grace", uses: 2, uses_left: 2 });
    const listed = await call("GET", "/initial-tokens");
    expect(items(listed)).toMatchObject([
      { id, state: "valid", applications: 0 },
      { id: `file:${FILE.label}`, label: FILE.label, owned_by: "file", state: "valid" },
    ]);
    const kept = JSON.stringify([
      listed.text,
      await world.deps.storage.registrations.find("initial-token", id ?? ""),
      await world.deps.storage.audit.list({ limit: 10 }),
    ]);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(FILE.sha256);
  });

  it("registers as many applications as it says, which belong to its owner", async () => {
    const { token, id } = (await make({ owner: "grace", uses: 2 })).json;
    const first = await register(token, { software_id: "notes", software_version: "2.1", client_name: "Notes" });
    expect(first.status).toBe(201);
    expect((await register(token)).status).toBe(201);
    expect((await register(token)).status).toBe(401);
    expect(items(await call("GET", "/initial-tokens"))[0]).toMatchObject({
      ...{ id, state: "used-up", uses_left: 0, applications: 2 },
    });
    const shown = await call("GET", `/applications/${first.body.client_id}`);
    expect(shown.json).toMatchObject({
      owner: "grace",
      registration: { by: id, label: "Build", vouched: true, software_id: "notes", software_version: "2.1" },
    });
    const { items: hers } = (await (await callerAs(world, "grace"))("GET", "/applications?q=Notes")).json;
    expect(hers).toHaveLength(1);
    const [entry] = await world.deps.storage.audit.list({ id: String(first.body.client_id), limit: 1 });
    expect(entry).toMatchObject({ action: "application/add", why: "It registered itself with Build." });
  });

  it("is refused once it has expired or is ended, and what it registered stays", async () => {
    const expires_at = new Date(world.clock.now + DAY).toISOString();
    const [short, ended] = [(await make({ expires_at })).json, (await make({ uses: 9 })).json];
    const { body } = await register(ended.token);
    expect((await call("DELETE", `/initial-tokens/${ended.id}`)).status).toBe(204);
    expect((await call("DELETE", `/initial-tokens/${ended.id}`)).code).toBe("admin/not-found");
    expect((await register(ended.token)).status).toBe(401);
    const { registration } = (await call("GET", `/applications/${body.client_id}`)).json;
    expect(registration).toMatchObject({ by: ended.id, label: "Build", vouched: true });
    world.clock.now += DAY;
    call = await caller(world, "candor:users");
    expect((await register(short.token)).status).toBe(401);
    expect(items(await call("GET", "/initial-tokens"))[0]).toMatchObject({ id: short.id, state: "expired" });
  });

  it("follows its owner's name, and ends when the owner is removed", async () => {
    const [kept, ended] = [(await make({ owner: "grace" })).json, (await make({ owner: "ada" })).json];
    const change = async (subject: string, body: object) =>
      call("PATCH", `/users/${subject}`, body, etagOf(await call("GET", `/users/${subject}`)));
    expect((await change("demo-grace", { username: "hopper" })).status).toBe(200);
    const { body } = await register(kept.token);
    expect((await call("GET", `/applications/${body.client_id}`)).json.owner).toBe("hopper");
    const path = "/users/demo-ada";
    expect((await call("DELETE", path, undefined, etagOf(await call("GET", path)))).status).toBe(204);
    expect((await register(ended.token)).status).toBe(401);
  });

  it.each<[body: object, pointer: string]>([
    [{ label: "" }, "/label"],
    [{ uses: 0 }, "/uses"],
    [{ uses: 10_001 }, "/uses"],
    [{ owner: "nobody-at-all" }, "/owner"],
    [{ expires_at: "2020-01-01T00:00:00Z" }, "/expires_at"],
    [{ expires_at: "2999-01-01T00:00:00Z" }, "/expires_at"],
    [{ token: "my-own" }, "/token"],
  ])("isn't made with %j", async (body, pointer) => {
    const made = await make(body);
    expect([made.status, made.pointers]).toEqual([400, [pointer]]);
    expect(items(await call("GET", "/initial-tokens"))).toHaveLength(1);
  });

  it("of the configuration file is ended only there, and works as before", async () => {
    const { body, status } = await register("of-the-file");
    expect(status).toBe(201);
    expect((await call("GET", `/applications/${body.client_id}`)).json.registration).toMatchObject({
      ...{ by: `file:${FILE.label}`, label: FILE.label, vouched: true },
    });
    const id = encodeURIComponent(`file:${FILE.label}`);
    expect((await call("DELETE", `/initial-tokens/${id}`)).code).toBe("admin/owned-by-file");
  });

  it("is the operators' matter", async () => {
    for (const user of ["grace", "ada"])
      expect((await (await callerAs(world, user))("POST", "/initial-tokens", { label: "Mine" })).status).toBe(403);
    const applications = await caller(world, "candor:applications");
    expect((await applications("POST", "/initial-tokens", { label: "Mine" })).status).toBe(403);
  });

  it("lists page by page, the newest first", async () => {
    for (let i = 0; i < 5; i++) {
      world.clock.now += 1_000;
      await make({ label: `Token ${i}` });
    }
    const found: unknown[] = [];
    for (let next: unknown = ""; next !== undefined; ) {
      const on = next === "" ? "" : `&next=${encodeURIComponent(String(next))}`;
      const page = await call("GET", `/initial-tokens?limit=2${on}`);
      found.push(...items(page).map(({ label }) => label));
      ({ next } = page.json);
    }
    expect(found).toEqual(["Token 4", "Token 3", "Token 2", "Token 1", "Token 0", FILE.label]);
  });
});
