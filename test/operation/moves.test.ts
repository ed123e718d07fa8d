/** A server moves out with `candor export --everything`, and into another one with `candor import candor`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { LINES, type LineName } from "../../src/exporting/lines.ts";
import type { Config } from "../../src/index.ts";
import { teamChange } from "../../src/ports/registered.ts";
import { Application } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { auditEntry } from "../storage-contract/samples.ts";
import { place, toEnd } from "./run.ts";

type Line = Readonly<Record<string, unknown>> & { readonly is: LineName };

async function newPlace(more: Partial<Config> = {}) {
  const at = await place({ scopes: [], clients: [], ...more });
  onTestFinished(() => at.leave());
  const run = (...args: readonly string[]) => toEnd(args, at.directory);
  const everything = async (...more: readonly string[]): Promise<readonly Line[]> => {
    const done = await run("export", "--everything", ...more);
    expect(done).toMatchObject({ code: 0, err: "" });
    return done.out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  };
  return { ...at, run, everything };
}

/** What two servers have in common, whenever it came to them. */
const common = (lines: readonly Line[]) =>
  lines.filter(({ is }) =>
    [
      "settings",
      "team",
      "api",
      "scope",
      "client",
      "client-record",
      "trusted-issuer",
      "user",
      "left-name",
      "consent",
    ].includes(is),
  );

