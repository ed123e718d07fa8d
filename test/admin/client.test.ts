/** `candor/admin` against a server: every operation by its name, lists over pages, versions, faults, and a token that never shows. */
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openapi } from "../../src/admin/openapi.ts";
import { AdminError, createAdminClient, type Fetch } from "../../src/admin-client/index.ts";
import { accessToken, as } from "../catalogue/reach/world.ts";
import { ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { AUDITOR } from "./caller.ts";

const SCOPE =
  "candor:applications candor:scopes candor:users candor:audit:read candor:refusals candor:keys:read candor:audit";

let world: World;
let token: string;
let sent: string[];
let fetch: Fetch;
let admin: ReturnType<typeof createAdminClient>;
beforeAll(async () => {
  world = await openWorld({ clients: [AUDITOR] });
  token = await accessToken(world, { scope: SCOPE }, as("auditor", "auditor-secret"));
  fetch = async (url, init) => {
    sent.push(`${init.method} ${url.slice(ISSUER.length)}`);
    return world.send(url, init);
  };
  sent = [];
  admin = createAdminClient({ issuer: ISSUER, token, fetch });
});
afterAll(() => world.close());

const refusal = (made: Promise<unknown>): Promise<AdminError> =>
  made.then(
    () => Promise.reject(new Error("It wasn't refused.")),
    (error: unknown) => (error instanceof AdminError ? error : Promise.reject(error)),
  );
const REPORTS = { client_name: "Reports", redirect_uris: ["https://reports.example/"], owner: "grace" };

it("has a method for each operation of the document", () => {
  const { paths } = openapi(ISSUER) as { paths: Record<string, Record<string, { operationId?: string }>> };
  const ids = Object.values(paths).flatMap((path) =>
    Object.values(path).flatMap(({ operationId = [] }) => operationId),
  );
  expect(ids.length).toBeGreaterThan(50);
  expect(Object.keys(admin).sort()).toEqual(ids.sort());
});

describe("a list", () => {
  it("is read over all its pages", async () => {
    for (let number = 0; number < 5; number++)
      await admin.addApplication({ body: { ...REPORTS, client_name: `Paged ${number}` } });
    sent = [];
    const names: string[] = [];
    for await (const { client_name } of admin.listApplications({ q: "Paged", limit: 2 })) names.push(client_name);
    expect(names.sort()).toEqual([0, 1, 2, 3, 4].map((number) => `Paged ${number}`));
    expect(sent).toHaveLength(3);
    expect(sent[0]).toBe("GET /admin/v1/applications?q=Paged&limit=2");
  });

  it("is read page by page, and no further than is asked for", async () => {
    const first = await admin.listApplications({ q: "Paged", limit: 3 }).page();
    const second = await admin.listApplications({ q: "Paged", limit: 3, next: first.next }).page();
    expect([first.items.length, second.items.length, second.next]).toEqual([3, 2, undefined]);
    sent = [];
    for await (const _ of admin.listApplications({ q: "Paged", limit: 2 })) break;
    expect(sent).toHaveLength(1);
  });

  it("of what isn't registered too: users, the audit log", async () => {
    expect(await admin.listUsers({ q: "grace" }).page()).toMatchObject({ items: [{ username: "grace" }] });
    const { items } = await admin.listAudit({ kind: "application", limit: 1 }).page();
    expect(items).toHaveLength(1);
  });
});

describe("a change", () => {
  it("is made from what was read or written", async () => {
    const made = await admin.addApplication({ body: REPORTS });
    expect(made.value.client_secret).toMatch(/^[\w-]{43}$/);
    const id = made.value.client_id;
    const changed = await admin.changeApplication({ id, etag: made.etag, body: { client_name: "Sums" } });
    expect([changed.value.client_name, (await admin.getApplication({ id })).etag]).toEqual(["Sums", changed.etag]);
    expect(await admin.removeApplication({ id, etag: changed.etag })).toBeUndefined();
    expect((await refusal(admin.getApplication({ id }))).code).toBe("admin/not-found");
  });

  it("from an older version is refused, whatever it is of", async () => {
    const { value, etag } = await admin.addApplication({ body: REPORTS });
    const id = value.client_id;
    await admin.changeApplication({ id, etag, body: { client_name: "First" } });
    const stale = await refusal(admin.changeApplication({ id, etag, body: { client_name: "Second" } }));
    expect([stale.code, stale.status]).toEqual(["admin/changed-meanwhile", 412]);
    expect(stale.ref).toMatch(/^[\w-]+$/);
    expect((await refusal(admin.removeApplication({ id, etag }))).code).toBe("admin/changed-meanwhile");
    const user = await admin.getUser({ id: "demo-grace" });
    expect(user.etag).not.toBe("");
    expect((await refusal(admin.changeUser({ id: "demo-grace", etag: '"old"', body: {} }))).code).toBe(
      "admin/changed-meanwhile",
    );
  });

  it("that is wrong is refused with all faults", async () => {
    const redirect_uris = ["https://reports.example/#done"];
    const error = await refusal(admin.addApplication({ body: { ...REPORTS, redirect_uris, scope: "read_profil" } }));
    expect(error.errors.map(({ pointer }) => pointer).sort()).toEqual(["/redirect_uris/0", "/scope"]);
    expect(error.message).toContain("/redirect_uris/0: expected");
  });

  it("in a dry run only says what it would do", async () => {
    const body = { name: "reports.write", description: "Write reports", api: `${ISSUER}/api` };
    expect((await admin.addScope({ body, dryRun: true })).consequences.clients).toEqual([]);
    expect((await refusal(admin.getScope({ id: body.name }))).code).toBe("admin/not-found");
    const { etag } = await admin.addScope({ body });
    expect(await admin.removeScope({ id: body.name, etag, dryRun: true })).toHaveProperty("consequences");
    expect((await admin.getScope({ id: body.name })).etag).toBe(etag);
    await admin.removeScope({ id: body.name, etag });
  });
});

it("an id with slashes is one part of the path, and no id leads to another path", async () => {
  const body = { resource: "https://x.example/a?b#", name: "X" };
  const { value } = await admin.addApi({ body: { ...body, resource: "https://x.example/a?b" } });
  expect((await admin.getApi({ id: value.resource })).value).toEqual(value);
  sent = [];
  for (const id of ["", ".", ".."]) await expect(admin.endSession({ id })).rejects.toThrow(TypeError);
  expect((await refusal(admin.getApplication({ id: "../users/grace" }))).code).toBe("admin/not-found");
  expect(sent).toEqual(["GET /admin/v1/applications/..%2Fusers%2Fgrace"]);
});

it("an export is a text, read as it is written", async () => {
  let text = "";
  for await (const part of admin.exportAudit({ format: "csv" })) text += part;
  expect(text.split("\n").length).toBeGreaterThan(5);
  const denied = createAdminClient({ issuer: ISSUER, token: "none", fetch }).exportAudit();
  await expect(denied[Symbol.asyncIterator]().next()).rejects.toThrow(AdminError);
});

it("many applications are sent as lines, and their reports read as they come", async () => {
  const lines = ["Bulk 1", "Bulk 2"].map((client_name) => JSON.stringify({ ...REPORTS, client_name }));
  let text = "";
  for await (const part of admin.addApplications({ body: `${lines.join("\n")}\n`, mode: "each" })) text += part;
  expect(text.trim().split("\n")).toHaveLength(3);
  expect((await admin.listApplications({ q: "Bulk " }).page()).items).toHaveLength(2);
});

describe("the token", () => {
  const SECRET = "very-secret-token";
  const failing = async (how: Partial<Parameters<typeof createAdminClient>[0]>): Promise<string> => {
    const client = createAdminClient({ issuer: ISSUER, token: SECRET, fetch, ...how });
    const error: unknown = await client.getSettings().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    const text = inspect([error, client], { depth: 9, showHidden: true }) + JSON.stringify(error);
    expect(text).not.toContain(SECRET);
    return String(error);
  };

  it("is requested for every request", async () => {
    const tokens = ["expired", token];
    const client = createAdminClient({ issuer: `${ISSUER}/`, token: async () => tokens.shift() ?? "", fetch });
    expect((await refusal(client.getApplication({ id: "demo-web" }))).status).toBe(401);
    expect((await client.getApplication({ id: "demo-web" })).value.client_id).toBe("demo-web");
  });

  it("is never in an error: refused, no server, a proxy, another header", async () => {
    expect(await failing({})).toMatch(/^AdminError: token\/[a-z-]+ \(status 401\)/);
    const quoting: Fetch = async (_, { headers }) => Promise.reject(new Error(`bad header ${headers.authorization}`));
    expect(await failing({ fetch: quoting })).toBe("AdminError: The server didn't respond.");
    const proxy: Fetch = async (_, { headers }) => new Response(headers.authorization ?? "", { status: 502 });
    expect(await failing({ fetch: proxy })).toContain("status 502");
    const page: Fetch = async (_, { headers }) => new Response(headers.authorization ?? "");
    expect(await failing({ fetch: page })).toContain("isn't JSON");
    expect(await failing({ token: `${SECRET}\r\nx: y` })).toContain("TypeError");
    expect(await failing({ issuer: "http://127.0.0.1:1", fetch: globalThis.fetch as Fetch })).toContain("respond");
  });
});

describe("a request that gets no response", () => {
  const lost =
    (times: number, how: "before" | "after" | 503): Fetch =>
    async (url, init) => {
      const isLost = times-- > 0;
      if (isLost && how === "before") throw new TypeError("fetch failed");
      const response = await fetch(url, init);
      if (isLost && how === "after") throw new TypeError("fetch failed");
      return isLost ? new Response("", { status: 503, headers: { "retry-after": "0" } }) : response;
    };
  const one = { client_name: "Once", grant_types: ["client_credentials" as const] };

  it.each(["before", "after", 503] as const)("is sent again with its key: %s", async (how) => {
    const named = `Once ${how}`;
    const client = createAdminClient({ issuer: ISSUER, token, fetch: lost(1, how) });
    const { value } = await client.addApplication({ body: { ...one, client_name: named } });
    const { items } = await admin.listApplications({ q: named }).page();
    expect(items.map(({ client_id }) => client_id)).toEqual([value.client_id]);
    expect(value.client_secret).toMatch(/^[\w-]{43}$/);
  });

  it("fails in the end, and is made once if it is called again with its key", async () => {
    const idempotencyKey = "one key for two calls";
    const key = idempotencyKey.replaceAll(" ", "-");
    const body = { ...one, client_name: "Twice called" };
    const failing = createAdminClient({ issuer: ISSUER, token, fetch: lost(9, "after"), retries: 0 });
    expect((await refusal(failing.addApplication({ body, idempotencyKey: key }))).code).toBeUndefined();
    await admin.addApplication({ body, idempotencyKey: key });
    expect((await admin.listApplications({ q: "Twice called" }).page()).items).toHaveLength(1);
    const wrong = await refusal(admin.addApplication({ body, idempotencyKey }));
    expect([wrong.code, wrong.errors[0]?.header]).toEqual(["admin/idempotency-key-malformed", "Idempotency-Key"]);
  });
});
