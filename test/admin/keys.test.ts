/** Signing keys through the admin API. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openWorld, type World } from "../catalogue/world.ts";
import { AUDITOR, addUser, type Call, caller, callerAs, PORTAL } from "./caller.ts";

let world: World;
let call: Call;
beforeAll(async () => {
  world = await openWorld({ clients: [AUDITOR, PORTAL] });
  await addUser(world, "iris", "auditor");
  call = await caller(world, "candor:keys");
});
afterAll(() => world.close());

interface Key {
  readonly id: string;
  readonly alg: string;
  readonly state: string;
  readonly signs_from: string;
  readonly published_until?: string;
  readonly signs: { readonly apis: readonly string[]; readonly applications: number };
}
const list = async () => (await call("GET", "/keys")).json.items as readonly Key[];
const jwks = async () =>
  ((await (await world.send("/jwks")).json()) as { keys: readonly { kid: string }[] }).keys.map(({ kid }) => kid);

it("lists the published keys in the order of the JWKS, with what each signs", async () => {
  const keys = await list();
  expect(keys.map(({ alg, state }) => `${alg} ${state}`)).toEqual(["ES256 signing", "RS256 signing", "EdDSA signing"]);
  expect(keys.map(({ id }) => id)).toEqual(await jwks());
  const [es, rs] = keys;
  expect(es?.signs.apis).toContain("https://id.example/api");
  expect(rs?.signs.applications).toBeGreaterThan(0);
  const first = await call("GET", "/keys?limit=1");
  const next = await call("GET", `/keys?limit=2&next=${first.json.next}`);
  expect((next.json.items as readonly Key[]).map(({ alg }) => alg)).toEqual(["RS256", "EdDSA"]);
  expect((await call("GET", `/keys/${es?.id}`)).json).toEqual(es);
  expect((await call("GET", "/keys/nothing")).code).toBe("admin/not-found");
});

it("a rotation publishes a key that signs later, and again only if it has signed", async () => {
  const made = await call("POST", "/keys", { algs: ["ES256"] });
  const [next] = made.json.items as readonly Key[];
  expect([made.status, next?.state]).toEqual([201, "next"]);
  expect(Date.parse(next?.signs_from ?? "")).toBe(world.clock.now + 86_400_000);
  expect(await jwks()).toContain(next?.id);
  expect((await call("POST", "/keys", { algs: ["ES256"] })).json).toEqual(made.json);
  world.clock.now += 3_600_000;
  call = await caller(world, "candor:keys");
  const soon = await call("POST", "/keys", { algs: ["ES256"], soon: true });
  expect((soon.json.items as readonly Key[])[0]).toMatchObject({ id: next?.id, state: "signing" });
  const former = (await list()).find(({ state }) => state === "former");
  expect(former?.alg).toBe("ES256");
  expect(Date.parse(former?.published_until ?? "")).toBe(world.clock.now + 25 * 3_600_000);
});

it("a key is deleted at once, by whom the audit log says", async () => {
  const former = (await list()).find(({ state }) => state === "former");
  const tried = await call("DELETE", `/keys/${former?.id}?dry_run=true`);
  expect([tried.status, tried.json]).toEqual([200, expect.objectContaining({ id: former?.id, state: "former" })]);
  expect(tried.json).not.toHaveProperty("successor");
  expect((await call("DELETE", `/keys/${former?.id}`)).status).toBe(200);
  expect((await call("DELETE", `/keys/${former?.id}`)).code).toBe("admin/not-found");
  expect(await jwks()).not.toContain(former?.id);
  const [entry] = await world.deps.storage.audit.list({ kind: "key", id: former?.id, limit: 1 });
  expect(entry).toMatchObject({ action: "key/revoke", actor: { is: "client", id: "demo-admin" } });
});

it.each([
  [{ algs: ["HS256"] }, "/algs/0"],
  [{ algs: [] }, "/algs"],
  [{ soon: "yes" }, "/soon"],
  [{ now: true }, "/now"],
])("%j is refused", async (body, pointer) => expect((await call("POST", "/keys", body)).pointers).toEqual([pointer]));

it("an auditor sees the keys and changes none, and no private key is anywhere", async () => {
  const auditor = await callerAs(world, "iris", "candor:keys:read");
  const { status, text } = await auditor("GET", "/keys");
  expect(status).toBe(200);
  expect(text).not.toMatch(/"d"|PRIVATE|sealed/);
  expect((await auditor("POST", "/keys", {})).status).toBe(403);
  expect((await auditor("DELETE", "/keys/x")).status).toBe(403);
});

it("a dry run says which key would sign instead, and until when it may be unknown", async () => {
  const signing = (await list()).find(({ alg, state }) => alg === "EdDSA" && state === "signing");
  const path = `/keys/${signing?.id}`;
  const alone = await call("DELETE", `${path}?dry_run=true`);
  expect(alone.json).toMatchObject({
    state: "signing",
    unknown_until: new Date(world.clock.now + 360_000).toISOString(),
  });
  expect(alone.json).not.toHaveProperty("successor");
  const rotated = await call("POST", "/keys", { algs: ["EdDSA"] });
  const [next] = rotated.json.items as { id: string }[];
  expect((await call("DELETE", `${path}?dry_run=true`)).json).toMatchObject({
    successor: next?.id,
    unknown_until: new Date(world.clock.now + 360_000).toISOString(),
  });
  world.clock.now += 360_000;
  const fine = await call("DELETE", `${path}?dry_run=true`);
  expect([fine.json.successor, fine.json.unknown_until]).toEqual([next?.id, undefined]);
  expect((await list()).find(({ id }) => id === signing?.id)?.state).toBe("signing");
  expect((await call("DELETE", path)).json).toMatchObject({ id: signing?.id, successor: next?.id });
  expect((await list()).find(({ id }) => id === next?.id)?.state).toBe("signing");
});
