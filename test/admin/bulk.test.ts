/** Many applications in one call: all of them or none, or line by line; in memory and in SQLite. */
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as } from "../catalogue/reach/world.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { startDemo } from "../demo-server.ts";
import { AUDITOR, type Call, caller, callerAs, PORTAL } from "./caller.ts";

const NDJSON = { "content-type": "application/x-ndjson" };
const PATH = "/applications/bulk";

interface Report {
  readonly line?: number;
  readonly status?: number;
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly problem?: { readonly type: string; readonly detail: string; readonly errors?: readonly object[] };
  readonly totals?: object;
}

const one = (name: string, more: object = {}) =>
  JSON.stringify({ client_name: name, grant_types: ["client_credentials"], scope: "read_profile", ...more });
const named = (count: number) => Array.from({ length: count }, (_, at) => one(`Bulk ${at + 1}`));
const reportsIn = (text: string): readonly Report[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Report);
const codeOf = ({ problem }: Report) => /\/errors\/(.*)$/.exec(problem?.type ?? "")?.[1];

describe.each(["memory", "sqlite"])("in %s", (storage) => {
  const directory = mkdtempSync(join(tmpdir(), "candor-bulk-"));
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

  const send = (lines: readonly string[], query = "") => call("POST", PATH + query, lines.join("\n"), NDJSON);
  const version = () => world.deps.storage.registrations.version();
  const lastEntry = async () => (await world.deps.storage.audit.list({ limit: 1 }))[0];

  it("all of them are in force at once, with one entry in the audit log", async () => {
    const before = [await version(), (await world.deps.storage.audit.head()).number] as const;
    const { status, headers, text } = await send([...named(500), ""]);
    expect([status, headers.get("content-type"), headers.get("cache-control")]).toEqual([
      200,
      "application/x-ndjson",
      "no-store",
    ]);
    const reports = reportsIn(text);
    expect(reports.at(-1)).toEqual({ totals: { lines: 500, registered: 500, refused: 0 } });
    expect(reports.slice(0, -1).map(({ line, status }) => [line, status])).toEqual(
      Array.from({ length: 500 }, (_, at) => [at + 1, 201]),
    );
    expect(new Set(reports.map(({ client_id }) => client_id)).size).toBe(501);
    expect([await version(), (await world.deps.storage.audit.head()).number]).toEqual([before[0] + 1, before[1] + 1]);
    const entry = await lastEntry();
    expect(entry).toMatchObject({
      action: "application/add-many",
      after: { applications: 500, secrets: 500, scope: "read_profile" },
    });
    const { client_id: id = "", client_secret: secret = "" } = reports[499] ?? {};
    expect(JSON.stringify(entry)).not.toContain(secret);
    const form = { grant_type: "client_credentials", scope: "read_profile" };
    expect((await world.form("/token", form, as(id, secret))).status).toBe(200);
    expect((await call("GET", `/applications/${id}`)).json.client_name).toBe("Bulk 500");
  });

  it("one refused line leaves nothing, and each line says why", async () => {
    const before = [await version(), await world.deps.storage.audit.head()];
    const { status, text } = await send([
      one("Good"),
      "{",
      one("Unknown", { nothing: 1 }),
      "",
      one("Wrong", { redirect_uris: ["https://x.example/#a"], scope: "no-such-scope" }),
      one("Taken over", { scope: "candor:keys" }),
      "[]",
      '{"client_name":"a","client_name":"b"}',
    ]);
    const reports = reportsIn(text);
    expect(status).toBe(422);
    expect(reports.map((report) => [report.status, codeOf(report)])).toEqual([
      [424, undefined],
      [400, "admin/body-malformed"],
      [400, "admin/member-unknown"],
      [400, "admin/body-malformed"],
      [400, "admin/field-invalid"],
      [400, "admin/field-invalid"],
      [400, "admin/body-malformed"],
      [400, "admin/body-malformed"],
      [undefined, undefined],
    ]);
    expect(reports[3]?.problem?.detail).toContain("has line 4, which is empty");
    expect(reports[4]?.problem?.errors?.length).toBeGreaterThan(1);
    expect(reports.at(-1)).toEqual({ totals: { lines: 8, registered: 0, refused: 7 } });
    expect([await version(), await world.deps.storage.audit.head()]).toEqual(before);
    expect(text).not.toContain("client_secret");
  });

  it("line by line, every other line is registered, in batches", async () => {
    const before = (await world.deps.storage.audit.head()).number;
    const lines = named(450).map((line, at) => (at % 150 === 149 ? "{" : line));
    const { status, text } = await send(lines, "?mode=each");
    const reports = reportsIn(text);
    expect([status, reports.at(-1)]).toEqual([200, { totals: { lines: 450, registered: 447, refused: 3 } }]);
    expect(reports.filter((report) => codeOf(report) !== undefined).map(({ line }) => line)).toEqual([150, 300, 450]);
    expect((await world.deps.storage.audit.head()).number).toBe(before + 3);
    for (const at of [0, 448]) expect((await call("GET", `/applications/${reports[at]?.client_id}`)).status).toBe(200);
  });

  it.each(["all", "each"])("a dry run changes nothing: %s", async (mode) => {
    const before = await version();
    const good = await send(named(3), `?mode=${mode}&dry_run=true`);
    expect(reportsIn(good.text).map((report) => [report.status, report.client_id])).toEqual([
      ...Array(3).fill([200, undefined]),
      [undefined, undefined],
    ]);
    const bad = await send([...named(1), "{"], `?mode=${mode}&dry_run=true`);
    expect([bad.status, reportsIn(bad.text)[0]?.status]).toEqual(mode === "all" ? [422, 424] : [200, 200]);
    expect(await version()).toBe(before);
  });

  it("what is wrong with the whole call is refused by name, and nothing is registered", async () => {
    const before = await version();
    const codes = async (body: string, query = "", headers: Record<string, string> = NDJSON) => {
      const { status, code } = await call("POST", PATH + query, body, headers);
      return [status, code];
    };
    expect(await codes("")).toEqual([400, "admin/body-malformed"]);
    const says = async (body: string) => (await call("POST", PATH, body, NDJSON)).json.detail;
    expect(await says("")).toContain("The body has no lines. Send one JSON object on each line.");
    expect(await says("{}\n".repeat(10_001))).toContain("has more than 10000 lines. Send fewer lines at once.");
    expect(await codes("\n \n")).toEqual([400, "admin/body-malformed"]);
    expect(await codes("{}\n".repeat(10_001))).toEqual([400, "admin/body-malformed"]);
    expect(await codes("\n".repeat(2_000_000))).toEqual([400, "admin/body-malformed"]);
    expect(await codes("x".repeat(33_554_433))).toEqual([413, "request/too-large"]);
    expect(await codes(one("A"), "?mode=some")).toEqual([400, "request/parameter-invalid"]);
    expect(await codes(one("A"), "?dryrun=true")).toEqual([400, "admin/parameter-unknown"]);
    for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"])
      expect(await codes(one("A"), "", { "content-type": type })).toEqual([415, "admin/wrong-content-type"]);
    // Elsewhere, bodies are as small as before.
    expect((await call("POST", "/applications", " ".repeat(70_000))).status).toBe(413);
    expect(await version()).toBe(before);
  });

  it("it isn't for users who register their own applications, or for who may only look", async () => {
    const ada = await callerAs(world, "ada", "candor:applications");
    const before = await version();
    const asUser = await ada("POST", PATH, one("Mine"), NDJSON);
    expect([asUser.status, asUser.code]).toEqual([403, "admin/role-insufficient"]);
    const looks = await caller(world, "candor:applications:read", "auditor");
    expect((await looks("POST", PATH, one("Mine"), NDJSON)).code).toBe("token/insufficient-scope");
    const root = await callerAs(world, "root", "candor:applications");
    expect((await root("POST", PATH, one("Operator's"), NDJSON)).status).toBe(200);
    expect(await version()).toBe(before + 1);
  });
});

