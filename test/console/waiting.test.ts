/** What waits for a user: listed and canceled in the console and by the admin API. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { caller } from "../admin/caller.ts";
import { basic } from "../catalogue/samples.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
const CIBA = "urn:openid:params:grant-type:ciba";
const AS_DESK = { authorization: basic("desk:secret-of-desk") };

let world: World;
let root: Visitor;
beforeEach(async () => {
  world = await openWorld({
    clients: [
      { id: "tv", authMethods: ["none"], grantTypes: [DEVICE], scopes: ["read_profile"] },
      { id: "desk", secrets: [{ value: "secret-of-desk" }], grantTypes: [CIBA], scopes: ["openid", "read_profile"] },
    ],
  });
  root = await Visitor.signedIn(world, "root");
});
afterEach(() => world.close());

type Sent = Readonly<Record<string, string>>;
const json = async (response: Response) => (await response.json()) as Sent;
const device = async (): Promise<Sent> =>
  json(await world.form("/device_authorization", { client_id: "tv", scope: "read_profile" }));
const asked = async (): Promise<Sent> =>
  json(await world.form("/bc-authorize", { scope: "openid", login_hint: "ada", binding_message: "Desk <7>" }, AS_DESK));
const cancelOf = (text: string): string => /action="\/console(\/waiting\/[^"]+)"/.exec(text)?.[1] ?? "";

it("lists both kinds with whom, since when and the message, and no code", async () => {
  expect((await root.get("/waiting")).text).toContain("Nobody is waiting");
  const [{ user_code: userCode = "", device_code: deviceCode = "" }, { auth_req_id: id = "" }] = [
    await device(),
    await asked(),
  ];
  const { text } = await root.get("/waiting");
  expect(text).toMatch(/desk[\s\S]*ada[\s\S]*Desk &lt;7>[\s\S]*tv[\s\S]*Whoever enters its code/);
  for (const secret of [userCode, deviceCode, id])
    expect([secret !== "", text.includes(secret)]).toEqual([true, false]);
  const one = (await root.get("/waiting?client_id=tv")).text;
  expect([one.includes("Desk"), one.includes("/refusals?application=tv")]).toEqual([false, true]);
});

it("what an operator cancels is refused like what a user refuses, and the log says who did it", async () => {
  const { device_code: code = "" } = await device();
  const path = cancelOf((await root.get("/waiting")).text);
  expect((await root.post(path)).text).toContain("Canceled.");
  const polled = await world.form("/token", { grant_type: DEVICE, client_id: "tv", device_code: code });
  expect((await json(polled)).error).toBe("access_denied");
  expect((await root.post(path)).status).toBe(404);
  const { auth_req_id: id = "" } = await asked();
  await root.post(cancelOf((await root.get("/waiting")).text));
  const decided = await world.form("/token", { grant_type: CIBA, auth_req_id: id }, AS_DESK);
  expect((await json(decided)).error).toBe("access_denied");
  const entries = await world.deps.storage.audit.list({ kind: "waiting", limit: 9 });
  expect(entries.map(({ action, before }) => [action, before])).toEqual([
    ["waiting/cancel", { client_id: "desk", user: "demo-ada" }],
    ["waiting/cancel", { client_id: "tv" }],
  ]);
});

it("is the same by the admin API, page by page", async () => {
  await device();
  await asked();
  const call = await caller(world, "candor:users");
  const first = (await call("GET", "/waiting?limit=1")).json as { items: Record<string, unknown>[]; next: string };
  expect(first.items).toMatchObject([{ kind: "backchannel", user: "demo-ada", binding_message: "Desk <7>" }]);
  const second = (await call("GET", `/waiting?limit=1&next=${first.next}`)).json as typeof first;
  expect([second.items[0]?.kind, second.items[0]?.user, second.next]).toEqual(["device", undefined, undefined]);
  const id = String(second.items[0]?.id);
  expect((await call("DELETE", `/waiting/${id}`)).status).toBe(204);
  for (const gone of [id, "device-99", "nothing"]) expect((await call("DELETE", `/waiting/${gone}`)).status).toBe(404);
  expect((await call("GET", "/waiting?client_id=tv")).json.items).toEqual([]);
});

it("what has expired or was decided isn't listed, and users see nothing", async () => {
  await device();
  const ada = await Visitor.signedIn(world, "ada");
  expect((await ada.get("/waiting")).status).toBe(403);
  expect((await ada.post(cancelOf((await root.get("/waiting")).text))).status).toBe(403);
  world.clock.now += 3_600_000;
  expect((await root.get("/waiting")).text).not.toContain("Whoever enters its code");
});
