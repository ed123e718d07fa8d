/** `candor users list` and `candor grants list` where there are more than fit on a page. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { type Done, type Place, place, toEnd } from "./run.ts";

const COUNT = 450;
const nameOf = (i: number): string => `user-${String(i).padStart(4, "0")}`;
const NAMES = Array.from({ length: COUNT }, (_, i) => nameOf(i));

let at: Place;
beforeAll(async () => {
  at = await place();
  mkdirSync(join(at.directory, "many"));
  const storage = await openSqlite({ file: join(at.directory, "many", "candor.sqlite") });
  await Promise.all(
    NAMES.map((username) =>
      storage.people.insert({
        ...{ subject: `subject-of-${username}`, username, passwordHash: "none", role: "user", disabled: false },
        ...{ claims: { email: `${username}@example.com` }, createdAt: 1 },
      }),
    ),
  );
  await storage.close();
});
afterAll(() => at.leave());

const users = (...args: readonly string[]): Promise<Done> =>
  toEnd(["users", "list", "--data", "many", ...args], at.directory);
const namesIn = ({ out }: Done): readonly string[] => out.match(/^user-\d{4}/gm) ?? [];
const namesInJson = ({ out }: Done): readonly string[] =>
  (JSON.parse(out) as { username: string }[]).map(({ username }) => username);

it("prints the first hundred, and says how to continue", async () => {
  const first = await users();
  expect(namesIn(first)).toEqual(NAMES.slice(0, 100));
  expect(first.err).toContain(`continue with --after ${nameOf(99)}`);
});

it("continues over more than a page, to the end, and says nothing of more there", async () => {
  const middle = await users("--after", nameOf(99), "--limit", "250", "--json");
  expect(namesInJson(middle)).toEqual(NAMES.slice(100, 350));
  expect(middle.err).toContain(`--after ${nameOf(349)}`);
  const last = await users("--after", nameOf(349), "--limit", "100");
  expect(namesIn(last)).toEqual(NAMES.slice(350));
  expect(last.err).toBe("");
  const none = await users("--after", nameOf(449), "--json");
  expect(JSON.parse(none.out)).toEqual([]);
});

it("prints everything in order, as text and as one JSON list", async () => {
  expect(namesIn(await users("--all"))).toEqual(NAMES);
  expect(namesInJson(await users("--all", "--json"))).toEqual(NAMES);
});

it("searches in a data directory too, page by page", async () => {
  const found = await users("--search", "user-02", "--limit", "60", "--json");
  expect(namesInJson(found)).toEqual(NAMES.slice(200, 260));
  const [, after = ""] = /--after '?([^\s',]+)/.exec(found.err) ?? [];
  const rest = await users("--search", "user-02", "--after", after, "--json");
  expect(namesInJson(rest)).toEqual(NAMES.slice(260, 300));
});