it("everything that is stored is written in the documented form, and another server has it afterwards", async () => {
  const from = await newPlace();
  from.write(
    "registry.json",
    JSON.stringify({
      apis: [{ resource: "https://api.example", name: "API" }],
      scopes: [{ name: "read", description: "Read", api: "https://api.example", sensitive: true }],
      clients: [
        {
          id: "shop",
          secrets: [{ value: "the-secret-of-the-shop-0123456789" }],
          grantTypes: ["authorization_code", "refresh_token"],
          redirectUris: ["https://shop.example/callback"],
          scopes: ["openid", "offline_access", "read"],
        },
      ],
    }),
  );
  expect(await from.run("apply", "registry.json")).toMatchObject({ code: 0 });
  for (const name of ["ada", "jürgen"])
    expect(
      await toEnd(
        ["users", "add", name, "--password-stdin", "--claim", `name=${name} ü`],
        from.directory,
        "a-long-password-of-mine",
      ),
    ).toMatchObject({ code: 0 });
  const storage = await openSqlite({ file: join(from.directory, "data", "candor.sqlite") });
  const { subject = "" } = (await storage.people.findByUsername("ada")) ?? {};
  await storage.registrations.change(
    [teamChange({ team: { name: "tools", members: [{ subject, since: 1 }] } }, 0)],
    auditEntry("t"),
  );
  await storage.close();
  const server = await from.serve();
  const signIn = (at: { readonly issuer: string }) =>
    new Application(at.issuer, {
      id: "shop",
      secret: "the-secret-of-the-shop-0123456789",
      redirectUri: "https://shop.example/callback",
      scope: "openid offline_access read",
    }).tokens(new Person(at.issuer, "ada", "a-long-password-of-mine"));
  const refresh = async (at: { readonly issuer: string }, refresh_token: string) => {
    const response = await fetch(`${at.issuer}/token`, {
      method: "POST",
      body: new URLSearchParams({
        ...{ grant_type: "refresh_token", refresh_token },
        ...{ client_id: "shop", client_secret: "the-secret-of-the-shop-0123456789" },
      }),
    });
    return (await response.json()) as Readonly<Record<"refresh_token" | "scope" | "error", string>>;
  };
  const { refresh_token: former = "" } = (await signIn(from)) as { readonly refresh_token?: string };
  const { refresh_token: live } = await refresh(from, former);
  await server.stop();

  const lines = await from.everything("--password-hashes");
  for (const line of lines) expect([line, LINES[line.is].safeParse(line).success]).toEqual([line, true]);
  expect([...new Set(lines.map(({ is }) => is))]).toEqual([
    "candor",
    "team",
    "api",
    "scope",
    "client",
    "client-record",
    "user",
    "consent",
    "grant",
    "audit",
    "end",
  ]);
  expect(lines.at(-1)).toEqual({ is: "end", lines: lines.length - 1 });
  const without = await from.everything();
  expect(JSON.stringify(without)).not.toContain("argon2id");
  expect(JSON.stringify(lines)).not.toMatch(/the-secret-of-the-shop|a-long-password/);

  const to = await newPlace();
  const file = join(to.directory, "everything.jsonl");
  expect(await from.run("export", "--everything", "--password-hashes", "--out", file)).toMatchObject({
    code: 0,
    out: "",
    err: "",
  });
  expect(await to.run("import", "candor", file)).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /Added: 1 API, 1 scope, 1 application, 1 team, 2 users, 1 consent, 1 refresh token, \d+ entries of the audit log\./,
    ),
  });
  expect(common(await to.everything("--password-hashes"))).toEqual(common(lines));
  expect(await to.run("import", "candor", file)).toMatchObject({
    code: 0,
    out: expect.stringContaining("Nothing to add."),
  });
  // The log is the one of the other server, and goes on. Nothing of it was written again.
  const entries = (all: readonly Line[]) => all.filter(({ is }) => is === "audit");
  const log = entries(await to.everything());
  const before = entries(lines);
  expect(log.slice(0, before.length)).toEqual(before);
  // What was added is said once: users by how many they are, because their own entries have come along.
  const added = log.slice(before.length).map(({ audit }) => audit as { action: string; after: object });
  expect(added.map(({ action }) => action).toSorted()).toEqual(["registry/import", "registry/import", "user/import"]);
  expect(added.find(({ action }) => action === "user/import")?.after).toEqual({ users: 2 });
  expect(await to.run("audit", "verify")).toMatchObject({ code: 0, out: expect.stringContaining("is whole") });
  await to.serve();
  expect(await signIn(to)).toMatchObject({ token_type: "Bearer" });
  // The app goes on with the refresh token that it has, and gets one of this server. A former one is of no use.
  expect(await refresh(to, former)).toMatchObject({ error: "invalid_grant" });
  const next = await refresh(to, live);
  expect(next).toMatchObject({ scope: "openid offline_access read", refresh_token: expect.any(String) });
  expect(await refresh(to, next.refresh_token)).toHaveProperty("refresh_token");
  expect(await refresh(to, live)).toMatchObject({ error: "invalid_grant" });

  // A server with a log of its own keeps that, and says so.
  const other = await newPlace();
  expect(
    await toEnd(["users", "add", "eve", "--password-stdin"], other.directory, "a-long-password-of-eve"),
  ).toMatchObject({
    code: 0,
  });
  const planned = await other.run("import", "candor", file, "--dry-run");
  expect(planned.out).toMatch(
    /import\/audit-here\n.*The audit log stays behind: this server has one of its own, with \d+ entr/,
  );
  expect(planned.out).toContain("import/not-exported");
  expect(await other.run("import", "candor", file)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/1 consent, 1 refresh token\.$/m),
  });

  // An export that was cut off isn't read.
  const cut = readFileSync(file, "utf8").trimEnd().split("\n").slice(0, -1).join("\n");
  writeFileSync(file, `${cut}\n`);
  expect(await to.run("import", "candor", file)).toMatchObject({
    code: 2,
    err: expect.stringContaining("isn't complete"),
  });
});

