/** Documents of clients in the console: what was read and what came of it, read again, and hosts that an operator trusts or blocks. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { AUDITOR, caller } from "../admin/caller.ts";
import { AUTHORIZE, encode, openWorld, type World } from "../catalogue/world.ts";
import { Visitor } from "./visitor.ts";

let world: World;
let root: Visitor;
let web: Server;
let id: string;
let document: object;
let requested: number;
beforeEach(async () => {
  requested = 0;
  web = createServer((_, response) => {
    requested++;
    response.writeHead(200, { "content-type": "application/json", "cache-control": "max-age=3600" });
    response.end(JSON.stringify(document));
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  id = `http://127.0.0.1:${(web.address() as AddressInfo).port}/agent.json`;
  document = { client_id: id, client_name: "Agent <x>", redirect_uris: ["http://127.0.0.1/callback"] };
  world = await openWorld({
    clients: [AUDITOR],
    config: { clientDocuments: { mode: "all", loopback: true }, outbound: { privateNetworks: ["127.0.0.0/8"] } },
  });
  root = await Visitor.signedIn(world, "root");
});
afterEach(async () => {
  web.close();
  await world.close();
});

const asked = (clientId = id) =>
  world.send(`/authorize?${encode({ ...AUTHORIZE, client_id: clientId, redirect_uri: "http://127.0.0.1/callback" })}`);
const list = async () => (await root.get("/registrations/documents")).text;
const host = (act: string) => root.post("/registrations/documents/host", { host: "127.0.0.1", act });

it("lists what was read, until when it counts, and why it doesn't", async () => {
  expect(await list()).toContain("This process has read no document yet");
  await asked();
  expect(await list()).toMatch(/Agent &lt;x>[\s\S]*In use/);
  document = { client_id: "https://another.example/agent.json", redirect_uris: [] };
  world.clock.now += 3_600_000;
  await asked();
  const text = await list();
  expect(text).toMatch(/Not usable[\s\S]*client_id: [\s\S]*Expected: the URL of the document/);
  expect((await root.get("/registrations/documents?q=zzz")).text).toContain("No document matches");
});

it("is read again at once, and only what was seen", async () => {
  await asked();
  document = { ...document, client_name: "Renamed" };
  expect(requested).toBe(1);
  const again = await root.post("/registrations/documents/read", { id });
  expect([again.text.includes("The document was read again."), again.text.includes("Renamed")]).toEqual([true, true]);
  expect(requested).toBe(2);
  expect((await root.post("/registrations/documents/read", { id: `${id}?other` })).status).toBe(404);
  expect(requested).toBe(2);
});

it("counts no more once its host is blocked, and a trusted host vouches for it", async () => {
  await asked();
  expect((await host("trust")).text).toContain("Trusted host");
  expect((await world.deps.registries.current().client(id))?.client.unvouched).toBeUndefined();
  expect((await host("block")).text).toContain("Saved.");
  expect(await world.deps.registries.current().client(id)).toBeUndefined();
  expect(await list()).toContain("Its host is blocked.");
  expect((await host("unblock")).text).not.toContain(">Blocked<");
  expect((await world.deps.registries.current().client(id))?.client.name).toBe("Agent <x>");
  const entries = await world.deps.storage.audit.list({ kind: "settings", limit: 9 });
  expect(entries.map(({ action }) => action)).toEqual(Array(3).fill("settings/change"));
});

it("is the same by the admin API: listed, read again, its host blocked and trusted", async () => {
  await asked();
  const call = await caller(world, "candor:users candor:keys");
  const { items } = (await call("GET", "/client-documents?q=agent")).json as { items: Record<string, unknown>[] };
  expect(items).toMatchObject([{ client_id: id, client_name: "Agent <x>", host: "127.0.0.1", faults: [] }]);
  document = { ...document, client_name: "Renamed" };
  const again = await call("POST", "/client-documents/read", { client_id: id });
  expect([again.status, again.json.client_name, requested]).toEqual([200, "Renamed", 2]);
  expect((await call("POST", "/client-documents/read", { client_id: `${id}?other` })).status).toBe(404);
  const decide = async (act: string) =>
    (await call("POST", "/client-documents/hosts", { host: "127.0.0.1", act })).json;
  expect(await decide("block")).toMatchObject({ blocked: ["127.0.0.1"] });
  expect(await world.deps.registries.current().client(id)).toBeUndefined();
  expect((await call("GET", "/client-documents")).json).toMatchObject({
    items: [{ client_id: id, blocked: true, faults: ["Its host is blocked."] }],
  });
  expect(await decide("trust")).toEqual({ hosts: ["127.0.0.1"], blocked: [] });
  const entries = await world.deps.storage.audit.list({ kind: "settings", limit: 9 });
  expect(entries.map(({ action }) => action)).toEqual(["settings/change", "settings/change"]);
  const reader = await caller(world, "candor:users:read", AUDITOR.id);
  expect((await reader("GET", "/client-documents")).status).toBe(200);
  expect((await reader("POST", "/client-documents/read", { client_id: id })).status).toBe(403);
  expect(requested).toBe(2);
  const other = await caller(world, "candor:users");
  expect((await other("POST", "/client-documents/hosts", { host: "127.0.0.1", act: "block" })).status).toBe(403);
});

it("isn't there for users, and hosts that the file says stay", async () => {
  const ada = await Visitor.signedIn(world, "ada");
  expect((await ada.get("/registrations/documents")).status).toBe(403);
  expect((await ada.post("/registrations/documents/host", { host: "127.0.0.1", act: "trust" })).status).toBe(403);
  expect((await host("nonsense")).status).toBe(404);
});
