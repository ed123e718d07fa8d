/**
 * A node of the schema before, and one that brings the schema up to date, at the same time: what one of them gives, the other one takes,
 * and the former loses no request while the latter migrates.
 */
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { migrations } from "../../src/adapters/sql/migrations.ts";
import { DIALECT } from "../../src/adapters/sqlite/dialect.ts";
import { Application } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { freePort } from "../free-port.ts";
import { PASSWORD, type Place, place, run, SECRET, serveWithOperator, USERNAME } from "../operation/run.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";

/** What the newest migration is for, by the file that uses it: texts that weren't there before. */
const USES: Readonly<Record<string, readonly (readonly [now: string, before: string])[]>> = {
  "registration-changes": [
    [", foreign_kind) values (?, ?, ?, ?, ?, ?)", ") values (?, ?, ?, ?, ?)"],
    [", beginning, foreignKind);", ", beginning);"],
  ],
  registrations: [
    ["select foreign_kind as kind, count(*) as count", "select '' as kind, 0 as count"],
    ["where foreign_kind is not null group by foreign_kind order by foreign_kind", "where 1 = 0"],
  ],
};

/** Makes a process one that doesn't know the newest migration. */
const HIDING = `
  import { registerHooks } from "node:module";
  const uses = ${JSON.stringify(USES)};
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.includes("/dist/")) return loaded;
      let source = String(loaded.source);
      // The build puts several modules into one file, and names each of them there.
      const has = (name) =>
        url.endsWith("/adapters/sql/" + name + ".js") || source.includes("// src/adapters/sql/" + name + ".ts\\n");
      for (const name of Object.keys(uses).filter(has)) {
        for (const [now, before] of uses[name]) {
          if (!source.includes(now)) throw new Error("The version before can't be made of " + url);
          source = source.replace(now, before);
        }
      }
      if (has("running-migrations")) {
        const [made, exported = ""] = /(export )?const runningMigrations\\b/.exec(source);
        source = source.replace(made, "const everyMigration");
        source += "\\n" + exported + "const runningMigrations = (dialect) => everyMigration(dialect).slice(0, -1);";
      }
      return { ...loaded, source };
    },
  });`;
const BEFORE = { NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(HIDING)}"` };
const NEWEST = migrations(DIALECT).at(-1)?.name;

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

/** Runs the flow: a code from one node is redeemed at the other, and its tokens refreshed and looked at by the first. */
async function loop(from: Application, to: Application): Promise<void> {
  const { code, verifier } = await from.code(new Person(from.issuer, USERNAME, PASSWORD));
  const redeemed = await to.redeem(code, verifier);
  expect([redeemed.status, redeemed.body.error_description]).toEqual([200, undefined]);
  const form = { grant_type: "refresh_token", refresh_token: String(redeemed.body.refresh_token) };
  const refreshed = await from.post("/token", form);
  expect(refreshed.status).toBe(200);
  const token = String(refreshed.body.access_token);
  for (const node of [from, to]) expect((await node.introspect(token)).body.active).toBe(true);
  await to.revoke(String(refreshed.body.refresh_token));
  for (const node of [from, to]) expect((await node.introspect(token)).body.active).toBe(false);
  expect((await from.redeem(code, verifier)).body.error).toBe("invalid_grant");
}

it.each(["SQLite", "PostgreSQL"])("on %s", async (database) => {
  const at: Place = await place();
  onTestFinished(() => at.leave());
  const url: Record<string, string> = database === "SQLite" ? {} : { DATABASE_URL: await server.database() };
  const environment = { SHOP_SECRET: SECRET, ...url };
  const old = await serveWithOperator(at, { ...environment, ...BEFORE });

  let isOver = false;
  onTestFinished(() => {
    isOver = true;
  });
  const statuses = new Map<number, number>();
  const use = (async () => {
    while (!isOver) {
      const { status } = await at.app.post("/token", { grant_type: "client_credentials", scope: "orders" });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  })();
  const port = await freePort();
  const newer = run(["serve", "--port", String(port)], at.directory, environment);
  onTestFinished(() => void newer.child.kill("SIGKILL"));
  await newer.says("Candor is at ");
  const there = new Application(`http://localhost:${port}`, at.app.registration);
  await loop(at.app, at.app);
  await loop(at.app, there);
  isOver = true;
  await use;
  expect([...statuses.keys()]).toEqual([200]);
  expect(statuses.get(200)).toBeGreaterThan(20);

  // As the guide says: the former version isn't started again on the newer schema.
  expect(await old.stop()).toBe(0);
  const again = run(["serve"], at.directory, { ...environment, ...BEFORE });
  expect(await again.ended).toBe(1);
  expect(again.stderr()).toContain(`it has the migration ${NEWEST}`);
  await at.serve(environment);
  await loop(at.app, there);
  expect(await newer.stop()).toBe(0);
});
