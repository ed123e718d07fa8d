/** Settings in the console. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { AT_START, RUN_TIME } from "../../src/configuration/run-time.ts";
import { schema } from "../../src/configuration/schema.ts";
import { addUser } from "../admin/caller.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

let world: World;
let root: Visitor;
beforeEach(async () => {
  world = await openWorld({ config: { codeLifetime: 30 } });
  await addUser(world, "iris", "auditor");
  root = await Visitor.signedIn(world, "root");
});
afterEach(() => world.close());

const etagIn = (text: string): string => /name="etag" value="([^"]*)"/.exec(text)?.[1]?.replaceAll("&quot;", '"') ?? "";
const open = async (visitor = root) => etagIn((await visitor.get("/settings")).text);

it("shows each setting, where it comes from, and a field only where it can change", async () => {
  const { status, text } = await root.get("/settings");
  expect(status).toBe(200);
  expect(text).toContain("Settings as they are in force, and where each comes from.");
  for (const name of ["access_token_lifetime", "unknown_scopes", "key_rotation_every", "self_service_applications"])
    expect(text).toContain(`name="${name}"`);
  for (const name of ["code_lifetime", "issuer", "port", "branding_name"]) expect(text).not.toContain(`name="${name}"`);
  expect(text).toContain("https://id.example");
  expect(text).toContain("configuration file");
});

/** Settings that another page shows, or none, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  apis: "The page APIs.",
  scopes: "The page Scopes.",
  clients: "The page Applications.",
  notices: "Has addresses with secrets of others.",
  hooks: "Functions of the configuration.",
  "registration.tokens": "The page Initial access tokens.",
};

it("shows every setting of the server, but those that another page shows", () => {
  const shown = new Set<string>([...RUN_TIME, ...AT_START]);
  const missing = (schema: z.ZodType, path: string): readonly string[] => {
    const within = unwrapped(schema);
    return Object.entries(within instanceof z.ZodObject ? within.shape : {}).flatMap(([name, one]) => {
      const at = path === "" ? name : `${path}.${name}`;
      if (shown.has(at) || Object.hasOwn(ELSEWHERE, at)) return [];
      const hasParts = [...shown].some((other) => other.startsWith(`${at}.`));
      return hasParts ? missing(one as z.ZodType, at) : [at];
    });
  };
  expect(missing(schema, "")).toEqual([]);
});

const unwrapped = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault
    ? unwrapped(schema.unwrap() as z.ZodType)
    : schema;

it("shows what is read at the start, and files what can change under what it is about", async () => {
  await world.close();
  const signUp = { url: "https://example.com/sign-up" };
  world = await openWorld({ config: { signUp, profile: "oauth21" } });
  root = await Visitor.signedIn(world, "root");
  const { text } = await root.get("/settings");
  const panels = new Map(
    text
      .split("<section")
      .slice(1)
      .map((panel) => [/<h2>([^<]*)/.exec(panel)?.[1] ?? "", panel] as const),
  );
  const atStart = panels.get("Read at the start") ?? "";
  expect(atStart).toContain(signUp.url);
  expect(atStart).toContain("oauth21");
  expect(atStart).not.toContain("<input");
  expect(panels.get("Requests and responses")).toContain('name="require_pushed_requests"');
});

it("saves what differs, and an empty field restores the default", async () => {
  const saved = await root.post("/settings", {
    etag: await open(),
    access_token_lifetime: "120",
    session_lifetime: "86400",
    self_service_applications: "20",
  });
  expect([saved.status, saved.at]).toEqual([200, "/console/settings"]);
  expect(world.deps.registry.settings).toMatchObject({ accessTokenLifetime: 120, selfService: { applications: 20 } });
  const [entry] = await world.deps.storage.audit.list({ kind: "settings", limit: 1 });
  expect(entry).toMatchObject({
    actor: { is: "user", id: "demo-root" },
    after: { access_token_lifetime: 120, self_service_applications: 20 },
  });
  expect(Object.keys(entry?.after ?? {})).toHaveLength(2);
  await root.post("/settings", { etag: await open(), access_token_lifetime: "" });
  expect(world.deps.registry.settings).toMatchObject({ accessTokenLifetime: 600, selfService: { applications: 20 } });
});

it("turns grant management on and off, with its endpoint, its metadata and its scopes", async () => {
  const choose = async (chosen: string) => root.post("/settings", { etag: await open(), grant_management: chosen });
  const seen = async () => {
    const metadata = await world.send("https://id.example/.well-known/openid-configuration");
    const { grant_management_action_required: required, scopes_supported: scopes } = (await metadata.json()) as Record<
      string,
      unknown
    >;
    const { status } = await world.send("https://id.example/grants/x");
    return { required, scoped: (scopes as string[]).includes("grant_management_query"), status };
  };
  expect((await root.get("/settings")).text).toMatch(/<option value="off" selected[^>]*>off/);
  expect(await seen()).toEqual({ required: undefined, scoped: false, status: 404 });
  await choose("allowed");
  expect(await seen()).toEqual({ required: false, scoped: true, status: 401 });
  await choose("required");
  expect(await seen()).toEqual({ required: true, scoped: true, status: 401 });
  expect((await choose("sometimes")).status).toBe(400);
  await choose("off");
  expect(await seen()).toEqual({ required: undefined, scoped: false, status: 404 });
  // What is off by the default isn't sent again with the rest of the form.
  await root.post("/settings", { etag: await open(), grant_management: "off", refresh_grace: "7" });
  expect(world.deps.registry.settings).not.toHaveProperty("grantManagement");
});

it("a wrong value is refused at its field, and what was typed stays", async () => {
  const refused = await root.post("/settings", {
    etag: await open(),
    access_token_lifetime: "soon",
    refresh_grace: "7",
  });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("a whole number from 1 to 86400");
  expect(refused.text).toContain('value="soon"');
  expect(refused.text).toContain('value="7"');
  expect(world.deps.registry.settings.refreshGrace).toBe(10);
});

it("the second of two changes is refused, and nothing else can be assigned", async () => {
  const etag = await open();
  await root.post("/settings", { etag, refresh_grace: "5" });
  const second = await root.post("/settings", { etag, refresh_grace: "6" });
  expect([second.status, world.deps.registry.settings.refreshGrace]).toEqual([400, 5]);
  expect(second.text).toContain("Changed in the meantime");
  const forged = await root.post("/settings", {
    etag: await open(),
    code_lifetime: "500",
    issuer: "https://evil.example",
  });
  expect(forged.at).toBe("/console/settings");
  expect(world.deps.registry.settings).toMatchObject({ codeLifetime: 30, issuer: "https://id.example" });
});

it("the second operator is shown the difference, and keeps what only the first one has changed", async () => {
  const whole = async () => {
    const { text } = await root.get("/settings");
    const inputs = [...text.matchAll(/<input[^>]*name="(\w+)"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]);
    return { ...Object.fromEntries(inputs), etag: etagIn(text) } as Record<string, string>;
  };
  const [first, second] = [await whole(), await whole()];
  await root.post("/settings", { ...first, refresh_grace: "5", access_token_lifetime: "300" });
  const refused = await root.post("/settings", { ...second, access_token_lifetime: "400", session_lifetime: "7200" });
  const rows = refused.text.slice(refused.text.indexOf("Changed in the meantime"), refused.text.indexOf("Lifetimes<"));
  const plain = rows.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  expect(plain).toMatch(/Access token lifetime .*300.*400/);
  expect(plain).toMatch(/Refresh grace .*5.*not changed by you/);
  expect(plain).toMatch(/Session lifetime .*7200/);
  expect(refused.text).toMatch(/name="refresh_grace"[^>]*value="5"/);
  expect(world.deps.registry.settings).toMatchObject({ refreshGrace: 5, accessTokenLifetime: 300 });
  // The page has the version that it shows, so what was seen can be saved.
  const again = await root.post("/settings", {
    ...second,
    etag: etagIn(refused.text),
    refresh_grace: "5",
    access_token_lifetime: "400",
    session_lifetime: "7200",
  });
  expect(again.status).toBe(200);
  expect(world.deps.registry.settings).toMatchObject({
    refreshGrace: 5,
    accessTokenLifetime: 400,
    sessionLifetime: 7200,
  });
});

it.each(["", '"99999"', "nonsense", '"1", "0"', "*"])("a form with the version %j changes nothing", async (etag) => {
  const { status } = await root.post("/settings", { etag, refresh_grace: "6" });
  expect([status, world.deps.registry.settings.refreshGrace]).toEqual([400, 10]);
});

it("an auditor sees them, and a user doesn't", async () => {
  const iris = await Visitor.signedIn(world, "iris");
  const page = await iris.get("/settings");
  expect([page.status, page.text.includes('name="refresh_grace"')]).toEqual([200, false]);
  expect((await iris.post("/settings", { etag: '"0"', refresh_grace: "5" })).status).toBe(403);
  const grace = await Visitor.signedIn(world, "grace");
  expect((await grace.get("/settings")).status).toBe(403);
  expect(world.deps.registry.settings.refreshGrace).toBe(10);
});
