/**
 * The story of a scope, by the command line alone and by the admin API alone, against a server in another process: an application is
 * registered, refused for a scope, asks for it, gets it; the scope is deprecated and removed, and its refusal names the successor.
 */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Person } from "../blackbox/person.ts";
import { type Place, place, run, toEnd } from "./run.ts";

const PASSWORD = "a-long-password-of-a-user";
type Members = Readonly<Record<string, unknown>>;

let at: Place;
const homes = { olga: "", ulla: "" };
type Name = keyof typeof homes;

beforeAll(async () => {
  at = await place();
  await at.serve();
  for (const [name, role] of [
    ["olga", "operator"],
    ["ulla", "user"],
  ] as const) {
    const args = ["users", "add", name, "--role", role, "--password-stdin", "--config", "candor.config.json"];
    expect((await toEnd(args, at.directory, PASSWORD)).code).toBe(0);
    homes[name] = join(at.directory, `home-of-${name}`);
    mkdirSync(homes[name]);
    await signIn(name);
  }
});
afterAll(() => at.leave());

const environment = (name: Name) => ({ XDG_CONFIG_HOME: homes[name], CANDOR_SERVER: "" });

async function signIn(name: Name): Promise<void> {
  const running = run(["login", "--server", at.issuer, "--no-browser"], at.directory, environment(name));
  let over = false;
  void running.ended.then(() => {
    over = true;
  });
  for (let url: string | undefined; ; ) {
    [url] = /^http\S+\/authorize\?\S+$/m.exec(running.stderr()) ?? [];
    if (url !== undefined) {
      await fetch(await new Person(at.issuer, name, PASSWORD).sentTo(url));
      break;
    }
    if (over) throw new Error(running.stderr());
    await new Promise((wait) => setTimeout(wait, 10));
  }
  expect(await running.ended).toBe(0);
}

interface Reply {
  readonly isDone: boolean;
  /** What was shown, or the problem document. */
  readonly shown: Members;
}

/** How somebody governs: what is created, changed, asked for and decided. */
interface Way {
  create(who: Name, collection: string, id: string | undefined, members: Record<string, string>): Promise<Reply>;
  change(who: Name, collection: string, id: string, members: Record<string, string>): Promise<Reply>;
  ask(who: Name, application: string, scope: string, reason: string): Promise<Reply>;
  decide(who: Name, id: string, state: "approve" | "decline", comment: string): Promise<Reply>;
  explain(who: Name, ref: string): Promise<Reply>;
  report(who: Name): Promise<Reply>;
  list(who: Name, collection: string): Promise<readonly Members[]>;
}

const COMMANDS: Readonly<Record<string, string>> = { applications: "clients" };

async function candor(who: Name, ...args: readonly string[]): Promise<Reply> {
  const { code, out } = await toEnd([...args, "--json"], at.directory, "", environment(who));
  return { isDone: code === 0, shown: JSON.parse(out) as Members };
}

const settings = (members: Record<string, string>): readonly string[] =>
  Object.entries(members).flatMap(([name, value]) => ["--set", `${name}=${value}`]);

const byCommands: Way = {
  create: (who, collection, id, members) =>
    candor(who, COMMANDS[collection] ?? collection, "create", ...(id === undefined ? [] : [id]), ...settings(members)),
  change: (who, collection, id, members) =>
    candor(who, COMMANDS[collection] ?? collection, "change", id, ...settings(members)),
  ask: (who, application, scope, reason) =>
    candor(who, "requests", "create", "--application", application, "--scope", scope, "--reason", reason),
  decide: (who, id, state, comment) => candor(who, "requests", state, id, "--comment", comment),
  explain: (who, ref) => candor(who, "api", "GET", `/refusals/${ref}`),
  report: (who) => candor(who, "api", "GET", "/reports/least-privilege?limit=200"),
  list: async (who, collection) =>
    (await candor(who, COMMANDS[collection] ?? collection, "list")).shown as unknown as readonly Members[],
};

function tokenOf(who: Name): string {
  const directory = join(homes[who], "candor", "servers");
  const file = readdirSync(directory).find((name) => name.endsWith(".json")) ?? "";
  return (JSON.parse(readFileSync(join(directory, file), "utf8")) as { accessToken: string }).accessToken;
}

async function call(who: Name, method: string, path: string, body?: object): Promise<Reply> {
  const url = `${at.issuer}/admin/v1${path}`;
  const authorization = `Bearer ${tokenOf(who)}`;
  const etag = method === "PATCH" ? (await fetch(url, { headers: { authorization } })).headers.get("etag") : null;
  const headers = {
    authorization,
    ...(etag !== null && { "if-match": etag }),
    ...(body && { "content-type": "application/json" }),
  };
  const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return { isDone: response.ok, shown: (await response.json()) as Members };
}

/** Lists are lists in JSON. */
const typed = (members: Record<string, string>): Members =>
  Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      name === "grant_types" ? [value] : value === "true" ? true : value,
    ]),
  );

const ID_OF: Readonly<Record<string, string>> = { scopes: "name", apis: "resource" };

