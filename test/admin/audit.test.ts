/** The audit log through the admin API: filters, pages, one entry, whether it is whole, and all of it as JSON lines and CSV. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorld, type World } from "../catalogue/world.ts";
import { AUDITOR, addUser, type Call, caller, callerAs, etagOf, PORTAL } from "./caller.ts";

let world: World;
let call: Call;
let graces: string;
beforeAll(async () => {
  world = await openWorld({ clients: [AUDITOR, PORTAL] });
  await addUser(world, "iris", "auditor");
  const admin = await caller(world, "candor:applications candor:scopes");
  for (let i = 0; i < 6; i++) {
    world.clock.now += 60_000;
    await admin("POST", "/scopes", { name: `scope${i}`, description: "A scope" });
  }
  const app = { client_name: "Graces", redirect_uris: ["https://grace.example/"], owner: "grace" };
  const made = await admin("POST", "/applications", app);
  graces = String(made.json.client_id);
  await admin("PATCH", `/applications/${graces}`, { client_name: "Grace's" }, etagOf(made));
  await admin("POST", "/applications", { ...app, owner: "ada" });
  call = await caller(world, "candor:audit");
});
afterAll(() => world.close());

interface Entry {
  readonly number: number;
  readonly action: string;
  readonly target: { readonly id: string };
  readonly actor: object;
}

async function all(query: string, by = call): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for (let next: unknown = ""; next !== undefined; ) {
    const { json } = await by("GET", `/audit?${query}${next === "" ? "" : `&next=${next}`}`);
    found.push(...(json.items as readonly Entry[]));
    ({ next } = json);
  }
  return found;
}

it("lists everything, the newest first, whatever the size of the pages", async () => {
  const whole = await all("limit=200");
  expect(whole.map(({ number }) => number)).toEqual(whole.map((_, i) => whole.length - i));
  expect(await all("limit=2")).toEqual(whole);
  expect((await call("GET", "/audit/3")).json).toEqual(whole.at(-3));
  for (const number of ["0", "999", "x", "1e0", "01"])
    expect((await call("GET", `/audit/${number}`)).code).toBe("admin/not-found");
});

it("filters by kind, id, actor, action and time", async () => {
  const ids = async (query: string) => (await all(query)).map(({ target }) => target.id);
  expect(await ids("kind=scope&limit=4")).toEqual([5, 4, 3, 2, 1, 0].map((i) => `scope${i}`));
  expect(await ids("id=scope3")).toEqual(["scope3"]);
  expect(await ids("action=application/change")).toEqual([graces]);
  expect(await ids("actor=demo-admin&kind=scope&action=scope/remove")).toEqual([]);
  expect(await ids("actor=nobody")).toEqual([]);
  const third = (await call("GET", "/audit?id=scope2")).json.items as readonly { at: string }[];
  const at = encodeURIComponent(third[0]?.at ?? "");
  expect(await ids(`kind=scope&from=${at}`)).toEqual(["scope5", "scope4", "scope3", "scope2"]);
  expect(await ids(`kind=scope&to=${at}`)).toEqual(["scope1", "scope0"]);
  expect((await call("GET", "/audit?next=x")).code).toBe("request/parameter-invalid");
});

it("an owner sees what happened to own applications, without networks", async () => {
  const grace = await callerAs(world, "grace", "candor:audit:read");
  const seen = await all("limit=1", grace);
  expect(seen.map(({ action, target }) => [action, target.id])).toEqual([
    ["application/change", graces],
    ["application/add", graces],
  ]);
  expect(seen[0]?.actor).toEqual({ is: "client", id: "demo-admin" });
  expect(await all("kind=scope", grace)).toEqual([]);
  const [other] = await all("kind=scope&limit=1");
  expect((await grace("GET", `/audit/${other?.number}`)).code).toBe("admin/not-found");
  expect((await grace("GET", `/audit/${seen[0]?.number}`)).status).toBe(200);
  for (const path of ["/audit/verify", "/audit/export"]) expect((await grace("GET", path)).status).toBe(403);
});

describe("whether it is whole", () => {
  it("with the head that was returned before", async () => {
    const first = await call("GET", "/audit/verify");
    expect(first.json).toMatchObject({ whole: true, head: expect.stringMatching(/^\d+:[\w-]{43}$/) });
    const again = await call("GET", `/audit/verify?head=${first.json.head}`);
    expect(again.json).toEqual(first.json);
    const other = `1:${"A".repeat(43)}`;
    expect((await call("GET", `/audit/verify?head=${other}`)).json).toMatchObject({
      whole: false,
      fault: { is: "rewritten", number: 1 },
    });
    expect((await call("GET", "/audit/verify?head=7")).code).toBe("request/parameter-invalid");
  });
});

it("is exported as JSON lines and CSV, also by an auditor", async () => {
  const iris = await callerAs(world, "iris", "candor:audit:read");
  const count = (await all("limit=200")).length;
  const jsonl = await iris("GET", "/audit/export");
  expect(jsonl.headers.get("content-type")).toBe("application/x-ndjson");
  const lines = jsonl.text.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).number)).toEqual([...Array(count).keys()].map((i) => i + 1));
  const csv = await iris("GET", "/audit/export?format=csv&first=2");
  expect(csv.headers.get("content-disposition")).toBe('attachment; filename="audit.csv"');
  expect(csv.text.split("\r\n").length).toBe(count + 1);
  expect(csv.text).toMatch(/^number,time,actor,/);
  expect((await iris("POST", "/audit", {})).status).toBe(405);
});
