/** Settings that change while the server runs: in force for the next request, and only those that the file doesn't set. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RUN_TIME } from "../../src/configuration/run-time.ts";
import { withStored } from "../../src/ports/registered.ts";
import { accessToken, as } from "../catalogue/reach/world.ts";
import { settings as sampleSettings } from "../catalogue/samples.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { pngUrl } from "../pages/pictures.ts";
import { type Call, caller, callerAs, etagOf, PORTAL } from "./caller.ts";

let world: World;
let call: Call;
beforeEach(async () => {
  world = await openWorld({ clients: [PORTAL], config: { codeLifetime: 30, keyRotation: { every: 30 } } });
  call = await caller(world, "candor:keys");
});
afterEach(() => world.close());

const change = async (body: object, call_ = call, headers?: Record<string, string>) =>
  call_("PATCH", "/settings", body, headers ?? etagOf(await call_("GET", "/settings")));

it("says each value, where it comes from, and whether it can change", async () => {
  const { status, json, headers } = await call("GET", "/settings");
  expect([status, headers.get("etag")]).toEqual([200, '"0"']);
  expect(json).toMatchObject({
    id: "server",
    code_lifetime: 30,
    access_token_lifetime: 600,
    key_rotation_every: 30,
    key_rotation_ahead: 24,
    issuer: "https://id.example",
    log_level: "silent",
    origins: {
      code_lifetime: { from: "file", changeable: false },
      access_token_lifetime: { from: "default", changeable: true },
      key_rotation_every: { from: "file", changeable: false },
      key_rotation_ahead: { from: "default", changeable: true },
      issuer: { from: "file", changeable: false },
      port: { from: "default", changeable: false },
    },
  });
});

it("a changed lifetime is that of the next token, and null restores the default", async () => {
  const ask = async () => (await world.form("/token", { grant_type: "client_credentials" }, as("demo-service"))).json();
  const changed = await change({ access_token_lifetime: 77, unknown_scopes: "ignore" });
  expect(changed.json).toMatchObject({
    access_token_lifetime: 77,
    origins: { access_token_lifetime: { from: "stored", changeable: true } },
  });
  expect(world.deps.registry.settings).toMatchObject({ accessTokenLifetime: 77, unknownScopes: "ignore" });
  await ask();
  const back = await change({ access_token_lifetime: null });
  expect(back.json).toMatchObject({
    access_token_lifetime: 600,
    unknown_scopes: "ignore",
    origins: { access_token_lifetime: { from: "default" }, unknown_scopes: { from: "stored" } },
  });
  expect(world.deps.registry.settings.accessTokenLifetime).toBe(600);
});

it("an unknown scope is refused, ignored, and refused again", async () => {
  const ask = async () =>
    (
      await world.form(
        "/token",
        { grant_type: "client_credentials", scope: "read_profile nothing" },
        as("demo-service"),
      )
    ).status;
  expect(await ask()).toBe(400);
  await change({ unknown_scopes: "ignore" });
  expect(await ask()).toBe(200);
  await change({ unknown_scopes: null });
  expect(await ask()).toBe(400);
});

describe("is refused at its place", () => {
  it.each<[body: object, pointer: string, expected: string]>([
    [{ code_lifetime: 20 }, "/code_lifetime", "nothing, because the configuration file sets it"],
    [{ access_token_lifetime: 0 }, "/access_token_lifetime", "a whole number from 1 to 86400"],
    [{ access_token_lifetime: "600" }, "/access_token_lifetime", "a whole number from 1 to 86400"],
    [{ unknown_scopes: "maybe" }, "/unknown_scopes", '"refuse" or "ignore"'],
    [{ key_rotation_ahead: 720 }, "/key_rotation_ahead", "less time than from one key to the next"],
    [{ issuer: "https://evil.example" }, "/issuer", "nothing, because only the server sets it"],
    [{ origins: {} }, "/origins", "nothing, because only the server sets it"],
    [{ id: "other" }, "/id", "nothing, because only the server sets it"],
    [{ access_token_lifetim: 60 }, "/access_token_lifetim", "Did you mean access_token_lifetime?"],
    [{ __proto__x: 1 }, "/__proto__x", "a member that the OpenAPI document lists"],
  ])("%j", async (body, pointer, expected) => {
    const before = await call("GET", "/settings");
    const { status, pointers, text } = await change(body);
    expect([status, pointers]).toEqual([400, [pointer]]);
    expect(text).toContain(JSON.stringify(expected).slice(1, -1));
    expect((await call("GET", "/settings")).text).toBe(before.text);
  });

  it("several faults at once", async () => {
    const { pointers } = await change({ code_lifetime: 1, session_lifetime: -1, nothing: 1 });
    expect([...pointers].sort()).toEqual(["/code_lifetime", "/nothing", "/session_lifetime"]);
  });
});

it("two changes from the same version: the second is refused", async () => {
  const first = etagOf(await call("GET", "/settings"));
  expect((await change({ id_token_lifetime: 90 }, call, first)).status).toBe(200);
  expect((await change({ refresh_grace: 5 }, call, first)).code).toBe("admin/changed-meanwhile");
  expect((await change({ refresh_grace: 5 }, call, {})).code).toBe("admin/if-match-absent");
});

it("a dry run changes nothing and says which refusals would be granted", async () => {
  await world.form("/token", { grant_type: "client_credentials", scope: "read_profile nothing" }, as("demo-service"));
  const { ref } = world.journal.at(-1) ?? expect.fail("Nothing was refused.");
  const etag = etagOf(await call("GET", "/settings"));
  const { json } = await call("PATCH", "/settings?dry_run=true", { unknown_scopes: "ignore" }, etag);
  expect(json).toMatchObject({ result: { unknown_scopes: "ignore" }, consequences: { would_be_granted: [ref] } });
  expect(world.deps.registry.settings.unknownScopes).toBe("refuse");
});

it("a token for other scopes, a user and an auditor can't change them", async () => {
  const applications = await caller(world, "candor:applications");
  expect((await applications("GET", "/settings")).code).toBe("token/insufficient-scope");
  expect((await change({ id_token_lifetime: 90 }, await callerAs(world, "ada", "candor:keys"), {})).status).toBe(403);
  expect((await change({ id_token_lifetime: 90 }, await callerAs(world, "root"))).status).toBe(200);
});

it("each change is in the audit log, with what differs", async () => {
  await change({ session_lifetime: 3600 });
  await change({ session_lifetime: 7200, id_token_lifetime: 90 });
  const [last] = await world.deps.storage.audit.list({ kind: "settings", limit: 1 });
  expect(last).toMatchObject({
    action: "settings/change",
    target: { kind: "settings", id: "server" },
    before: { session_lifetime: 3600 },
    after: { session_lifetime: 7200, id_token_lifetime: 90 },
  });
});

it("there is nothing else to do with them", async () => {
  for (const [method, path] of [
    ["POST", "/settings"],
    ["DELETE", "/settings"],
    ["GET", "/settings/server"],
  ] as const)
    expect([404, 405]).toContain((await call(method, path, method === "POST" ? {} : undefined)).status);
  await accessToken(world, {}, as("demo-service"));
});

it("what is stored of a setting that the file sets isn't in force", () => {
  const file = sampleSettings();
  const stored = Object.fromEntries(RUN_TIME.map((name) => [name, name === "unknownScopes" ? "ignore" : 7]));
  expect(withStored(file, new Set(RUN_TIME), stored)).toEqual(file);
  const all = withStored(file, new Set(["keyRotation.every"]), { ...stored });
  expect(all).toMatchObject({ codeLifetime: 7, keyRotation: { every: 90, ahead: 7 }, journal: { days: 7 } });
});

describe("branding", () => {
  it("changes at run time, and its logo isn't in the audit log", async () => {
    const logo = pngUrl(32);
    const changed = await change({
      branding_name: "Acme ID",
      branding_logo: logo,
      branding_colors: { light: "#0d6150" },
    });
    expect(changed.json).toMatchObject({ branding_name: "Acme ID", origins: { branding_name: { from: "stored" } } });
    expect(world.deps.registry.settings.branding).toMatchObject({
      name: "Acme ID",
      logo,
      colors: { light: "#0d6150", dark: expect.stringMatching(/^#[0-9a-f]{6}$/) },
    });
    const [entry] = await world.deps.storage.audit.list({ kind: "settings", limit: 1 });
    expect(entry?.after?.branding_logo).toMatch(/^[\w-]{22}\.png$/);
    expect((await change({ branding_name: null, branding_logo: null, branding_colors: null })).status).toBe(200);
    expect(world.deps.registry.settings.branding).toBeUndefined();
  });

  it.each([
    [{ branding_logo: "data:image/svg+xml;base64,AAAA" }, "/branding_logo"],
    [{ branding_colors: { light: "#ffff00" } }, "/branding_colors/light"],
    [{ branding_terms: "javascript:alert(1)" }, "/branding_terms"],
    [{ branding_name: "\u202eevil" }, "/branding_name"],
  ])("%j is refused", async (body, pointer) => expect((await change(body)).pointers).toEqual([pointer]));
});
