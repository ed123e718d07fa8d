/** Lists of what is registered can be narrowed down, and still go on where they ended. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openWorld, type World } from "../catalogue/world.ts";
import { addTeam, type Call, caller } from "./caller.ts";

let world: World;
let call: Call;
beforeAll(async () => {
  world = await openWorld();
  call = await caller(world);
  await addTeam(world, "books");
  for (let i = 0; i < 30; i++)
    await call("POST", "/applications", {
      client_name: `Report ${i}`,
      redirect_uris: ["https://reports.example/"],
      owner: i % 2 === 0 ? "Ada" : "grace",
      scope: i % 3 === 0 ? "openid read_profile" : "openid",
      ...(i % 5 === 0 && { team: "books" }),
    });
});
afterAll(() => world.close());

async function names(query: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let next: unknown = ""; next !== undefined; ) {
    const on = next === "" ? "" : `&next=${encodeURIComponent(String(next))}`;
    const { json } = await call("GET", `/applications?${query}${on}`);
    found.push(...(json.items as readonly { client_name: string }[]).map(({ client_name }) => client_name));
    ({ next } = json);
  }
  return found.filter((name) => name.startsWith("Report")).sort();
}

const numbers = (holds: (i: number) => boolean): readonly string[] =>
  [...Array(30).keys()]
    .filter(holds)
    .map((i) => `Report ${i}`)
    .sort();

it.each<[query: string, holds: (i: number) => boolean]>([
  ["q=report", () => true],
  ["q=Report%201", (i) => i === 1 || (i >= 10 && i < 20)],
  ["owner=ada", (i) => i % 2 === 0],
  ["owner=GRACE&limit=2", (i) => i % 2 === 1],
  ["scope=read_profile&limit=3", (i) => i % 3 === 0],
  ["scope=read", () => false],
  ["team=books&limit=1", (i) => i % 5 === 0],
  ["team=books&owner=ada&scope=read_profile&limit=1", (i) => i === 0],
  ["q=report%202&scope=read_profile&limit=2", (i) => [2, ...Array(10).keys()].includes(i - 20) && i % 3 === 0],
])("%s", async (query, holds) => expect(await names(query)).toEqual(numbers(holds)));

it("what the file registers is found as well", async () => {
  const { json } = await call("GET", "/applications?owner=grace&q=demo");
  expect((json.items as readonly { client_id: string }[]).map(({ client_id }) => client_id)).toContain("demo-web");
});

it("scopes and APIs have no owner", async () => {
  expect((await call("GET", "/scopes?owner=ada")).code).toBe("admin/parameter-unknown");
  const { json } = await call("GET", "/scopes?q=MULTIPASS");
  expect((json.items as readonly { name: string }[]).map(({ name }) => name)).toEqual(["write_multipass"]);
});
