/** The Idempotency-Key: a repeated request is carried out once, and gets the same response; in memory and in SQLite. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPERATIONS } from "../../src/admin/all.ts";
import { actOf } from "../../src/admin/operation.ts";
import { KEYED_FOR } from "../../src/ports/idempotency.ts";
import { StorageUnavailable } from "../../src/ports/storage.ts";
import { as } from "../catalogue/reach/world.ts";
import { unfinished } from "../catalogue/unfinished.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { type Answer, AUDITOR, type Call, caller, callerAs, etagOf, PORTAL } from "./caller.ts";

const MACHINE = { client_name: "Reports", grant_types: ["client_credentials"], scope: "read_profile" };
const ALL = "candor:applications candor:scopes candor:users candor:keys";
const key = (value: string = randomUUID()) => ({ "idempotency-key": value });
const NDJSON = { "content-type": "application/x-ndjson" };

/** Everything that a repetition must be like. */
const whole = ({ status, headers, text }: Answer) => ({
  ...{ status, text },
  ...Object.fromEntries(["location", "etag", "content-type", "cache-control"].map((name) => [name, headers.get(name)])),
});

describe.each(["memory", "sqlite"])("in %s", (storage) => {
  const directory = mkdtempSync(join(tmpdir(), "candor-once-"));
  const open = () => openWorld({ clients: [PORTAL, AUDITOR], ...(storage === "sqlite" && { sqliteIn: directory }) });
  let world: World;
  let call: Call;
  let other: Call;
  beforeAll(async () => {
    world = await open();
    call = await caller(world, ALL);
    other = await caller(world, ALL, "auditor");
  });
  afterAll(async () => {
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const changes = async () => (await world.deps.storage.audit.head()).number;

  it("an application is registered once, and its secret is in the repetition too", async () => {
    const [headers, before] = [key(), await changes()];
    const first = await call("POST", "/applications", MACHINE, headers);
    const again = await call("POST", "/applications", MACHINE, headers);
    expect([first.status, await changes()]).toEqual([201, before + 1]);
    expect(whole(again)).toEqual(whole(first));
    const { client_id: id, client_secret: secret } = again.json as Record<string, string>;
    const form = { grant_type: "client_credentials", scope: "read_profile" };
    expect((await world.form("/token", form, as(id ?? "", secret))).status).toBe(200);
  });

  it.each<[what: string, send: (call: Call, headers: Record<string, string>) => Promise<Answer>]>([
    ["scopes", (send, headers) => send("POST", "/scopes", { name: "once", description: "Once" }, headers)],
    ["apis", (send, headers) => send("POST", "/apis", { resource: "https://once.example", name: "Once" }, headers)],
    ["teams", (send, headers) => send("POST", "/teams", { name: "once" }, headers)],
    ["users", (send, headers) => send("POST", "/users", { username: "once" }, headers)],
    ["invitations", (send, headers) => send("POST", "/invitations", { role: "user" }, headers)],
    ["keys", (send, headers) => send("POST", "/keys", {}, headers)],
    [
      "many applications",
      (send, headers) =>
        send("POST", "/applications/bulk?mode=each", `${JSON.stringify(MACHINE)}\n{`, { ...NDJSON, ...headers }),
    ],
  ])("%s", async (_, send) => {
    const [headers, before] = [key(), await changes()];
    const first = await send(call, headers);
    expect([first.code, first.status < 300]).toEqual([undefined, true]);
    const after = await changes();
    expect(after).toBeGreaterThan(before);
    expect(whole(await send(call, headers))).toEqual(whole(first));
    expect(await changes()).toBe(after);
  });

  it("secrets, requests, changes and removals", async () => {
    const made = await call("POST", "/applications", MACHINE);
    const path = `/applications/${made.json.client_id}`;
    const send = async (...given: Parameters<Call>) => {
      const [method, at, body, more] = given;
      const headers = { ...more, ...key() };
      const [first, before] = [await call(method, at, body, headers), await changes()];
      expect([first.code, whole(await call(method, at, body, headers))]).toEqual([undefined, whole(first)]);
      expect(await changes()).toBe(before);
      return first;
    };
    const secret = await send("POST", `${path}/secrets`, { label: "once" });
    expect(secret.json.client_secret).toMatch(/^[\w-]{43}$/);
    await send("POST", "/requests", { application: made.json.client_id, scope: "reports.read", reason: "Reports." });
    const changed = await send("PATCH", path, { client_name: "Yearly" }, etagOf(await call("GET", path)));
    await send("DELETE", path, undefined, etagOf(changed));
  });

  it("at once and many times, it is carried out once", async () => {
    const [headers, before] = [key(), await changes()];
    const all = await Promise.all(Array.from({ length: 8 }, () => call("POST", "/applications", MACHINE, headers)));
    expect(await changes()).toBe(before + 1);
    expect(new Set(all.map(({ text }) => text)).size).toBe(1);
    expect(all.map(({ status }) => status)).toEqual(Array(8).fill(201));
  });

  it("another body, URL, method, type or version with the same key is refused, and nothing is done", async () => {
    const headers = key();
    await call("POST", "/scopes", { name: "first", description: "The first" }, headers);
    const before = await changes();
    const others = [
      call("POST", "/scopes", { name: "second", description: "The second" }, headers),
      call("POST", "/apis", { name: "first", description: "The first" }, headers),
      call("PATCH", "/scopes/first", { sensitive: true }, { ...headers, "if-match": '"1"' }),
      call("POST", "/scopes", { name: "first", description: "The first" }, { ...headers, "content-type": "text/json" }),
      call("DELETE", "/scopes/first", undefined, { ...headers, "if-match": '"1"' }),
    ];
    for (const { status, code, json } of await Promise.all(others)) {
      expect([status, code]).toEqual([422, "admin/idempotency-key-reused"]);
      expect(json.errors).toMatchObject([{ header: "Idempotency-Key", code: "admin/idempotency-key-reused" }]);
    }
    expect(await changes()).toBe(before);
  });

  it("keys of different callers are different keys", async () => {
    const headers = key();
    const ids = [
      (await call("POST", "/applications", MACHINE, headers)).json.client_id,
      (await other("POST", "/applications", MACHINE, headers)).json.client_id,
      (await (await callerAs(world, "root"))("POST", "/applications", MACHINE, headers)).json.client_id,
    ];
    expect(new Set(ids).size).toBe(3);
    const looks = await caller(world, "candor:applications:read", "auditor");
    expect((await looks("POST", "/applications", MACHINE, headers)).code).toBe("token/insufficient-scope");
  });

  it("a refused request has done nothing, so its key is free", async () => {
    const headers = key();
    const wrong = { ...MACHINE, scope: "nothing" };
    expect((await call("POST", "/applications", wrong, headers)).code).toBe("admin/field-invalid");
    expect((await call("POST", "/applications", wrong, headers)).code).toBe("admin/field-invalid");
    expect((await call("POST", "/applications", MACHINE, headers)).status).toBe(201);
  });

  it("a dry run needs no key", async () => {
    const headers = key();
    for (const path of ["/applications?dry_run=true", "/applications"])
      expect((await call("POST", path, MACHINE, headers)).json.consequences === undefined).toBe(!path.includes("dry"));
  });

  it.each(["", " ", "a b", "a, a", 'a"b', '"', '""', "x".repeat(256), "é", '"a b"'])("%j is no key", async (value) => {
    const { status, code, json } = await call("POST", "/applications", MACHINE, key(value));
    expect([status, code]).toEqual([400, "admin/idempotency-key-malformed"]);
    expect(json.errors).toMatchObject([{ header: "Idempotency-Key" }]);
  });

  it("a quoted key, as in the draft, is the key without its quotes", async () => {
    const value = "x".repeat(255);
    const first = await call("POST", "/applications", MACHINE, key(`"${value}"`));
    expect(whole(await call("POST", "/applications", MACHINE, key(value)))).toEqual(whole(first));
  });

  it("a storage that fails before anything is changed leaves the key free, and one that fails after it doesn't", async () => {
    const { registrations } = world.deps.storage;
    const { change } = registrations;
    const fail = async (): Promise<never> => {
      throw new StorageUnavailable("busy", "Another process is busy.");
    };
    for (const isDone of [false, true]) {
      const headers = key();
      const failing: typeof change = async (...given) => {
        if (isDone) await change(...given);
        return fail();
      };
      Object.assign(registrations, { change: failing });
      expect((await call("POST", "/applications", MACHINE, headers)).status).toBe(503);
      Object.assign(registrations, { change });
      const again = await call("POST", "/applications", MACHINE, headers);
      expect(again.code ?? again.status).toBe(isDone ? "admin/idempotency-outcome-unknown" : 201);
    }
  });

  it("what is in progress is waited for, and what was left is done only if nothing was changed", async () => {
    const { idempotency } = world.deps.storage;
    const headers = key();
    const keep = await unfinished(world, async () => {
      await call("POST", "/applications", MACHINE, headers);
      return new Response();
    });
    const before = await changes();
    const busy = await call("POST", "/applications", MACHINE, headers);
    expect([busy.status, busy.code, busy.headers.get("retry-after")]).toEqual([
      ...[409, "admin/idempotency-key-busy", "5"],
    ]);
    const waiting = call("POST", "/applications", MACHINE, headers);
    await keep();
    expect((await waiting).status).toBe(201);
    expect(await changes()).toBe(before);

    const { begin } = idempotency;
    Object.assign(idempotency, {
      begin: async (...given: Parameters<typeof begin>) => {
        await begin(...given);
        throw new StorageUnavailable("failing", "The server stops here.");
      },
    });
    const left = key();
    expect((await call("POST", "/applications", MACHINE, left)).status).toBe(503);
    Object.assign(idempotency, { begin });
    world.clock.now += 20_000;
    expect((await call("POST", "/applications", MACHINE, left)).status).toBe(201);
  });

  it("is forgotten after a day", async () => {
    const headers = key();
    const first = await call("POST", "/applications", MACHINE, headers);
    world.clock.now += KEYED_FOR;
    const later = await (await caller(world, ALL))("POST", "/applications", MACHINE, headers);
    world.clock.now -= KEYED_FOR;
    expect([later.status, later.json.client_id === first.json.client_id]).toEqual([201, false]);
  });

  it.runIf(storage === "sqlite")("survives a restart, and neither key nor secret is in the file", async () => {
    const value = randomUUID();
    const first = await call("POST", "/applications", MACHINE, key(value));
    const link = await call("POST", "/users", { username: "hidden" }, key(`${value}-2`));
    await world.close();
    const files = readdirSync(directory).map((name) => readFileSync(join(directory, name), "latin1"));
    expect(files.join()).toContain(String(first.json.client_id));
    for (const secret of [value, String(first.json.client_secret), String(link.json.link).slice(-40)])
      expect(files.join()).not.toContain(secret);
    world = await open();
    call = await caller(world, ALL);
    expect(whole(await call("POST", "/applications", MACHINE, key(value)))).toEqual(whole(first));
  });
});

it("every operation that adds or does something is a change that a key protects", () => {
  const posts = OPERATIONS.filter(({ method }) => method === "POST");
  expect(posts.filter((one) => actOf(one) === "read").map(({ id }) => id)).toEqual([
    "previewClaims",
    "tryRequest",
    "readClientDocument",
  ]);
  expect(posts.length).toBeGreaterThan(8);
});