it("10,000 applications are registered in one step", async () => {
  const directory = mkdtempSync(join(tmpdir(), "candor-bulk-"));
  const world = await openWorld({ sqliteIn: directory });
  try {
    const call = await caller(world);
    const before = await world.deps.storage.registrations.version();
    const { status, text } = await call("POST", PATH, named(10_000).join("\n"), NDJSON);
    const reports = reportsIn(text);
    expect([status, reports.at(-1)]).toEqual([200, { totals: { lines: 10_000, registered: 10_000, refused: 0 } }]);
    expect(await world.deps.storage.registrations.version()).toBe(before + 1);
    expect((await call("GET", `/applications/${reports[9_999]?.client_id}`)).json.client_name).toBe("Bulk 10000");
    const bad = await call("POST", PATH, [...named(9_999), "{"].join("\n"), NDJSON);
    expect([bad.status, await world.deps.storage.registrations.version()]).toEqual([422, before + 1]);
  } finally {
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  }
});

it("after a body that is too large, the connection serves the next request", async () => {
  const server = await startDemo({ config: { host: "127.0.0.1" } });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = (path: string, method: string, headers: Record<string, string>, body = "") =>
    new Promise<{ status: number | undefined; text: string; reused: boolean }>((resolve, reject) => {
      const sent = request(server.issuer + path, { agent, method, headers }, async (response) => {
        const chunks = await response.toArray();
        resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString(), reused: sent.reusedSocket });
      });
      sent.on("error", reject).end(body);
    });
  try {
    const form = "grant_type=client_credentials&scope=candor:applications";
    const { text } = await send(
      "/token",
      "POST",
      { ...as("demo-admin"), "content-type": "application/x-www-form-urlencoded" },
      form,
    );
    const authorization = `Bearer ${(JSON.parse(text) as { access_token: string }).access_token}`;
    const large = "x".repeat(33_600_000);
    const refused = await send(`/admin/v1${PATH}`, "POST", { authorization, ...NDJSON }, large);
    const next = await send("/healthz", "GET", {});
    expect([refused.status, next.status, next.reused]).toEqual([413, 200, true]);
  } finally {
    agent.destroy();
    await server.close();
  }
});
