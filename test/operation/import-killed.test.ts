/** An import that is killed in the middle: the same command finishes it. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { fixture } from "../importing/read.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";
import { place, run, toEnd } from "./run.ts";

const USERS = 3_000;

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

/** A directory, and a database for its commands. */
async function newPlace(kind: "SQLite" | "PostgreSQL") {
  const at = await place({ scopes: [], clients: [] });
  onTestFinished(() => at.leave());
  const url = kind === "SQLite" ? undefined : await server.database();
  const environment: Record<string, string> = url === undefined ? {} : { DATABASE_URL: url };
  const file = join(at.directory, "data", "candor.sqlite");
  return {
    write: at.write,
    directory: at.directory,
    to: async (...args: readonly string[]) => toEnd(args, at.directory, "", environment),
    start: (...args: readonly string[]) => run(args, at.directory, environment),
    isThere: () => url !== undefined || (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0,
    async looking<T>(look: (storage: Storage) => Promise<T>): Promise<T> {
      const storage = await (url === undefined ? openSqlite({ file }) : openPostgres({ url }));
      try {
        return await look(storage);
      } finally {
        await storage.close();
      }
    },
  };
}
type At = Awaited<ReturnType<typeof newPlace>>;

const stateOf = (at: At) =>
  at.looking(async ({ audit, people }) => {
    const users = [];
    for (let after: string | undefined; ; ) {
      const some = await people.list(after, 1_000);
      users.push(...some.map(({ subject, username }) => `${subject} ${username}`));
      after = some.at(-1)?.username;
      if (some.length < 1_000) return { log: (await audit.head()).number, users };
    }
  });

/** Everything of a server with many users, an app and its refresh token. */
async function exported(kind: "SQLite" | "PostgreSQL") {
  const at = await newPlace(kind);
  const lines = Array.from({ length: USERS }, (_, i) => `id-${i},user${i}`);
  at.write("users.csv", `id,username\n${lines.join("\n")}\n`);
  expect(await at.to("import", "csv", "users.csv")).toMatchObject({ code: 0 });
  const files = [fixture("identityserver.json"), fixture("identityserver-users.json")];
  expect(await at.to("import", "identityserver", ...files)).toMatchObject({ code: 0 });
  const out = join(at.directory, "everything.jsonl");
  expect(await at.to("export", "--everything", "--out", out)).toMatchObject({ code: 0 });
  return { out, state: await stateOf(at) };
}

/** Polls as often as it can. Reads of one turn of the loop see the same, so each has its own. */
const until = (isSo: () => boolean | Promise<boolean>) => expect.poll(isSo, { interval: 1 }).toBe(true);

it.each(["SQLite", "PostgreSQL"] as const)(
  "of another Candor's export into %s: in the audit log, between it and the users, and among the users",
  async (kind) => {
    const { out, state } = await exported(kind);
    const whole = state.log;
    for (const isSoFar of [
      (log: number) => log > 0,
      (log: number) => log >= whole,
      (_: number, users: number) => users > 0,
    ]) {
      const at = await newPlace(kind);
      const importing = at.start("import", "candor", out);
      await until(at.isThere);
      await at.looking(({ audit, people }) =>
        until(async () => isSoFar((await audit.head()).number, (await people.list(undefined, 1)).length)),
      );
      await importing.stop("SIGKILL");
      const left = await stateOf(at);
      expect(left.users.length).toBeLessThan(state.users.length);
      const again = await at.to("import", "candor", out);
      expect(again).toMatchObject({ code: 0, err: "" });
      expect(again.out).not.toContain("import/audit-here");
      expect(again.out).toContain("1 refresh token");
      expect((await stateOf(at)).users).toEqual(state.users);
      // The log of the export, and after it what the import has done here.
      const entries = await at.looking(({ audit }) => audit.read(whole, 100));
      expect(entries.slice(1).map(({ action }) => action)).toEqual(
        expect.arrayContaining(["registry/import", "user/import"]),
      );
      expect(await at.to("audit", "verify")).toMatchObject({ code: 0 });
      expect(await at.to("import", "candor", out)).toMatchObject({
        code: 0,
        out: expect.stringContaining("Nothing to add."),
      });
    }
  },
  600_000,
);
