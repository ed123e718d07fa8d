/** What is registered through the admin API is in force for the next request, until it is changed or removed; in memory and in SQLite. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basic } from "../catalogue/samples.ts";
import { encode, openWorld, type World } from "../catalogue/world.ts";
import { type Answer, type Call, caller, etagOf } from "./caller.ts";

const REPORTS = { client_name: "Reports", grant_types: ["client_credentials"], scope: "read_profile" };
const CALLBACK = "https://reports.example/callback";

describe.each(["memory", "sqlite"])("in %s", (storage) => {
  const directory = mkdtempSync(join(tmpdir(), "candor-admin-"));
  let world: World;
  let call: Call;
  beforeAll(async () => {
    world = await openWorld(storage === "sqlite" ? { sqliteIn: directory } : {});
    call = await caller(world);
  });
  afterAll(async () => {
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const credentials = ({ json }: Answer) => ({
    authorization: basic(`${json.client_id}:${json.client_secret}`),
  });
  const token = async (app: Answer, form: Record<string, string> = {}) => {
    const response = await world.form("/token", { grant_type: "client_credentials", ...form }, credentials(app));
    return {
      status: response.status,
      headers: response.headers,
      json: (await response.json()) as Record<string, string>,
    };
  };
  const pathOf = ({ headers }: Answer): string =>
    new URL(headers.get("location") ?? "").pathname.slice("/admin/v1".length);

  it("an application lives from its registration to its removal", async () => {
    const app = await call("POST", "/applications", REPORTS);
    expect([app.status, app.json.client_name, app.json.scope]).toEqual([201, "Reports", "read_profile"]);
    // 256 bits in base64url.
    expect(app.json.client_secret).toMatch(/^[\w-]{43}$/);
    const path = pathOf(app);
    expect((await call("GET", path)).json).not.toHaveProperty("client_secret");

    const got = await token(app, { scope: "read_profile" });
    expect(got.status).toBe(200);
    const asApp = { headers: { authorization: `Bearer ${got.json.access_token}` } };
    expect((await world.send("/demo/api/profile", asApp)).status).toBe(200);

    const grantTypes = ["client_credentials", "authorization_code"];
    const changed = await call("PATCH", path, { redirect_uris: [CALLBACK], grant_types: grantTypes }, etagOf(app));
    expect([changed.status, changed.json.redirect_uris]).toEqual([200, [CALLBACK]]);
    expect(changed.json).not.toHaveProperty("client_secret");
    const request = {
      client_id: String(app.json.client_id),
      redirect_uri: CALLBACK,
      response_type: "code",
      scope: "read_profile",
      code_challenge: "x".repeat(43),
      code_challenge_method: "S256",
    };
    const page = await world.send(`/authorize?${encode(request)}`);
    expect([page.status, page.headers.get("location") ?? "sign-in"]).toEqual([200, "sign-in"]);

    const lost = await call("PATCH", path, { client_name: "Other" }, etagOf(app));
    expect([lost.status, lost.code]).toEqual([412, "admin/changed-meanwhile"]);
    expect((await call("GET", path)).json.client_name).toBe("Reports");

    expect((await call("DELETE", path, undefined, etagOf(changed))).status).toBe(204);
    expect((await call("GET", path)).code).toBe("admin/not-found");
    expect((await token(app)).json.error).toBe("invalid_client");
    expect((await world.send("/demo/api/profile", asApp)).status).toBe(401);
    expect(world.journal.at(-1)?.refusal.refused).toBe("token/revoked");
  });

  it("of two changes from the same version, one is made", async () => {
    const app = await call("POST", "/applications", REPORTS);
    const names = ["One", "Two", "Three", "Four"];
    const all = await Promise.all(names.map((client_name) => call("PATCH", pathOf(app), { client_name }, etagOf(app))));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    const winner = all.findIndex(({ status }) => status === 200);
    expect((await call("GET", pathOf(app))).json.client_name).toBe(names[winner]);
  });

  it("of two scopes with the same name, one is registered", async () => {
    const scope = { name: "twice", description: "Twice" };
    const all = await Promise.all([call("POST", "/scopes", scope), call("POST", "/scopes", scope)]);
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it("null restores the default, and what isn't sent stays", async () => {
    const app = await call("POST", "/applications", { ...REPORTS, owner: "grace", pkce_required: false });
    const changed = await call("PATCH", pathOf(app), { owner: null, pkce_required: null }, etagOf(app));
    expect(changed.json).not.toHaveProperty("owner");
    expect([changed.json.pkce_required, changed.json.scope]).toEqual([true, "read_profile"]);
  });

  it("whoever sends back what was shown changes nothing", async () => {
    const app = await call("POST", "/applications", REPORTS);
    const read = await call("GET", pathOf(app));
    const changed = await call("PATCH", pathOf(app), read.json, etagOf(read));
    expect([changed.status, changed.json]).toEqual([200, read.json]);
  });

  it("a client that becomes public loses its secret, and gets a new one if it becomes confidential again", async () => {
    const app = await call("POST", "/applications", { client_name: "App", redirect_uris: [CALLBACK] });
    const method = (token_endpoint_auth_method: string, from: Answer) =>
      call("PATCH", pathOf(app), { token_endpoint_auth_method }, etagOf(from));
    const open = await method("none", app);
    expect([open.status, open.json.token_endpoint_auth_methods]).toEqual([200, ["none"]]);
    const closed = await method("client_secret_basic", open);
    expect(closed.json.client_secret).toMatch(/^[\w-]{43}$/);
    expect(closed.json.client_secret).not.toBe(app.json.client_secret);
  });

  it("a scope is registered, deprecated and removed, and its refusal names the successor", async () => {
    const api = "https://id.example/api";
    const scope = await call("POST", "/scopes", { name: "reports.write", description: "Write reports", api });
    expect([scope.status, scope.headers.get("location")]).toEqual([
      201,
      "https://id.example/admin/v1/scopes/reports.write",
    ]);
    const app = await call("POST", "/applications", { ...REPORTS, scope: "read_profile reports.write" });
    const ask = () => token(app, { scope: "reports.write" });
    expect((await ask()).status).toBe(200);

    const end = { state: "deprecated", sunset: "2027-01-31", replacement: "write_multipass" };
    const deprecated = await call("PATCH", "/scopes/reports.write", end, etagOf(scope));
    expect(deprecated.json).toMatchObject({ ...end, since: "2026-06-15" });
    expect((await ask()).headers.get("sunset")).toBe("Sun, 31 Jan 2027 00:00:00 GMT");

    const used = await call("DELETE", "/scopes/reports.write", undefined, etagOf(deprecated));
    expect([used.status, used.code]).toEqual([409, "admin/in-use"]);
    expect(used.text).toContain(`client '${app.json.client_id}'`);

    const removed = await call("PATCH", "/scopes/reports.write", { state: "removed" }, etagOf(deprecated));
    expect([removed.status, removed.json.replacement, removed.json.sunset]).toEqual([
      200,
      "write_multipass",
      undefined,
    ]);
    expect((await ask()).json.error_description).toContain("write_multipass");
    expect(world.journal.at(-1)?.refusal.refused).toBe("scope/removed");
  });

  it("a token is for an API as soon as it is registered", async () => {
    const resource = "https://books.example/v1?all=yes&x=é";
    const id = encodeURIComponent(new URL(resource).href);
    const api = await call("POST", "/apis", { resource: new URL(resource).href, name: "Books", tokens: "opaque" });
    expect(api.status).toBe(201);
    await call("POST", "/scopes", { name: "books", description: "Read books", api: new URL(resource).href });
    const app = await call("POST", "/applications", { ...REPORTS, scope: "books" });
    expect((await token(app, { scope: "books" })).json.access_token).toMatch(/^candor_access_/);
    const read = await call("GET", `/apis/${id}`);
    expect(read.json.name).toBe("Books");
    expect((await call("DELETE", `/apis/${id}`, undefined, etagOf(read))).code).toBe("admin/in-use");
  });

  it("a dry run says which refusals a redirect URI would have prevented, and changes nothing", async () => {
    const app = await call("POST", "/applications", { client_name: "App", redirect_uris: [CALLBACK], scope: "openid" });
    const request = {
      client_id: String(app.json.client_id),
      redirect_uri: `${CALLBACK}/new`,
      response_type: "code",
      scope: "openid",
      code_challenge: "x".repeat(43),
      code_challenge_method: "S256",
    };
    await world.send(`/authorize?${encode(request)}`);
    const { ref } = world.journal.at(-1) ?? expect.fail("Nothing was refused.");
    const dry = (redirect_uris: readonly string[]) =>
      call("PATCH", `${pathOf(app)}?dry_run=true`, { redirect_uris }, etagOf(app));
    const helpful = await dry([CALLBACK, `${CALLBACK}/new`]);
    expect(helpful.json.consequences).toMatchObject({
      clients: [app.json.client_id],
      refusals_replayed: 1,
      would_be_granted: [ref],
    });
    const useless = await dry([CALLBACK, `${CALLBACK}/other`]);
    expect(useless.json.consequences).toMatchObject({ refusals_replayed: 1, would_be_granted: [] });
    const read = await call("GET", pathOf(app));
    expect([read.headers.get("etag"), read.json.redirect_uris]).toEqual([app.headers.get("etag"), [CALLBACK]]);
    const nothing = await call("POST", "/applications?dry_run=true", REPORTS);
    expect([nothing.status, nothing.text.includes('"client_secret":')]).toEqual([200, false]);
  });

  it("what a file was applied from is changed only there", async () => {
    const scope = await call("POST", "/scopes", { name: "applied", description: "Applied" });
    const found = await world.deps.storage.registrations.find("scope", "applied");
    const content = { ...JSON.parse(found?.content ?? "{}"), ownedBy: { file: "scopes.json" } };
    const target = { kind: "scope", id: "applied" };
    const entry = {
      at: world.clock.now,
      actor: { is: "file", id: "scopes.json" } as const,
      action: "scope/change",
      target,
    };
    const change = {
      kind: "scope" as const,
      id: "applied",
      from: found?.version ?? 0,
      content: JSON.stringify(content),
    };
    await world.deps.storage.registrations.change([change], entry);
    const read = await call("GET", "/scopes/applied");
    expect(read.json.owned_by).toBe("file");
    for (const etag of [etagOf(scope), etagOf(read)]) {
      expect((await call("PATCH", "/scopes/applied", { sensitive: true }, etag)).code).toBe("admin/owned-by-file");
      expect((await call("DELETE", "/scopes/applied", undefined, etag)).code).toBe("admin/owned-by-file");
    }
  });

  it("lists go on where they ended, with what the file registers in its place", async () => {
    const ids: unknown[] = [];
    for (let next: unknown, more = true; more; more = next !== undefined) {
      const query = next === undefined ? "?limit=3" : `?limit=3&next=${encodeURIComponent(String(next))}`;
      const page = await call("GET", `/applications${query}`);
      ids.push(...(page.json.items as readonly { client_id: string }[]).map(({ client_id }) => client_id));
      ({ next } = page.json);
    }
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids.length).toBeGreaterThan(8);
    expect(ids).toContain("demo-web");
    const scopes = (await call("GET", "/scopes?limit=200")).json.items as readonly Record<string, unknown>[];
    expect(scopes.find(({ name }) => name === "read_profile")).toMatchObject({ owned_by: "file" });
    expect(scopes.find(({ name }) => name === "twice")).not.toHaveProperty("owned_by");
    expect(scopes.find(({ name }) => name === "applied")).toMatchObject({ owned_by: "file" });
    expect(scopes.map(({ name }) => name)).toEqual(expect.arrayContaining(["openid", "candor:audit:read"]));
  });

  it("each change is in the audit log, and no secret is there, in the log or in the journal", async () => {
    const app = await call("POST", "/applications", REPORTS);
    const secret = String(app.json.client_secret);
    // Sent back by mistake, in every place.
    const back = [
      { client_secret: secret },
      { client_name: secret, x: secret },
      { owner: secret, redirect_uris: [secret] },
    ];
    const answers = await Promise.all(back.map((body) => call("PATCH", pathOf(app), body, etagOf(app))));
    answers.push(await call("GET", `/applications/${secret}`), await call("GET", `/applications?${secret}=1`));
    answers.push(await call("PATCH", pathOf(app), { client_name: "Other" }, { "if-match": secret }));
    await call("DELETE", pathOf(app), undefined, etagOf(app));
    await world.deps.journal.flush();
    const audit = await world.deps.storage.audit.list({
      kind: "application",
      id: String(app.json.client_id),
      limit: 10,
    });
    expect(audit.map(({ action }) => action)).toEqual(["application/remove", "application/add"]);
    expect(audit[1]).toMatchObject({
      actor: { is: "client", id: "demo-admin", network: "192.0.2.0/24" },
      after: { client_name: "Reports" },
    });
    const kept = await world.deps.storage.refusals.list({ limit: 500 });
    const everything = JSON.stringify([answers.map(({ text }) => text), audit, kept, world.written]);
    expect(everything).not.toContain(secret);
    const { content } = (await world.deps.storage.registrations.list({ kind: "application", limit: 1 }))[0] ?? {
      content: "",
    };
    expect(content).toMatch(/"hash":"[\w-]{43}"/);
  });
});
