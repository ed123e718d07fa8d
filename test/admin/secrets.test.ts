/** Secrets of applications: several at once, made with overlap, and removed; in memory and in SQLite. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as } from "../catalogue/reach/world.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "../console/visitor.ts";
import { AUDITOR, type Call, caller, callerAs, PORTAL } from "./caller.ts";

const DAY = 86_400_000;
const REPORTS = { client_name: "Reports", grant_types: ["client_credentials"], scope: "read_profile", owner: "grace" };

describe.each(["memory", "sqlite"])("in %s", (storage) => {
  const directory = mkdtempSync(join(tmpdir(), "candor-secrets-"));
  let world: World;
  let call: Call;
  beforeAll(async () => {
    world = await openWorld({ clients: [PORTAL, AUDITOR], ...(storage === "sqlite" && { sqliteIn: directory }) });
    call = await caller(world);
  });
  afterAll(async () => {
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const register = async (more: object = {}) =>
    (await call("POST", "/applications", { ...REPORTS, ...more })).json as Record<string, string>;
  const secretsOf = async (id: unknown) =>
    (await call("GET", `/applications/${id}/secrets`)).json.items as Record<string, string>[];
  const works = async (id: unknown, secret: unknown): Promise<boolean> =>
    (
      await world.form(
        "/token",
        { grant_type: "client_credentials", scope: "read_profile" },
        as(String(id), String(secret)),
      )
    ).status === 200;

  it("one is replaced without a gap", async () => {
    const { client_id: id, client_secret: first } = await register();
    const made = await call("POST", `/applications/${id}/secrets`, { label: "2027", others_expire_in_days: 7 });
    expect([made.status, made.json.label]).toEqual([201, "2027"]);
    const second = made.json.client_secret;
    expect(second).toMatch(/^[\w-]{43}$/);
    expect([await works(id, first), await works(id, second)]).toEqual([true, true]);
    const now = world.clock.now;
    world.clock.now += 7 * DAY;
    expect([await works(id, first), await works(id, second)]).toEqual([false, true]);
    world.clock.now = now;
    const listed = await secretsOf(id);
    expect(listed.map(({ label, expires_at }) => [label, expires_at])).toEqual([
      [undefined, new Date(now + 7 * DAY).toISOString()],
      ["2027", undefined],
    ]);
    // Rotation never makes a secret live longer.
    await call("POST", `/applications/${id}/secrets`, { others_expire_in_days: 30 });
    expect((await secretsOf(id))[0]?.expires_at).toBe(new Date(now + 7 * DAY).toISOString());
    await call("POST", `/applications/${id}/secrets`, { others_expire_in_days: 0 });
    expect([await works(id, first), await works(id, second)]).toEqual([false, false]);
  });

  it("each says when it was last used", async () => {
    const { client_id: id, client_secret: first } = await register();
    const made = (await call("POST", `/applications/${id}/secrets`, {})).json;
    await works(id, "a-wrong-secret-of-43-characters-aaaaaaaaaaa");
    expect((await secretsOf(id)).map(({ last_used_at }) => last_used_at)).toEqual([undefined, undefined]);
    await works(id, first);
    const used = new Date(world.clock.now).toISOString();
    expect((await secretsOf(id)).map(({ last_used_at }) => last_used_at)).toEqual([used, undefined]);
    world.clock.now += 90_000;
    await works(id, made.client_secret);
    await works(id, first);
    const later = new Date(world.clock.now).toISOString();
    expect((await secretsOf(id)).map(({ last_used_at }) => last_used_at)).toEqual([later, later]);
  });

  it("the last one that is needed stays, whoever removes the others at the same time", async () => {
    const { client_id: id } = await register();
    for (let i = 0; i < 3; i++) await call("POST", `/applications/${id}/secrets`, {});
    const ids = (await secretsOf(id)).map((one) => one.id);
    const all = await Promise.all(ids.map((one) => call("DELETE", `/applications/${id}/secrets/${one}`)));
    expect(all.map(({ status }) => status).sort()).toEqual([204, 204, 204, 409]);
    expect(all.find(({ status }) => status === 409)?.code).toBe("admin/in-use");
    expect((await secretsOf(id)).length).toBe(1);
  });

  it("one that has expired doesn't count, and goes", async () => {
    const { client_id: id } = await register();
    await call("POST", `/applications/${id}/secrets`, { others_expire_in_days: 0 });
    const [old, current] = await secretsOf(id);
    expect((await call("DELETE", `/applications/${id}/secrets/${current?.id}`)).code).toBe("admin/in-use");
    expect((await call("DELETE", `/applications/${id}/secrets/${old?.id}`)).status).toBe(204);
    expect((await call("DELETE", `/applications/${id}/secrets/${old?.id}`)).code).toBe("admin/not-found");
  });

  it.each<[body: object, pointers: readonly string[]]>([
    [{ label: "" }, ["/label"]],
    [{ label: "x".repeat(101) }, ["/label"]],
    [{ expires_at: "2020-01-01T00:00:00Z" }, ["/expires_at"]],
    [{ expires_at: "tomorrow", others_expire_in_days: -1 }, ["/expires_at", "/others_expire_in_days"]],
    [{ others_expire_in_days: 1.5 }, ["/others_expire_in_days"]],
    [{ secret: "mine" }, ["/secret"]],
  ])("%j is refused at its place", async (body, pointers) => {
    const { client_id: id } = await register();
    const refused = await call("POST", `/applications/${id}/secrets`, body);
    expect([refused.status, refused.pointers]).toEqual([400, pointers]);
    expect((await secretsOf(id)).length).toBe(1);
  });

  it("there are at most ten, and none of a public client or of one in the file", async () => {
    const { client_id: id } = await register();
    for (let i = 0; i < 9; i++) expect((await call("POST", `/applications/${id}/secrets`, {})).status).toBe(201);
    const eleventh = await call("POST", `/applications/${id}/secrets`, {});
    expect([eleventh.code, eleventh.pointers]).toEqual(["admin/field-invalid", ["/client_secret"]]);
    expect(eleventh.text).toContain("at most 10");
    const open = await register({
      ...{
        grant_types: ["authorization_code"],
        redirect_uris: ["https://a.example/"],
        token_endpoint_auth_method: "none",
      },
    });
    const ofPublic = await call("POST", `/applications/${open.client_id}/secrets`, {});
    expect([ofPublic.code, ofPublic.pointers]).toEqual(["admin/field-invalid", ["/client_secret"]]);
    expect((await call("POST", "/applications/demo-service/secrets", {})).code).toBe("admin/owned-by-file");
  });

  it("they are within the reach of the owner, of nobody else, and make no token stronger", async () => {
    const { client_id: id } = await register();
    const path = `/applications/${id}/secrets`;
    const [grace, ada] = [await callerAs(world, "grace"), await callerAs(world, "ada")];
    expect((await grace("POST", path, {})).status).toBe(201);
    for (const [method, at, body] of [
      ["GET", path],
      ["POST", path, {}],
      ["DELETE", `${path}/x`],
    ] as const)
      expect((await ada(method, at, body)).code).toBe("admin/not-found");
    const strong = await register({ scope: "candor:scopes", owner: "grace" });
    const at = `/applications/${strong.client_id}/secrets`;
    for (const weak of [grace, await caller(world, "candor:applications", "auditor")]) {
      const { code, pointers } = await weak("POST", at, {});
      expect([code, pointers]).toEqual(["admin/field-invalid", ["/scope"]]);
    }
  });

  it("no log line, no entry of the audit log and no page has one, but the response that makes it", async () => {
    const { client_id: id } = await register();
    const made = (await call("POST", `/applications/${id}/secrets`, { label: "visible" })).json;
    const visitor = await Visitor.signedIn(world, "grace");
    await visitor.get(`/applications/${id}/secrets`);
    const shown = await visitor.post(`/applications/${id}/secrets`, { label: "by page", others_expire_in_days: "3" });
    const secret = />([\w-]{43})</.exec(shown.text)?.[1] ?? "none";
    expect(await works(id, secret)).toBe(true);
    const page = await visitor.get(`/applications/${id}/secrets`);
    expect(page.text).toContain("by page");
    const entries = JSON.stringify(await world.deps.storage.audit.list({ limit: 100 } as never));
    for (const one of [secret, String(made.client_secret)])
      for (const text of [
        page.text,
        world.written.join("\n"),
        (await call("GET", `/applications/${id}/secrets`)).text,
        entries,
      ])
        expect(text).not.toContain(one);
    expect(entries).toContain("application/add-secret");
    const last = await visitor.post(`/applications/${id}/secrets/${(await secretsOf(id))[0]?.id}/remove`);
    expect(last.at).toBe(`/console/applications/${id}/secrets`);
  });
});
