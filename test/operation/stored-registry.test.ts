/** A whole server, at whose storage applications and scopes are registered while it serves. */
import { hash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { migrations } from "../../src/adapters/sql/migrations.ts";
import { APPLICATION_ID } from "../../src/adapters/sqlite/application.ts";
import { openDatabase } from "../../src/adapters/sqlite/database.ts";
import { DIALECT } from "../../src/adapters/sqlite/dialect.ts";
import { migrate } from "../../src/adapters/sqlite/migrate.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { DATABASE } from "../../src/configuration/data-directory.ts";
import { applicationChange, type StoredApplication, scopeChange } from "../../src/ports/registered.ts";
import type { Change } from "../../src/ports/registrations.ts";
import type { Storage } from "../../src/ports/storage.ts";
import type { Scope } from "../../src/protocol/scope/catalogue.ts";
import { shapeOf } from "../../src/protocol/secret-shape.ts";
import { basic, client, T } from "../catalogue/samples.ts";
import { openWorld, type World } from "../catalogue/world.ts";

const ENTRY = {
  at: T,
  actor: { is: "command", id: "root" },
  action: "application/change",
  target: { kind: "application", id: "reporting" },
} as const;
const SECRET = "a-secret-of-the-reporting-service";

const reporting = (own = {}, secret = SECRET): StoredApplication => ({
  client: client({
    id: "reporting",
    grantTypes: ["client_credentials"],
    scopes: ["read_profile"],
    defaultScopes: [],
    ...own,
  }),
  secrets: [
    {
      id: "1",
      hash: hash("sha256", secret, "base64url"),
      createdAt: T,
      guessable: false,
      shape: shapeOf(secret),
    },
  ],
});

let world: World | undefined;
let directory: string | undefined;
let other: Storage | undefined;
afterEach(async () => {
  await other?.close();
  await world?.close();
  if (directory !== undefined) rmSync(directory, { recursive: true });
  [world, directory, other] = [undefined, undefined, undefined];
});

const answered = async (scope: string, secret = SECRET) => {
  const headers = { authorization: basic(`reporting:${secret}`) };
  const answer = await (world as World).form("/token", { grant_type: "client_credentials", scope }, headers);
  return (await answer.json()) as Readonly<Record<string, string>>;
};
const change = async (...changes: readonly Change[]) => {
  const { storage, registries } = (world as World).deps;
  const version = await storage.registrations.change(changes, ENTRY);
  await registries.refresh();
  return version as number;
};

describe("what is registered in the storage", () => {
  it("is in force for the next request: an application, its secret, its scopes, its removal", async () => {
    world = await openWorld();
    expect(await answered("read_profile")).toMatchObject({ error: "invalid_client" });
    const first = await change(applicationChange(reporting(), 0));
    expect(await answered("read_profile")).toMatchObject({ scope: "read_profile", token_type: "Bearer" });
    expect(await answered("write_multipass")).toMatchObject({ error: "invalid_scope" });
    const second = await change(
      applicationChange(
        reporting({ scopes: ["read_profile", "write_multipass"] }, "replaced-secret-of-reporting"),
        first,
      ),
    );
    expect(await answered("write_multipass")).toMatchObject({ error: "invalid_client" });
    expect(await answered("write_multipass", "replaced-secret-of-reporting")).toMatchObject({
      scope: "write_multipass",
    });
    await change({ kind: "application", id: "reporting", from: second, content: undefined });
    expect(await answered("write_multipass", "replaced-secret-of-reporting")).toMatchObject({
      error: "invalid_client",
    });
  });

  it("changes what a refusal names: a scope that is added, deprecated and removed", async () => {
    world = await openWorld();
    await change(applicationChange(reporting({ scopes: ["read_profile", "reports.export"] }), 0));
    expect((await answered("reports.export")).error_description).toContain("reports.export");
    const scope = (state: Scope["state"]): Scope => ({
      name: "reports.export",
      description: "Export reports",
      sensitive: false,
      personal: false,
      state,
    });
    const added = await change(scopeChange({ scope: scope({ is: "active" }) }, 0));
    expect(await answered("reports.export")).toMatchObject({ scope: "reports.export" });
    await change(scopeChange({ scope: scope({ is: "removed", replacement: "read_profile" }) }, added));
    expect(await answered("reports.export")).toMatchObject({
      error: "invalid_scope",
      error_description: expect.stringContaining("read_profile"),
    });
  });

  it("explains a refusal of a removed application with what was registered then", async () => {
    world = await openWorld();
    const first = await change(applicationChange(reporting(), 0));
    await answered("write_multipass");
    await change({ kind: "application", id: "reporting", from: first, content: undefined });
    expect(world.journal.map(({ refusal }) => refusal.refused)).toContain("scope/not-allowed-for-client");
  });

  it("is found among what was sent in the wrong place: a stored secret never appears in a refusal", async () => {
    world = await openWorld();
    await change(applicationChange(reporting(), 0));
    const answer = await world.form("/token", {
      grant_type: "client_credentials",
      scope: SECRET,
      client_id: "reporting",
    });
    expect(await answer.text()).not.toContain(SECRET);
    expect(JSON.stringify(world.journal)).not.toContain(SECRET);
    expect(world.written.join("\n")).not.toContain(SECRET);
  });

  it("by another process on the same database is in force soon", async () => {
    directory = mkdtempSync(join(tmpdir(), "candor-stored-"));
    world = await openWorld({ sqliteIn: directory });
    other = await openSqlite({ file: join(directory, DATABASE) });
    await other.registrations.change([applicationChange(reporting(), 0)], ENTRY);
    await expect.poll(async () => (await answered("read_profile")).scope, { interval: 50 }).toBe("read_profile");
    await other.registrations.change([{ kind: "application", id: "reporting", from: 1, content: undefined }], ENTRY);
    await expect.poll(async () => (await answered("read_profile")).error, { interval: 50 }).toBe("invalid_client");
  });

  it("is still there after a restart", async () => {
    directory = mkdtempSync(join(tmpdir(), "candor-stored-"));
    world = await openWorld({ sqliteIn: directory });
    await change(applicationChange(reporting(), 0));
    await world.close();
    world = await openWorld({ sqliteIn: directory });
    expect(await answered("read_profile")).toMatchObject({ scope: "read_profile" });
  });
});

it("can be registered in a data directory of the version before there was a registry, with everything that is in it", async () => {
  directory = mkdtempSync(join(tmpdir(), "candor-stored-"));
  const file = join(directory, DATABASE);
  const database = openDatabase(file);
  database.exec(`pragma application_id = ${APPLICATION_ID}`);
  migrate(
    database,
    migrations(DIALECT).filter(({ name }) => name < "0016"),
    T,
  );
  database.exec("insert into consents (subject, client_id, scope, given_at) values ('ada', 'photos', 'openid', 1)");
  database.close();
  world = await openWorld({ sqliteIn: directory });
  expect(await world.deps.storage.consents.find("ada", "photos")).toEqual(["openid"]);
  await change(applicationChange(reporting(), 0));
  expect(await answered("read_profile")).toMatchObject({ scope: "read_profile" });
});