const byApi: Way = {
  create: (who, collection, id, members) =>
    call(who, "POST", `/${collection}`, {
      ...(id !== undefined && { [ID_OF[collection] ?? ""]: id }),
      ...typed(members),
    }),
  change: (who, collection, id, members) =>
    call(who, "PATCH", `/${collection}/${encodeURIComponent(id)}`, typed(members)),
  ask: (who, application, scope, reason) => call(who, "POST", "/requests", { application, scope, reason }),
  decide: (who, id, state, comment) =>
    call(who, "PATCH", `/requests/${id}`, { state: state === "approve" ? "approved" : "declined", comment }),
  explain: (who, ref) => call(who, "GET", `/refusals/${ref}`),
  report: (who) => call(who, "GET", "/reports/least-privilege?limit=200"),
  list: async (who, collection) =>
    (await call(who, "GET", `/${collection}?limit=200`)).shown.items as readonly Members[],
};

/** A token for the application, or why there is none. */
async function token(id: string, secret: string, scope: string) {
  const response = await fetch(`${at.issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope }),
  });
  const body = (await response.json()) as Readonly<Record<string, string>>;
  const [, code = "", ref = ""] = /\/errors\/([^?]+)\?ref=(.+)$/.exec(body.error_uri ?? "") ?? [];
  return {
    status: response.status,
    scope: body.scope,
    said: body.error_description ?? "",
    code,
    ref,
    deprecation: response.headers.get("deprecation"),
  };
}

describe.each<[string, Way, string]>([
  ["the command line", byCommands, "a"],
  ["the admin API", byApi, "b"],
])("by %s alone", (_, way, key) => {
  it("a scope is asked for, granted, deprecated and removed", async () => {
    const [api, read, refund, next] = [`https://${key}.example`, `${key}.read`, `${key}.refund`, `${key}.refunds`];
    const done = async (reply: Promise<Reply>): Promise<Members> => {
      const { isDone, shown } = await reply;
      expect(shown).not.toHaveProperty("detail");
      expect(isDone).toBe(true);
      return shown;
    };
    await done(way.create("olga", "apis", api, { name: "Shop" }));
    await done(way.create("olga", "scopes", read, { description: "Read", api }));
    await done(way.create("olga", "scopes", refund, { description: "Refund", api, sensitive: "true" }));
    const made = await done(
      way.create("olga", "applications", undefined, {
        client_name: "Shop",
        grant_types: "client_credentials",
        scope: read,
        owner: "ulla",
      }),
    );
    const [id, secret] = [String(made.client_id), String(made.client_secret)];
    expect((await token(id, secret, read)).status).toBe(200);

    const refused = await token(id, secret, refund);
    expect([refused.status, refused.code]).toEqual([400, "scope/not-allowed-for-client"]);
    expect(await done(way.explain("ulla", refused.ref))).toMatchObject({
      code: "scope/not-allowed-for-client",
      ref: refused.ref,
    });

    const request = await done(way.ask("ulla", id, refund, "Customers return things"));
    const requestId = String(request.id);
    expect((await way.decide("ulla", requestId, "approve", "I want it")).isDone).toBe(false);
    expect((await token(id, secret, refund)).status).toBe(400);
    expect((await way.list("olga", "requests")).some((one) => one.id === requestId && one.state === "open")).toBe(true);
    await done(way.decide("olga", requestId, "approve", "For the shop"));
    expect(await token(id, secret, refund)).toMatchObject({ status: 200, scope: refund });

    await done(way.create("olga", "scopes", next, { description: "Refunds", api, sensitive: "true" }));
    await done(way.change("olga", "scopes", refund, { state: "deprecated", sunset: "2099-01-01", replacement: next }));
    const deprecated = await token(id, secret, refund);
    expect([deprecated.status, deprecated.deprecation]).toEqual([200, expect.stringMatching(/^@\d+$/)]);
    const { items } = (await done(way.report("olga"))) as { readonly items?: readonly Members[] };
    expect(items?.find(({ application }) => application === id)).toMatchObject({
      deprecated: [{ scope: refund, replacement: next }],
    });
    await done(way.change("olga", "scopes", refund, { state: "removed", replacement: next }));
    const removed = await token(id, secret, refund);
    expect([removed.status, removed.code]).toEqual([400, "scope/removed"]);
    expect(removed.said).toContain(next);
  });
});

describe("candor refusals on a server", () => {
  it("lists what a user may see, explains it, and shows causes", async () => {
    const made = await byCommands.create("olga", "applications", undefined, {
      client_name: "Refused",
      grant_types: "client_credentials",
      owner: "ulla",
    });
    const id = String(made.shown.client_id);
    const { ref } = await token(id, String(made.shown.client_secret), "unheard.of");
    const run = (who: Name, ...args: readonly string[]) =>
      toEnd(["refusals", ...args], at.directory, "", environment(who));
    const listed = await run("ulla", "--client", id);
    expect(listed).toMatchObject({ code: 0, err: "" });
    expect(listed.out).toMatch(new RegExp(`\\d\\d:\\d\\d:\\d\\d +${ref} +scope/unknown +${id}`));
    const explained = await run("ulla", ref);
    expect(explained.out).toMatch(/^refused\[scope\/unknown\]: /);
    expect(explained.out).toContain(`  ref ${ref}\n`);
    expect((await run("olga", "--groups", "--client", id)).out).toMatch(/since .*\n.* 1 +scope\/unknown/);
    expect(JSON.parse((await run("olga", "--client", id, "--json")).out)).toMatchObject({ ref, code: "scope/unknown" });
    expect(await run("ulla", "000000000000")).toMatchObject({ code: 1, out: "" });
    expect(await run("ulla", "--server", at.issuer, "--data", "data")).toMatchObject({
      code: 2,
      err: expect.stringContaining("not both"),
    });
  });
});