it("an app that a file gives to a user who is gone doesn't fall to the next one of that name", async () => {
  const from = await newPlace();
  const users = (...args: readonly string[]) => toEnd(["users", ...args], from.directory, "a-long-password-of-mine");
  expect(await users("add", "ada", "--password-stdin")).toMatchObject({ code: 0 });
  const client = {
    id: "shop",
    owner: "ada",
    grantTypes: ["client_credentials"],
    secrets: [{ sha256: "ab".repeat(32) }],
  };
  from.write("registry.json", JSON.stringify({ name: "all", clients: [client] }));
  expect(await from.run("apply", "registry.json")).toMatchObject({ code: 0 });
  const ownerOf = async () => {
    const clients = (await from.everything()).filter(({ is }) => is === "client");
    expect(clients).toHaveLength(1);
    return clients.map(({ client }) => (client as { readonly owner?: string }).owner)[0];
  };
  expect(await ownerOf()).toBe("ada");
  expect(await users("remove", "ada")).toMatchObject({ code: 0, err: "" });
  expect(await ownerOf()).toBeUndefined();
  expect(await users("add", "ada", "--password-stdin")).toMatchObject({ code: 0 });
  expect(await ownerOf()).toBeUndefined();

  // Another user has the name there.
  const to = await newPlace();
  expect(
    await toEnd(["users", "add", "ada", "--password-stdin"], to.directory, "a-long-password-of-hers"),
  ).toMatchObject({
    code: 0,
  });
  to.write("all.jsonl", (await from.everything()).map((line) => `${JSON.stringify(line)}\n`).join(""));
  const done = await to.run("import", "candor", "all.jsonl");
  expect(done.out).toContain("import/left-name-taken");
  expect((await to.everything()).filter(({ is }) => is === "left-name")).toEqual([]);
});

it("an app that registered itself manages itself at the new server with the token that it has", async () => {
  const registration = { mode: "open" } as const;
  const from = await newPlace({ registration });
  const server = await from.serve();
  const response = await fetch(`${from.issuer}/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_name: "Notes", redirect_uris: ["https://notes.example/cb"], software_id: "notes" }),
  });
  const app = (await response.json()) as Readonly<Record<string, string>>;
  expect(app).toMatchObject({ client_id: expect.any(String), registration_access_token: expect.any(String) });
  await server.stop();
  const to = await newPlace({ registration });
  to.write("all.jsonl", (await from.everything()).map((line) => `${JSON.stringify(line)}\n`).join(""));
  expect(await to.run("import", "candor", "all.jsonl")).toMatchObject({ code: 0 });
  await to.serve();
  const uri = app.registration_client_uri?.replace(from.issuer, to.issuer) ?? "";
  const ask = (token = "") => fetch(uri, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask(`${app.registration_access_token}x`)).status).toBe(401);
  const own = await ask(app.registration_access_token);
  expect([own.status, await own.json()]).toMatchObject([200, { client_id: app.client_id, software_id: "notes" }]);
});

it.each([
  ["another user has the name", "ada", undefined],
  ["another user has the name in capitals", "ADA", undefined],
  ["somebody else is there", "bob", "ada"],
])("an app whose owner comes along or not: %s", async (_, there, owner) => {
  const users = (directory: string, name: string) =>
    toEnd(["users", "add", name, "--password-stdin"], directory, "a-long-password-of-mine");
  const from = await newPlace();
  expect(await users(from.directory, "ada")).toMatchObject({ code: 0 });
  const secrets = [{ sha256: "ab".repeat(32) }];
  const clients = [{ id: "shop", owner: "ada", grantTypes: ["client_credentials"], secrets }];
  from.write("registry.json", JSON.stringify({ name: "all", clients }));
  expect(await from.run("apply", "registry.json")).toMatchObject({ code: 0 });
  const to = await newPlace();
  expect(await users(to.directory, there)).toMatchObject({ code: 0 });
  to.write("all.jsonl", (await from.everything()).map((line) => `${JSON.stringify(line)}\n`).join(""));
  for (const options of [["--dry-run"], []]) {
    const done = await to.run("import", "candor", "all.jsonl", ...options);
    expect(done.out.includes("import/owner-other")).toBe(owner === undefined);
  }
  const [shop] = (await to.everything()).filter(({ is }) => is === "client");
  expect(shop?.client).toMatchObject({ id: "shop" });
  expect((shop?.client as { readonly owner?: string } | undefined)?.owner).toBe(owner);
});
