/** The commands on a PostgreSQL database: see `audited-commands.ts`. And which place a command works on. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type PostgresServer, startPostgres } from "../postgres.ts";
import { auditedCommands, inPostgres, REPRESENTATIVE } from "./audited-commands.ts";
import { place, toEnd } from "./run.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

auditedCommands(async () => inPostgres(await server.database()), REPRESENTATIVE);

it("without tables nothing is made by looking, and adding makes them", async () => {
  const at = await place({ clients: [] });
  const environment = { DATABASE_URL: `${await server.database()}?application_name=somebody:secret` };
  const candor = (...args: readonly string[]) => toEnd(args, at.directory, "a-long-password", environment);
  for (const args of [["users", "list"], ["refusals"], ["audit", "list"], ["keys", "list"], ["scopes", "list"]])
    expect(await candor(...args)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^There is nothing of Candor in postgresql:\/\/127\.0\.0\.1:\d+\/candor_\d+\. Start/),
    });
  const added = await candor("users", "add", "ada", "--password-stdin");
  expect(added).toMatchObject({ code: 0, err: expect.stringMatching(/^Created a new database: postgresql:/) });
  expect(added.err).not.toContain("secret");
  expect((await candor("users", "list")).out).toContain("ada");
  expect((await candor("refusals")).err).toBe("There are no matching refusals.\n");
  expect(existsSync(join(at.directory, "data"))).toBe(false);
  at.leave();
});

it("a directory that is named wins, for commands; a server wants one of both", async () => {
  const at = await place({ clients: [] });
  const environment = { DATABASE_URL: await server.database() };
  const add = ["users", "add", "ada", "--password-stdin", "--data", "mine"];
  expect(await toEnd(add, at.directory, "a-long-password", environment)).toMatchObject({ code: 0 });
  expect(existsSync(join(at.directory, "mine", "candor.sqlite"))).toBe(true);
  const serving = await toEnd(["serve", "--data", "mine"], at.directory, "", environment);
  expect(serving).toMatchObject({ code: 1, err: expect.stringContaining("--data is mine, while DATABASE_URL is set") });
  at.leave();
});

it("a database that can't be reached, or isn't there, is said so, without its password", async () => {
  const at = await place({ clients: [] });
  const [url] = [await server.database()];
  const tried = (DATABASE_URL: string) => toEnd(["users", "list"], at.directory, "", { DATABASE_URL });
  expect(await tried("postgresql://me:hunter2@127.0.0.1:1/candor")).toMatchObject({
    code: 2,
    err: expect.stringMatching(
      /^The database postgresql:\/\/127\.0\.0\.1:1\/candor can't be used: connect ECONNREFUSED 127\.0\.0\.1:1\. Start PostgreSQL, .*\.\n$/,
    ),
  });
  expect(await tried(`${url}_other`)).toMatchObject({
    code: 2,
    err: expect.stringMatching(
      /^The database postgresql:\/\/\S+_other can't be used: database "\w+_other" does not exist\. Make it: createdb .*\.\n$/,
    ),
  });
  expect((await tried("not a url")).err).not.toBe("");
  at.leave();
});
